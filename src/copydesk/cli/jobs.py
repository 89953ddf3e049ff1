"""How many processes a run is worth."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

# Below this many bytes a second process costs more than it saves.
BYTES_PER_JOB = 400_000


def choose_jobs(files: Sequence[Path]) -> int:
    """As many as the cores, as long as each has enough to read."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(files) == 1:
        return 1
    size = 0
    for file in files:
        try:
            size += file.stat().st_size
        except OSError:
            continue  # told when it is read
        if size > cores * BYTES_PER_JOB:
            return cores
    return max(1, min(cores, size // BYTES_PER_JOB))
