"""Both READMEs show what the main job really prints, and the two commands are the same in both."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
SCREEN = re.compile(r"(?<=```text\n).*?(?=\n```)", re.DOTALL)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_screen_is_real_output(path: Path) -> None:
    printed = (ROOT / "examples/expected/01_main_job.txt").read_text(encoding="utf-8").rstrip("\n")
    text = path.read_text(encoding="utf-8")
    if os.environ.get("REGENERATE"):
        text = SCREEN.sub(lambda _: printed, text, count=1)
        path.write_text(text, encoding="utf-8")
    found = SCREEN.search(text)
    assert found is not None
    assert found[0] == printed


def test_the_commands_are_the_same() -> None:
    one, other = (
        re.findall(r"^python -m pip install .*$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in READMES
    )
    assert len(one) == 2
    assert one == other


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
