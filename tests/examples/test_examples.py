"""Each example prints what its golden file says. REGENERATE=1 writes the golden files anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("[0-9]*.py"))


def test_there_are_examples() -> None:
    assert len(SCRIPTS) >= 4


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_example_prints_its_golden_file(script: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(script.relative_to(EXAMPLES.parent))],
        cwd=EXAMPLES.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert result.returncode == 0, result.stderr.decode()
    golden = EXAMPLES / "expected" / f"{script.stem}.txt"
    printed = result.stdout.decode("utf-8")
    if os.environ.get("REGENERATE"):
        golden.write_text(printed, encoding="utf-8")
    assert printed == golden.read_text(encoding="utf-8")
