"""The documents say what the program does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_page_of_rules_is_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "build.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_readme_rule_passes_its_own_examples(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pack = tmp_path / "house.yml"
    pack.write_text("pack: house" + text.partition("```yaml\npack: house")[2].partition("```")[0], encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "copydesk", "test", pack], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1 rules, 4 examples, 0 failed")
