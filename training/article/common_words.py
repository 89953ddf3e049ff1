"""Build src/copydesk/article/common.py: words that begin English sentences and are rarely names.

    python training/article/common_words.py --data DIR        # DIR holds train/ and clean/ ; or set COPYDESK_DATA

Counted over public-domain and CC BY prose. A word is kept if it opens at least eight sentences, stands in lower case at
least 25 times, and has a capital inside sentences at most a quarter of the time.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import os
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCES = ("whitehouse_pr", "pm_au", "state_pr", "openstaxby", "medquad", "congress_press")
CHARACTERS = 12_000_000
# Words of one source's only subject.
LEFT_OUT = frozenset(("mutations", "autosomal"))
TARGET = Path(__file__).parents[2] / "src/copydesk/article/common.py"

HEAD = '''"""Words that begin English sentences and are rarely names.

Counted over public-domain and CC BY prose (training/article/common_words.py): in lower case at least three times as
often as with a capital inside sentences, and at the start of at least eight sentences.
"""

from __future__ import annotations

COMMON = frozenset(
    """
'''
TAIL = '''
    """.split()
)
'''


def texts(data: Path) -> Iterator[str]:
    for name in SOURCES:
        with lzma.open(data / "train" / f"{name}.txt.xz", "rt", encoding="utf8") as file:
            yield file.read(CHARACTERS)
    with gzip.open(data / "clean" / "digitalgov.dev.txt.gz", "rt", encoding="utf8") as file:
        yield file.read()


def count(data: Path) -> list[str]:
    lower, inside, opening = Counter[str](), Counter[str](), Counter[str]()
    for text in texts(data):
        lower.update(re.findall(r"(?<=[a-z,] )[a-z]{2,}\b", text))
        inside.update(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
        opening.update(word.lower() for word in re.findall(r"(?:(?<=[.?!] )|(?<=\n)|(?<=[\"“]))[A-Z][a-z]+\b", text))
    return sorted(
        word
        for word, times in opening.items()
        if times >= 8
        and lower[word] >= 25
        and inside[word] < 0.25 * (lower[word] + inside[word])
        and word not in LEFT_OUT
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    words = count(parser.parse_args().data)
    lines = textwrap.wrap(" ".join(words), 114, initial_indent="    ", subsequent_indent="    ")
    TARGET.write_text(HEAD + "\n".join(lines) + TAIL, encoding="utf8")


if __name__ == "__main__":
    main()
