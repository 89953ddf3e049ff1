"""LanguageTool from Maven Central, put together as language_tool_python and `start` expect it.

The jars of the server and of English go to `libs`; `languagetool-server.jar` beside them holds a manifest alone, which
names them. `./` comes first on the class path, so that word lists laid beside the jar win over those inside the jars.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from copydesk.languagetool.folder import JAR

VERSION = "6.8"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_SPELLING = "org/languagetool/resource/en/hunspell/spelling.txt"
_MAIN = "org.languagetool.server.HTTPServer"
# The server's artefact asks for every language. English alone does, but one class of its wants these three to be there.
_WITHOUT = {
    "languagetool-server": ("org.languagetool", "language-all"),
    "language-en": ("", ""),
    "language-es": ("*", "*"),
    "language-ca": ("*", "*"),
    "language-pt": ("*", "*"),
}


class AssemblyError(Exception):
    """It could not be put together; the message is one line."""


def assemble(folder: Path, version: str = VERSION) -> Path:
    """`folder`/LanguageTool-`version`, made with Maven unless it is there. Raises AssemblyError."""
    target = folder / f"LanguageTool-{version}"
    if (target / JAR).is_file():
        return target
    maven = shutil.which("mvn")
    if not maven:
        raise AssemblyError("this needs Maven (mvn) and Java 17, and there is no mvn on the path")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".assembling-") as name:
            work = Path(name)
            _fetch(maven, work, version)
            _write_jar(work)
            _lay_out(work, version)
            (work / "pom.xml").unlink()
            shutil.rmtree(work / "target", ignore_errors=True)
            # Whole or not at all: somebody may be looking for it just now.
            made = folder / f".{target.name}.part"
            shutil.rmtree(made, ignore_errors=True)
            shutil.copytree(work, made)
            made.chmod(0o755)  # a temporary folder is its maker's alone
            made.replace(target)
    except OSError as error:
        raise AssemblyError(f"{error.filename or folder}: {error.strerror}") from None
    return target


def _fetch(maven: str, work: Path, version: str) -> None:
    (work / "pom.xml").write_text("\n".join(_pom(version)), encoding="utf-8")
    command = [maven, "--batch-mode", "--quiet", "--file", str(work / "pom.xml"), _PLUGIN, "-DincludeScope=runtime"]
    done = subprocess.run(  # noqa: S603  # Maven, with our own arguments
        [*command, f"-DoutputDirectory={work / 'libs'}"], capture_output=True, text=True, check=False, cwd=work
    )
    if done.returncode:
        lines = [line for line in done.stdout.split("\n") + done.stderr.split("\n") if "ERROR" in line]
        raise AssemblyError(f"Maven failed: {lines[0] if lines else f'exit code {done.returncode}'}")


def _pom(version: str) -> Iterator[str]:
    """A project whose dependencies are what is wanted."""
    yield '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
    yield "<groupId>copydesk</groupId><artifactId>languagetool</artifactId><version>1</version><dependencies>"
    for artifact, (group, name) in _WITHOUT.items():
        yield f"<dependency><groupId>org.languagetool</groupId><artifactId>{artifact}</artifactId>"
        yield f"<version>{version}</version>"
        if group:
            yield f"<exclusions><exclusion><groupId>{group}</groupId><artifactId>{name}</artifactId></exclusion></exclusions>"
        yield "</dependency>"
    yield "</dependencies></project>"


def _write_jar(work: Path) -> None:
    """A jar that holds a manifest alone."""
    jars = sorted(path.name for path in (work / "libs").glob("*.jar"))
    if not any(name.startswith("languagetool-server") for name in jars):
        raise AssemblyError("Maven brought no LanguageTool server")
    path = " ".join(["./", *(f"libs/{name}" for name in jars)])
    lines = ["Manifest-Version: 1.0", f"Main-Class: {_MAIN}", *_folded(f"Class-Path: {path}")]
    entry = zipfile.ZipInfo("META-INF/MANIFEST.MF", (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(work / JAR, "w") as jar:
        jar.writestr(entry, "".join(f"{line}\r\n" for line in [*lines, ""]))


def _folded(line: str) -> Iterator[str]:
    """A manifest's line holds 72 bytes with its end; the next begins with a space."""
    yield line[:70]
    for at in range(70, len(line), 69):
        yield " " + line[at : at + 69]


def _lay_out(work: Path, version: str) -> None:
    """The list of accepted words as a file, which language_tool_python writes its `new_spellings` into."""
    with zipfile.ZipFile(work / "libs" / f"language-en-{version}.jar") as jar:
        if _SPELLING in jar.namelist():
            target = work / _SPELLING
            target.parent.mkdir(parents=True)
            target.write_bytes(jar.read(_SPELLING))
