"""Put the plan of the packs into the wheel, so that the first run on a new machine is as fast as the second."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlanHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's class is generic at type-checking time only
    """Runs copydesk from this tree to make the plan. An editable install gets it too, until its rules or code change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        if version == "editable":
            self._write(Path(self.root) / "lint_rules" / "plan.json")
            return
        self._folder = tempfile.TemporaryDirectory()
        plan = Path(self._folder.name) / "plan.json"
        self._write(plan, "--wheel")
        build_data["force_include"][str(plan)] = "copydesk/lint_rules/plan.json"

    def _write(self, plan: Path, *options: str) -> None:
        # An installer may hold what this build needs in a folder of its own, which only sys.path names; told by a variable
        # of the environment, such a path would go through the installer's own sitecustomize once more.
        code = (
            f"import sys; sys.path[:0] = {[str(Path(self.root) / 'src'), *filter(None, sys.path)]!r}; "
            "from pathlib import Path; from copydesk.run import write_shipped_plan; "
            "write_shipped_plan(Path(sys.argv[1]), for_wheel='--wheel' in sys.argv)"
        )
        subprocess.run([sys.executable, "-I", "-c", code, str(plan), *options], check=True)  # noqa: S603  # our own code

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
