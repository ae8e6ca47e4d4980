"""A report's format is told by its suffix, and a suffix that no format has is refused."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from unterm.cli import main


def test_an_unknown_suffix_is_refused_and_nothing_written(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("双方商定了建立互信措施。", encoding="utf-8")
    out = tmp_path / "report.foo"
    result = CliRunner().invoke(main, ["check", str(draft), "-o", str(out)])
    assert result.exit_code == 2
    assert "unknown suffix '.foo'" in result.output
    assert not out.exists()
