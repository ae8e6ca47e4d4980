"""Every format holds every finding, whatever stands in the texts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sarif_schema import SCHEMA

import unterm
from unterm.errors import InputError
from unterm.model import Concept, Finding, Report, Severity, Span
from unterm.reporting import FORMATS, render, write_report
from unterm.reporting.pieces import cut, rows

CONCEPT = Concept.of("sustaining peace", "保持和平")
TARGET = "维持和平<b>很重要</b>。\n聯合國"
SOURCE = "Sustaining peace <b>matters</b>.\nThe United Nations"
REPORT = Report(
    findings=(
        Finding(
            "wrong-term",
            Severity.WARNING,
            0.7,
            "维持和平 is peacekeeping, <script>alert(1)</script>: 100% wrong",
            "维持和平",
            Span(0, 4),
            ("保持和平",),
            CONCEPT,
            Span(0, 16),
            0,
        ),
        Finding("missing-equivalent", Severity.ADVICE, 0.3, "=gone", "", Span(0, 0)),
        Finding(
            "traditional-script",
            Severity.ERROR,
            0.97,
            "script",
            "聯合國",
            Span(16, 19),
            ("联合国",),
        ),
    ),
    target=TARGET,
    source=SOURCE,
    path="drafts/a b.txt",
    segment_count=2,
)


class _Parsed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_text_is_as_compilers_print() -> None:
    lines = render(REPORT).splitlines()
    assert lines[0].startswith("drafts/a b.txt:1:1: warning: 维持和平 is peacekeeping")
    assert lines[0].endswith("[维持和平 → 保持和平] (wrong-term, 0.70)")
    assert lines[2].startswith("drafts/a b.txt:2:1: error: script")
    assert lines[-1] == "1 error, 1 warning, 1 advice in 2 segments"


def test_json_holds_everything() -> None:
    whole = json.loads(render(REPORT, "json"))
    assert whole["counts"] == {"error": 1, "warning": 1, "advice": 1}
    first = whole["findings"][0]
    assert first["concept"]["english"] == "sustaining peace"
    assert first["target_span"] == [0, 4]
    assert (first["line"], first["column"]) == (1, 1)
    lines = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert [{k: v for k, v in line.items() if k != "path"} for line in lines] == whole["findings"]


def test_sarif_fits_its_schema() -> None:
    log = json.loads(render(REPORT, "sarif"))
    jsonschema.validate(log, SCHEMA)
    results = log["runs"][0]["results"]
    assert [r["level"] for r in results] == ["warning", "note", "error"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in results)
    place = results[2]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "drafts/a%20b.txt"
    assert place["region"]["startLine"] == 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**log, "version": "2.0"}, SCHEMA)


def test_github_escapes_what_would_end_a_command() -> None:
    lines = render(REPORT, "github").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("::warning file=drafts/a b.txt,line=1,col=1,")
    assert "100%25 wrong" in lines[0]
    assert lines[1].startswith("::notice ")


def test_junit_fails_for_errors_and_warnings() -> None:
    suite = ET.fromstring(render(REPORT, "junit"))
    assert suite.get("failures") == "2"
    assert len(suite.findall("testcase")) == 3
    assert suite.findall("testcase/failure")[1].get("message") == "script"
    empty = ET.fromstring(render(Report(findings=(), target=""), "junit"))
    assert empty.get("failures") == "0"
    assert len(empty.findall("testcase")) == 1


def test_csv_opens_in_a_spreadsheet_without_formulas() -> None:
    text = render(REPORT, "csv")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["code"] for row in table] == [f.code for f in REPORT]
    assert table[1]["message"] == "'=gone"
    assert table[0]["chinese"] == "保持和平"


def test_page_stands_alone_and_runs_nothing_of_the_texts() -> None:
    page = render(REPORT, "html")
    parsed = _Parsed()
    parsed.feed(page)
    names = [tag for tag, _ in parsed.tags]
    assert names.count("script") == 1
    assert "<b>很重要" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?://""", page)
    marks = [attrs for tag, attrs in parsed.tags if tag == "mark"]
    assert {m["data-findings"] for m in marks} == {"0", "1", "2"}
    cards = [a for t, a in parsed.tags if t == "article"]
    assert [c["data-code"] for c in cards] == [f.code for f in REPORT]
    templates = [a["data-concept"] for t, a in parsed.tags if t == "template"]
    assert templates == ["sustaining-peace"]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here")
def test_page_works_in_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    write_report(REPORT, page)
    click = "by('language').click(); by('by-code').value = 'wrong-term'; filter();"
    page.write_text(
        page.read_text("utf-8").replace("speak();\n</script>", f"speak();{click}</script>")
    )
    done = subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--lang=en-US",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    dom = done.stdout.decode("utf-8", "replace")
    if done.returncode or "<html" not in dom:
        pytest.skip("chromium does not start here")
    assert '<b id="shown">1</b>' in dom
    assert "译文检查报告" in dom


def test_every_code_has_its_chinese_words() -> None:
    from unterm.checks import rules
    from unterm.checks.checking import UPKEEP
    from unterm.reporting.words import CODES, MESSAGES

    codes = {rule.code for rule in rules()} | set(UPKEEP)
    assert set(CODES) == set(MESSAGES) == codes
    page = render(REPORT, "html")
    assert "“维持和平”是另一概念的译名；sustaining peace 应译“保持和平”。" in page


def test_rows_are_beads_side_by_side_however_the_lines_are_wrapped() -> None:
    target = unterm.segment("1. 安理会强调维持\n\n和平。\n\n2. 聯合國\n开会。", lang="zh")
    source = unterm.segment(
        "1. The Council stressed sustaining peace.\n\n2. The United Nations met.", lang="en"
    )
    glossary = unterm.Glossary([CONCEPT])
    report = unterm.check(unterm.align(source, target, glossary=glossary), glossary)
    assert len(report.pairs) == 2
    found = rows(report)
    assert [row.number for row in found] == [1, 5]
    texts = [["".join(p.text for p in side) for side in (r.target, r.source)] for r in found]
    assert texts == [
        ["1. 安理会强调维持\n\n和平。", "1. The Council stressed sustaining peace."],
        ["2. 聯合國\n开会。", "2. The United Nations met."],
    ]
    # What is wrong in the draft alone marks nothing in the source.
    assert [piece.text for piece in found[1].target if piece.numbers] == ["聯合國"]
    assert all(piece.faint for piece in found[1].source if piece.numbers)


def test_rows_of_a_draft_alone_are_its_lines() -> None:
    uneven = Report(findings=REPORT.findings, target=TARGET, source="one line")
    assert len(rows(uneven)) == 1
    alone = Report(findings=(), target="甲\n\n乙")
    assert [row.number for row in rows(alone)] == [1, 3]


def test_write_report_tells_the_format_by_suffix(tmp_path: Path) -> None:
    for suffix in ("txt", "json", "jsonl", "csv", "html", "sarif", "xml"):
        path = tmp_path / f"report.{suffix}"
        write_report(REPORT, path)
        assert path.stat().st_size
    with pytest.raises(InputError, match="docx"):
        write_report(REPORT, tmp_path / "report.docx")
    assert not (tmp_path / "report.docx").exists()
    write_report(REPORT, tmp_path / "report.out", format="github")
    with pytest.raises(InputError, match="no report format"):
        render(REPORT, "yaml")


TEXTS = st.text(st.characters(codec=None), max_size=30)


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=80, deadline=None)
def test_any_text_is_rendered(target: str, source: str, data: st.DataObject) -> None:
    def span(text: str) -> Span:
        start = data.draw(st.integers(0, len(text)))
        return Span(start, data.draw(st.integers(start, len(text))))

    findings = []
    for _ in range(data.draw(st.integers(0, 3))):
        place = span(target)
        findings.append(
            Finding(
                "number",
                data.draw(st.sampled_from(Severity)),
                0.5,
                source,
                place.cut(target),
                place,
                (source,),
                CONCEPT,
                span(source),
            )
        )
    report = Report(tuple(findings), target, source)
    for name in FORMATS:
        rendered = render(report, name)
        rendered.encode("utf-8")
        if name == "junit":
            ET.fromstring(rendered)
        if name == "sarif":
            jsonschema.validate(json.loads(rendered), SCHEMA)
    pieces = cut(
        target, Span(0, len(target)), [(n, f.target_span, f) for n, f in enumerate(findings)]
    )
    assert "".join(piece.text for piece in pieces) == target
