"""The texts that the real-word model learns from: where each comes from, its licence, its hash, how much of it is used."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One file below the data folder: `share` of its documents is used, `calibration` of them kept out of training."""

    name: str
    path: str
    role: str  # train: learned from, but for the documents held out; calibrate: never learned from; test: neither
    share: float
    calibration: float
    licence: str
    origin: str
    sha256: str


SOURCES = (
    Source(
        "congress_press",
        "train/congress_press.txt.xz",
        "train",
        1.0,
        0.15,
        "US government works (collection MIT)",
        "dwillis/congress-press",
        "fb1cae288528c7d454239d24c5a50cee9aa79ccc835a1940b0e768b98e39eb7f",
    ),
    Source(
        "whitehouse_pr",
        "train/whitehouse_pr.txt.xz",
        "train",
        1.0,
        0.15,
        "US government works",
        "markschaver/White-House-PR",
        "d62a9cd2ad7453632bbeaa2e2ef3d76ff4311cb41a8f782f366e00dd628be2bb",
    ),
    Source(
        "whitehouse_2017",
        "train/whitehouse_2017.txt.xz",
        "train",
        1.0,
        0.15,
        "US government works",
        "R030t1/speech-dl",
        "5c50f20ebe8351a166e863d07c00d9cb302ab587e2380d899e52026e8c15efb7",
    ),
    Source(
        "state_pr",
        "train/state_pr.txt.xz",
        "train",
        1.0,
        0.15,
        "US government works",
        "markschaver/State-Department-PR",
        "a2f6da092b61470d2014a3df453c6ebe7eb0c7cf484646a7e73d3554403ce2c1",
    ),
    Source(
        "pm_au",
        "train/pm_au.txt.xz",
        "train",
        1.0,
        0.15,
        "CC BY 3.0 AU (Commonwealth of Australia)",
        "wragge/pm-transcripts",
        "8972fc70473fd71eee7fefbdf270b90f81d7306b3db4095c2a83e12d299160b7",
    ),
    Source(
        "openstaxby",
        "train/openstaxby.txt.xz",
        "train",
        1.0,
        0.15,
        "CC BY 4.0 (OpenStax)",
        "openstax/osbooks-*",
        "13b1d351490065475e5ae718029b6161122ad874c8e87e875098b5deb1ed6a1f",
    ),
    Source(
        "pres",
        "train/pres.txt.xz",
        "train",
        1.0,
        0.0,
        "public domain",
        "nltk_data",
        "b6471f1d9d8ed5f4b6519d4b744e9d73deab87aed9bb784af3cdd61dd5e7c11a",
    ),
    Source(
        "medquad",
        "train/medquad.txt.xz",
        "train",
        1.0,
        0.0,
        "CC BY 4.0",
        "abachaa/MedQuAD parts 1-9",
        "e4531e5adfc53c7b9ce8c16537e9ea90c035f47c8d4e8affae8c265692f0997a",
    ),
    Source(
        "beige_book",
        "train/beige_book.txt.xz",
        "train",
        1.0,
        0.0,
        "US government and Reserve Banks",
        "oscarsuen/beige-book",
        "0b04cf3ffa3c2b3b398437e11653bf9f9e6798389ea18cf546cc9f06097a41f4",
    ),
    Source(
        "human_rights",
        "train/human_rights.txt.xz",
        "train",
        0.5,
        0.0,
        "US government work",
        "InsideClimateNews/2025-08-state-department-human-rights",
        "65e61754705d67de9ec955a5fa34d5299fe40ce9acf8ff11b72ac701fa2e661b",
    ),
    Source(
        "un",
        "train/un.txt.xz",
        "train",
        0.6,
        0.0,
        "CC0",
        "Harvard Dataverse 0TJX8Y",
        "1a945b2b8558150a3cfd4c32282900002eba5ac50f8e6f26f13fab46ad77dba6",
    ),
    Source(
        "litbank",
        "train/litbank.txt.xz",
        "train",
        1.0,
        0.0,
        "public domain",
        "dbamman/litbank originals",
        "993a4c17069da23d69f0cc9f6c09a945d1652396a555a17a08f67e10090c0eaf",
    ),
    Source(
        "guten",
        "train/guten.txt.xz",
        "train",
        1.0,
        0.0,
        "public domain",
        "Project Gutenberg",
        "2741661dc8e113bf341e55576b78e9a9f2e2ee6a5875a3fb4081265d390fb915",
    ),
    Source(
        "digitalgov",
        "clean/digitalgov.dev.txt.gz",
        "calibrate",
        1.0,
        1.0,
        "CC0",
        "US government blogs",
        "cac29391bd0a41541370dfaf33388d56bdd4b77e38384f74aec694f7824ad3a1",
    ),
    Source(
        "18f",
        "clean/18f.dev.txt.gz",
        "test",
        1.0,
        0.0,
        "CC0",
        "US government blogs",
        "3989265d976c1c8c21926247d760691abeddfc0363d26832b45878d80239103e",
    ),
    Source(
        "gum_news",
        "clean/gum_news.txt.gz",
        "test",
        1.0,
        0.0,
        "CC BY",
        "GUM",
        "1bd1ccfce3714e7ac74bc2801ba7b704dc620c81d76aaf612f3c875ec7f9e4ee",
    ),
    Source(
        "masc_news",
        "clean/masc_news.txt.gz",
        "test",
        1.0,
        0.0,
        "any use",
        "MASC",
        "8e0570ab41bcd70989d4ac6e9fd62ea8ffc939297e661ca822c092ef83fbe153",
    ),
    Source(
        "masc_magazine",
        "clean/masc_magazine.txt.gz",
        "test",
        1.0,
        0.0,
        "any use",
        "MASC",
        "b7e78bda076a006b982bc26b3d64429d5a8801c55f355885be4cab367db4419c",
    ),
    Source(
        "masc_travel",
        "clean/masc_travel.txt.gz",
        "test",
        1.0,
        0.0,
        "any use",
        "MASC",
        "6135ba07b181a36e366abefd208e32363149580f2a1c0a1086817595cf0b863d",
    ),
)


def documents(path: Path) -> Iterator[list[str]]:
    """The documents of a file as lists of paragraphs; where no `#### id` line starts one, every 40 paragraphs make one."""
    opened = lzma.open if path.suffix == ".xz" else gzip.open
    held: list[str] = []
    marked = False
    with opened(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("#### "):
                marked = True
                if held:
                    yield held
                held = []
            elif line.strip():
                held.append(line.strip())
                if not marked and len(held) == 40:
                    yield held
                    held = []
    if held:
        yield held


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def chance(*parts: object) -> float:
    """A number in [0, 1) that depends on the parts alone: the same document falls on the same side in every run."""
    words = "\0".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(words, digest_size=6).digest(), "big") / 2.0**48


SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
