"""The bitext page: everything in one file, nothing that a text holds can break it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from unterm.model import Bead, Bitext, Document
from unterm.reporting.bitext_page import render_bitext, write_bitext_page

EVIL = "</script><script>alert('x')</script> & \" ‖ \u2028 保持和平"


def _bitext() -> Bitext:
    return Bitext(
        Document.from_segments(["Sustaining peace.", EVIL, "Third."], lang="en"),
        Document.from_segments(["保持和平。", EVIL], lang="zh"),
        (
            Bead((0,), (0,), 0.99),
            Bead((1,), (1,), 0.4),
            Bead((2,), (), 0.6, fixed=True),
        ),
        decisions=("a <b>decision</b>",),
    )


def test_the_data_comes_back_whole() -> None:
    page = render_bitext(_bitext())
    found = re.search(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["source"][1] == EVIL
    assert data["beads"][1] == [[1], [1], 0.4, False]
    assert "<b>decision" not in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = render_bitext(_bitext())
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert "@import" not in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_every_bead(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_bitext_page(_bitext(), path)
    shown = subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--lang=en",
            "--virtual-time-budget=2000",
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout
    rows = re.findall(r'<div class="(bead[^"]*)"', shown)
    assert rows == ["bead", "bead doubtful", "bead fixed"]
    assert "3 beads, 1 doubtful, 1 with one side only, 1 fixed" in shown
    assert "nothing on this side" in shown
