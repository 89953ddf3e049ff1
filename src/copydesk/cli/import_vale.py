"""`copydesk import-vale`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from copydesk.cli.complaint import complain
from copydesk.pack import load_packs
from copydesk.vale import native
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import read_settings
from copydesk.vale.loading import collect, load
from copydesk.vale.project import Project


def run(options: argparse.Namespace) -> int:
    """Write the rules of a Vale configuration as packs; 2 if something could not be translated or written."""
    try:
        settings = read_settings(Path(options.settings))
        project = load(settings, collect(settings))
        left = list(native.untranslated(project))
        files = _write(project, Path(options.output))
    except ValeError as error:
        complain(error)
        return 2
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return 2
    # What was written is read at once: a rule that our own loader refuses is told of now, and not at the first check.
    loaded = load_packs([(file, file.read_bytes()) for file in files])
    for reason in (*left, *map(str, loaded.problems)):
        complain(f"left out: {reason}")
    print(f"{len(loaded.rules)} rules in {len(files)} packs; copydesk.yml beside them names the packs")
    return 2 if left or loaded.problems else 0


def _write(project: Project, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, pack in native.packs(project).items():
        file = folder / f"{name}.yml"
        _dump(file, pack, (f"Translated from the Vale style {name!r} of {Path(project.settings.path).name}.",))
        files.append(file)
    config: dict[str, Any] = {"packs": [file.name for file in files], "builtin": False}
    if grades := native.severities(project):
        config["rules"] = grades
    _dump(folder / "copydesk.yml", config, ("builtin: true adds copydesk's own rules.",))
    return files


def _dump(file: Path, data: Mapping[str, Any], head: Iterable[str]) -> None:
    import yaml

    class Plain(yaml.SafeDumper):
        """Without anchors, which a pack may not have."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    text = yaml.dump(dict(data), Dumper=Plain, sort_keys=False, allow_unicode=True, width=120)
    file.write_text("".join(f"# {line}\n" for line in head) + text, encoding="utf-8")
