"""The pages in a real browser: rows, filters, both interface languages, corrections of beads."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from unterm import load_bitext, segment
from unterm.model import Bead, Bitext, Candidate, Concept, Context, Document, Span
from unterm.reporting.bitext_page import render_bitext
from unterm.reporting.candidates_page import render_candidates, write_candidates_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
EVIL = "</script><script>document.title = 'broken'</script> & \"建立\" \u2028"


def _candidates() -> list[Candidate]:
    known = Concept.of("good offices", "斡旋")
    sentence = "安理会强调建立信任措施和对话。"
    context = Context(sentence, Span(5, 11), "S/PRST/2021/9")
    return [
        Candidate("斡旋", None, 4, 2, "known", "form", 0.9, ("in the glossary",), concept=known),
        Candidate(
            *("建立信任措施", "confidence-building measures", 1, 1, "new", "form", 0.8),
            ("full name of 信任措施", EVIL),
            (context,),
        ),
        Candidate(EVIL, None, 2, 1, "new", "statistical", 0.5, ("2 times",)),
        Candidate(
            "斡旋活动",
            None,
            9,
            3,
            "variant",
            "statistical",
            0.4,
            ("also 斡旋",),
            variants=("幹旋",),
        ),
    ]


def _bitext() -> Bitext:
    return Bitext(
        Document.from_segments(["One.", "Two.", "Three."], lang="en"),
        Document.from_segments(["一。", "二。"], lang="zh"),
        (Bead((0, 1), (0,), 0.95), Bead((2,), (1,), 0.3)),
    )


class _Rows(HTMLParser):
    """The text of a page as a reader sees it: what is hidden is left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.marked: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "input", "br", "link"):
            return
        hidden = tag in ("script", "style", "noscript") or "hidden" in dict(attrs)
        self._open.append((tag, hidden or (bool(self._open) and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][1]:
            self.text.append(data)
            if self._open[-1][0] == "mark":
                self.marked.append(data)


def _browse(
    folder: Path, page: str, *, lang: str = "en", fragment: str = "", script: str = ""
) -> str:
    """The page's elements after its script has run, and then ours, as a reader's clicks would."""
    path = folder / "page.html"
    clicks = f"<script>{script}</script></body>" if script else "</body>"
    path.write_text(page.replace("</body>", clicks), encoding="utf-8")
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            f"--lang={lang}",
            "--virtual-time-budget=2000",
            "--dump-dom",
            path.as_uri() + fragment,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=90,
    )
    assert done.stdout, done.stderr
    return done.stdout


def _read(*arguments: object, **options: str) -> str:
    return "".join(_Rows(_browse(*arguments, **options)).text)  # type: ignore[arg-type]


@pytest.mark.parametrize("page", [render_candidates(_candidates()), render_bitext(_bitext())])
def test_pages_load_nothing(page: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert "@import" not in page
    assert "url(" not in page


def test_the_candidates_come_back_whole() -> None:
    page = render_candidates(_candidates(), title=EVIL)
    found = re.search(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert [one["zh"] for one in data] == [one.chinese for one in _candidates()]
    assert data[1]["contexts"] == [["安理会强调", "建立信任措施", "和对话。", "S/PRST/2021/9"]]
    assert data[0]["en"] == "good offices"
    assert page.count("<title>") == 1
    assert "broken'</script>" not in page.partition("<script id")[0]


def test_an_interrupted_write_leaves_the_old_page(tmp_path: Path) -> None:
    path = tmp_path / "terms.html"
    path.write_text("old", encoding="utf-8")

    def broken() -> object:
        yield _candidates()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_candidates_page(broken(), path)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@in_a_browser
def test_a_browser_shows_every_candidate(tmp_path: Path) -> None:
    shown = _browse(tmp_path, render_candidates(_candidates(), title="Terms"))
    rows = _Rows(shown)
    text = "".join(rows.text)
    assert shown.count('<article class="term"') == 4
    assert "4 candidates" in text
    assert rows.marked == ["建立信任措施"]
    assert text.index("From the form of the text") < text.index("斡旋")
    assert text.index("建立信任措施") < text.index("From statistics") < text.index("斡旋活动")
    assert "full name of 信任措施" in text
    assert "4× in 2 docs" in text
    assert "<title>Terms</title>" in shown


@in_a_browser
def test_the_address_filters(tmp_path: Path) -> None:
    text = _read(tmp_path, render_candidates(_candidates()), fragment="#new=信任")
    assert "1 of 4 candidates" in text
    assert "斡旋" not in text
    assert "From statistics" not in text


@in_a_browser
def test_kind_and_text_filter(tmp_path: Path) -> None:
    page = render_candidates(_candidates())
    text = _read(tmp_path, page, script="document.getElementById('new').click();")
    assert "2 of 4 candidates" in text
    assert "建立信任措施" not in text
    typed = (
        "const box = document.getElementById('text'); box.value = ' DUI  ｐrst';"
        "box.dispatchEvent(new Event('input'));"
    )
    assert "Nothing fits the filter." in _read(tmp_path, page, script=typed)
    found = _read(tmp_path, page, script=typed.replace("DUI", "对话"))
    assert "1 of 4 candidates" in found
    assert "建立信任措施" in found


@in_a_browser
def test_the_order_can_be_changed(tmp_path: Path) -> None:
    script = (
        "const order = document.getElementById('order'); order.value = 'count';"
        "order.dispatchEvent(new Event('change'));"
    )
    text = _read(tmp_path, render_candidates(_candidates()), script=script)
    statistics = text.partition("From statistics")[2]
    assert statistics.index("斡旋活动") < statistics.index("2× in 1 doc")


@in_a_browser
def test_the_interface_speaks_chinese(tmp_path: Path) -> None:
    page = render_candidates(_candidates())
    script = "document.getElementById('language').click();"
    text = _read(tmp_path, page, script=script)
    assert "共 4 个候选术语" in text
    assert "由统计得出" in text
    assert "From statistics" not in text


@in_a_browser
def test_no_candidates_are_said_to_be_none(tmp_path: Path) -> None:
    text = _read(tmp_path, render_candidates([]))
    assert "0 candidates" in text
    assert "There are no candidates." in text


@in_a_browser
def test_doubtful_beads_alone(tmp_path: Path) -> None:
    script = "document.getElementById('only').click();"
    shown = _browse(tmp_path, render_bitext(_bitext()), script=script)
    assert re.findall(r'<div class="(bead[^"]*)"', shown) == ["bead hidden", "bead doubtful"]


@in_a_browser
def test_a_segment_moved_fixes_both_beads(tmp_path: Path) -> None:
    script = "document.querySelector('#b0 .side .moves button').click();"
    shown = _browse(tmp_path, render_bitext(_bitext()), script=script)
    assert "2 beads, 0 doubtful, 0 with one side only, 2 fixed" in shown
    second = shown.partition('id="b1"')[2]
    assert re.findall(r"<p data-n=\"(\d)\"", second) == ["2", "3", "2"]


@in_a_browser
def test_a_segment_gets_a_bead_of_its_own(tmp_path: Path) -> None:
    script = (
        "document.querySelector('#b0 .side .moves button:last-child').click();"
        "let saved; URL.createObjectURL = blob => { saved = blob; return 'data:,'; };"
        "HTMLAnchorElement.prototype.click = function () {"
        " document.title = this.download;"
        " saved.text().then(text => { document.body.textContent = text; }); };"
        "save();"
    )
    shown = _browse(tmp_path, render_bitext(_bitext()), script=script)
    assert "<title>page.tsv</title>" in shown
    (tmp_path / "page.tsv").write_text(_Rows(shown).text[-1], "utf-8")
    corrected = load_bitext(tmp_path / "page.tsv")
    assert [(bead.source, bead.target, bead.fixed) for bead in corrected.beads] == [
        ((0,), (0,), True),
        ((1,), (), True),
        ((2,), (1,), False),
    ]


@in_a_browser
def test_paragraphs_and_their_numbers_are_shown(tmp_path: Path) -> None:
    en = segment("An opening. More of it.\n\n1. Decides to meet.", lang="en")
    zh = Document.from_segments(["开头。", "还有。", "决定举行会议。"], lang="zh")
    beads = tuple(Bead((i,), (i,)) for i in range(3))
    shown = _browse(tmp_path, render_bitext(Bitext(en, zh, beads)))
    assert re.findall(r'<div class="(bead[^"]*)"', shown) == ["bead", "bead", "bead opens"]
    assert re.findall(r'class="label">([^<]*)<', shown) == ["1"]
    assert "--fixed page.tsv" in shown
