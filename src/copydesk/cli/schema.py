"""`copydesk schema`."""

from __future__ import annotations

import argparse
import json
from typing import Any

from copydesk.cli.streams import print_pieces
from copydesk.config import Config
from copydesk.formats.schema import finding_schema, report_schema
from copydesk.pack.schema import pack_schema, record_schema


def run(options: argparse.Namespace) -> int:
    """Print one schema."""
    print_pieces([json.dumps(_schema(options.of), indent=2, ensure_ascii=False), "\n"])
    return 0


def _schema(of: str) -> dict[str, Any]:
    if of == "pack":
        return pack_schema()
    if of == "config":
        return record_schema(Config, "copydesk.yml")
    return finding_schema() if of == "finding" else report_schema()
