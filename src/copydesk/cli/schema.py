"""`copydesk schema`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from copydesk.config import Config
from copydesk.formats.schema import finding_schema, report_schema
from copydesk.pack.schema import pack_schema, record_schema


def run(options: argparse.Namespace) -> int:
    """Print one schema."""
    json.dump(_schema(options.of), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def _schema(of: str) -> dict[str, Any]:
    if of == "pack":
        return pack_schema()
    if of == "config":
        return record_schema(Config, "copydesk.yml")
    return finding_schema() if of == "finding" else report_schema()
