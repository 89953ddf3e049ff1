"""One table: who finds words that exist and are not the ones meant, who offers the right one, who speaks without cause.

    python benchmarks/realword.py --data DIR [--lm] [--languagetool URL] [--harper PROGRAM] [--items 1000] [--words 200000]

DIR holds `clean` and `typos` (or set COPYDESK_DATA). All tools get the same items in the same run:

* core pairs: a word of clean text that no step of training or calibration has seen, exchanged for its partner, one in its
  own paragraph, up to 20 a direction, of these `--items` drawn with a fixed seed (and of the labelled errors as many);
* the labelled real-word errors of harper.dev (unit tests of Harper) and languagetool.dev (examples of LanguageTool's
  rules): whoever made a set has written rules for it;
* alarms in 10,000 words of the clean text as published, gross: real mistakes in it count too;
* twenty sentences of our own with causal or casual, as they are and with the other word.

Found: a finding that touches the word. Right: its first replacement gives the text that was meant. copydesk speaks with its
rules `typo/*`; with `--lm` a second row has the language model behind them. LanguageTool (a server at URL, no n-grams) and
Harper (`harper-cli`) get two rows, both without what they say of style and form: without their spelling checkers, and with.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.realword.evaluate import CORE, UNSEEN, articles, directions, swaps, words
from training.realword.second import language_model, upto

from copydesk.engine import RuleSet, Selection, lint
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PER = 10_000
BOTH_WAYS = Path(__file__).resolve().parents[1] / "tests" / "data" / "causal_casual.txt"
LABELLED = ("harper.dev", "languagetool.dev")


class Finding(NamedTuple):
    """What a tool says of a text: where (code points), what it would put there, and whether it is about "spelling"."""

    start: int
    end: int
    replacements: tuple[str, ...]
    about: str


class Item(NamedTuple):
    """A text with one mistake, and the text that was meant."""

    text: str
    start: int
    end: int
    meant: str


Tool = Callable[[Sequence[str]], Iterator[list[Finding]]]


def copydesk(language: Any) -> Tool:
    """The rules `typo/*` as shipped."""
    loaded = load_packs([(path, path.read_bytes()) for path in sorted(builtin_packs().glob("typo*.yml"))])
    rules = RuleSet.build(loaded.rules)[0]
    selection = Selection(language=language)

    def ask(texts: Sequence[str]) -> Iterator[list[Finding]]:
        for text in texts:
            report = lint(read(Source("article.txt", text)), rules, selection)
            yield [Finding(*d.span, d.replacements, "words") for d in report.diagnostics]

    return ask


TOGETHER = 18_000  # characters in one request
_FORM = {"STYLE", "TYPOGRAPHY", "CASING", "REDUNDANCY", "PLAIN_ENGLISH", "WIKIPEDIA", "PUNCTUATION"}


def languagetool(url: str) -> Tool:
    """A LanguageTool server in its default level, American English; texts are asked for in batches."""

    def ask(texts: Sequence[str]) -> Iterator[list[Finding]]:
        for batch in _batches(texts):
            starts, at = [], 0
            for text in batch:
                starts.append(at)
                at += len(text) + 2
            found: list[list[Finding]] = [[] for _ in batch]
            for match in _matches(url, "\n\n".join(batch)):
                place = max(i for i, start in enumerate(starts) if start <= match.start)
                shifted = match._replace(start=match.start - starts[place], end=match.end - starts[place])
                found[place].append(shifted)
            yield from found

    return ask


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 2
    if batch:
        yield batch


def _matches(url: str, text: str) -> Iterator[Finding]:
    data = urllib.parse.urlencode({"language": "en-US", "text": text}).encode()
    with urllib.request.urlopen(f"{url}/v2/check", data, timeout=600) as answer:
        matches = json.load(answer)["matches"]
    units = _code_points(text)
    for match in matches:
        category = match["rule"]["category"]["id"]
        if category in _FORM:
            continue
        about = "spelling" if match["rule"]["id"].startswith("MORFOLOGIK") else "words"
        start, end = units[match["offset"]], units[match["offset"] + match["length"]]
        yield Finding(start, end, tuple(r["value"] for r in match["replacements"]), about)


def _code_points(text: str) -> list[int]:
    """Offset in UTF-16 → offset in code points."""
    units = []
    for at, character in enumerate(text):
        units += [at] * (2 if ord(character) > 0xFFFF else 1)
    return [*units, len(text)]


_LOOKS = {"Style", "Formatting", "Capitalization", "Readability", "Redundancy", "Enhancement"}


def harper(program: str) -> Tool:
    """`harper-cli` over one file for each text."""

    def ask(texts: Sequence[str]) -> Iterator[list[Finding]]:
        with tempfile.TemporaryDirectory() as folder:
            names = [f"{folder}/{i:06d}.txt" for i in range(len(texts))]
            for name, text in zip(names, texts, strict=True):
                Path(name).write_text(text, encoding="utf8", newline="")
            said: dict[str, Any] = {}
            for at in range(0, len(names), 200):
                command = [program, "lint", "--format", "json", "--quiet", *names[at : at + 200]]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                said.update((Path(row["file"]).name, row["lints"]) for row in json.loads(done.stdout or "[]"))
            for name, text in zip(names, texts, strict=True):
                yield [_lint(text, row) for row in said.get(Path(name).name, []) if row["kind"] not in _LOOKS]

    return ask


def _lint(text: str, row: Any) -> Finding:
    start, end = row["span"]["char_start"], row["span"]["char_end"]
    made = tuple(_replacement(text[start:end], suggestion) for suggestion in row["suggestions"])
    return Finding(start, end, made, "spelling" if row["kind"] == "Spelling" else "words")


def _replacement(found: str, suggestion: str) -> str:
    """What a suggestion puts in place of what was found: `Replace with: “x”`, `Insert “x”`, `Remove error`."""
    quoted = suggestion[suggestion.find("“") + 1 : suggestion.rfind("”")]
    if suggestion.startswith("Insert"):
        return found + quoted
    return quoted if "“" in suggestion else ""


def exchanged(data: Path, items: int) -> list[Item]:
    """Words of unseen text in each other's place."""
    drawn = list(swaps(articles(data, UNSEEN), directions(CORE)))
    chosen = random.Random(7).sample(drawn, min(items, len(drawn)))
    return [
        Item(text[:at] + typed + text[at + len(meant) :], at, at + len(typed), text)
        for text, at, meant, typed in chosen
    ]


def labelled(path: Path, most: int) -> list[Item]:
    """At most so many real-word errors of a labelled set, each in its text with all other errors as they are."""
    items = []
    with gzip.open(path, "rt", encoding="utf8") as file:
        for row in map(json.loads, file):
            for error in row["errors"]:
                if error["kind"] == "real-word":
                    start, end, text = error["start"], error["end"], row["text"]
                    meant = text[:start] + (error["correction"] or "") + text[end:]
                    items.append(Item(text, start, max(end, start + 1), meant))
    return random.Random(7).sample(items, min(most, len(items)))


def published(data: Path, most: int) -> list[str]:
    """Articles of unseen clean text, drawn with a fixed seed, of `most` words together."""
    texts = articles(data, UNSEEN)
    return upto(random.Random(12).sample(texts, len(texts)), most)


def measure(tool: Tool, sets: dict[str, list[Item]], clean: list[str]) -> dict[str, list[float]]:
    """Figures by row of a tool: for each set found and right, then alarms in 10,000 words, then seconds in all."""
    began = time.monotonic()
    rows: dict[str, list[float]] = {"words": [], "all": []}
    for items in sets.values():
        texts = list(dict.fromkeys(item.text for item in items))
        said = dict(zip(texts, tool(texts), strict=True))
        for about, row in rows.items():
            over = [
                [f for f in said[i.text] if f.start < i.end and f.end > i.start and about in (f.about, "all")]
                for i in items
            ]
            right = [any(_mended(item, finding) for finding in found) for item, found in zip(items, over, strict=True)]
            row += [sum(map(bool, over)) / len(items), sum(right) / len(items)]
    alarms = [finding for found in tool(clean) for finding in found]
    count = sum(map(words, clean))
    for about, row in rows.items():
        row += [PER * sum(about in (alarm.about, "all") for alarm in alarms) / count, time.monotonic() - began]
    return rows


def _mended(item: Item, finding: Finding) -> bool:
    if not finding.replacements:
        return False
    made = item.text[: finding.start] + finding.replacements[0] + item.text[finding.end :]
    return made.lower() == item.meant.lower()


def both_ways(tool: Tool) -> int:
    """Of our own sentences with causal or casual: how many are let stand, and mended with the other word in its place."""
    right = 0
    for text in BOTH_WAYS.read_text(encoding="utf8").rstrip("\n").split("\n"):
        meant, other = ("causal", "casual") if "causal" in text else ("casual", "causal")
        wrong = text.replace(meant, other)
        good, bad = tool([text, wrong])
        at = wrong.index(other)
        touching = [[f for f in found if f.start < at + len(other) and f.end > at] for found in (good, bad)]
        mended = any(_mended(Item(wrong, at, at + len(other), text), finding) for finding in touching[1])
        right += mended and not touching[0]
    return right


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--lm", action="store_true", help="copydesk with its language model, too")
    parser.add_argument(
        "--verdicts", type=Path, help="a file for what the language model said; a second run asks nothing"
    )
    parser.add_argument("--languagetool", metavar="URL", help="a server of one's own, such as http://127.0.0.1:8081")
    parser.add_argument("--harper", metavar="PROGRAM", help="harper-cli")
    parser.add_argument("--items", type=int, default=1000, help="of each set")
    parser.add_argument("--words", type=int, default=200_000)
    options = parser.parse_args()
    data = Path(options.data)
    sets = {"core pairs": exchanged(data, options.items)}
    sets |= {name: labelled(data / "typos" / f"{name}.jsonl.gz", options.items) for name in LABELLED}
    clean = published(data, options.words)
    tools: dict[str, Tool] = {"copydesk": copydesk(None)}
    if options.lm:
        tools["copydesk --lm"] = copydesk(language_model(None, options.verdicts))
    if options.languagetool:
        tools["LanguageTool"] = languagetool(options.languagetool)
    if options.harper:
        tools["Harper"] = harper(options.harper)
    print(
        f"clean text: {sum(map(words, clean)):,} words; items: {', '.join(f'{n} {len(i):,}' for n, i in sets.items())}"
    )
    print("| tool | " + " | ".join(f"{name}: found | right" for name in sets) + " | alarms/10k words | seconds |")
    print("|--" * (2 * len(sets) + 3) + "|")
    for name, tool in tools.items():
        for about, (*shares, alarms, seconds) in measure(tool, sets, clean).items():
            if name.startswith("copydesk") and about == "all":
                continue
            label = name if name.startswith("copydesk") else f"{name}, {'no spelling' if about == 'words' else 'all'}"
            print(
                f"| {label} | " + " | ".join(f"{share:.3f}" for share in shares) + f" | {alarms:.2f} | {seconds:.0f} |",
                flush=True,
            )

    own = len(BOTH_WAYS.read_text(encoding="utf8").rstrip("\n").split("\n"))
    print("causal and casual both ways: " + ", ".join(f"{n} {both_ways(t)} of {own}" for n, t in tools.items()))


if __name__ == "__main__":
    main()
