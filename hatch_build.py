"""Put the plan of the packs into the wheel, so that the first run on a new machine is as fast as the second."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlanHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's class is generic at type-checking time only
    """Runs copydesk from this tree to make the plan; an editable install makes its own, since its rules change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        plan = Path(self._folder.name) / "plan.json"
        code = f"from pathlib import Path; from copydesk.run import write_shipped_plan; write_shipped_plan(Path({str(plan)!r}))"
        # An installer may hold what this build needs in a folder of its own, which only sys.path names.
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(self.root) / "src"), *filter(None, sys.path)]),
        }
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603  # our own code
        build_data["force_include"][str(plan)] = "copydesk/lint_rules/plan.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
