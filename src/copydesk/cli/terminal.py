"""The terminal that the output goes to."""

from __future__ import annotations

import os
import sys


def terminal_width() -> int:
    """Columns of the terminal, 100 where there is none. (shutil has the same; its import costs as much as a rule.)"""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 100
    except (OSError, ValueError):
        return 100
