"""Check drafts and say what a check looks for: check, explain."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Literal, get_args

import click

import unterm
from unterm.checks import Profile
from unterm.cli.drafts import Checker, Settings
from unterm.cli.group import COULD_NOT_WORK, explain_error
from unterm.cli.inputs import encoding_option, glossary_option
from unterm.cli.mending import mend, to_stdout
from unterm.cli.output import count_of, out_option, progress, working
from unterm.cli.reports import REPORT_FORMATS, refuse_together, write_reports

TIERS = ("safe", "suggested")
_LEVELS = [severity.value for severity in unterm.Severity]


def _setting_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which checks run, how, and what is left out of the report."""
    for option in reversed(
        (
            click.option(
                "--config",
                metavar="FILE",
                help="Settings; without it the unterm.toml or pyproject.toml nearest to the draft.",
            ),
            click.option(
                "--select",
                metavar="CODES",
                help="Only these checks: codes or families with commas between, 'style*' for many.",
            ),
            click.option("--ignore", metavar="CODES", help="Not these checks."),
            click.option(
                "--profile",
                type=click.Choice(get_args(Profile)),
                help="House style of brackets, quotation marks and spacing.",
            ),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                metavar="P",
                help="Leave findings of a lower confidence out.",
            ),
            click.option(
                "--ignore-file",
                metavar="FILE",
                help="Findings that were judged: a line `code: what was found` for each.",
            ),
            click.option("--baseline", metavar="FILE", help="Leave known findings out."),
            click.option(
                "--changed-only",
                metavar="REV",
                help="Only findings on lines that changed since a revision of git.",
            ),
        )
    ):
        function = option(function)
    return function


@click.command()
@click.argument("drafts", nargs=-1, required=True)
@click.option(
    "-s",
    "--source",
    "sources",
    multiple=True,
    metavar="FILE",
    help="The English source, to be aligned with the draft; repeated for several drafts.",
)
@out_option(
    "Report to write, its suffix tells the format; a folder, for a report of each draft; with "
    "--fix, the mended draft",
    folder=True,
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    help="Format of the report; text without it.",
)
@glossary_option
@_setting_options
@click.option(
    "--write-baseline", metavar="FILE", help="Keep today's findings, for --baseline, and stop."
)
@click.option(
    "--fix",
    "tier",
    type=click.Choice(TIERS),
    help="Mend the draft in place, or write it to --out: script and punctuation (safe), or words "
    "too (suggested).",
)
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would do; write nothing.")
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default=_LEVELS[-1],
    show_default=True,
    help="The least grave finding that makes the exit code 1.",
)
@encoding_option
def check(
    drafts: tuple[str, ...],
    sources: tuple[str, ...],
    out: str | None,
    form: str | None,
    glossaries: tuple[str, ...],
    write_baseline: str | None,
    tier: Literal["safe", "suggested"] | None,
    show_diff: bool,
    fail_on: str,
    encoding: str | None,
    **settings: Any,
) -> None:
    """Check Chinese drafts, alone or against the source.

    Each draft is a text, a Word or PDF file, or a bitext (.tmx, .xlf, .tsv …). The exit code is 1
    where anything was found. `unterm explain CODE` says what a check looks for.

    \b
    Examples:
      unterm check draft.docx --source original.docx -o report.html
      unterm check translations/*.txt --ignore spacing --fail-on warning
      unterm check draft.txt --fix safe --diff
      unterm check draft.txt --changed-only main
    """
    if sources and len(sources) != len(drafts):
        raise click.UsageError(
            f"{count_of(len(sources), 'source')} for {count_of(len(drafts), 'draft')}; "
            "give one for each"
        )
    if out is not None and len(drafts) > 1 and tier:
        raise click.UsageError("--fix with --out takes one draft; several are mended in place")
    refuse_together(form, out, len(drafts))
    checker = Checker(Settings(**settings), glossaries, encoding)
    reports: list[unterm.Report] = []
    failed = False
    pairs = list(zip(drafts, sources or [None] * len(drafts), strict=True))
    with progress(pairs, "checking") as items:
        for path, source in items:
            try:
                with working(f"checking {path}", alone=len(pairs) == 1):
                    draft = checker.open(path, source)
                    report = checker.report(draft)
                if tier or show_diff:
                    report = mend(checker, draft, report, tier or "safe", out, show_diff)
            except (unterm.UntermError, OSError) as error:
                if len(drafts) == 1:
                    raise
                failed = True
                click.echo(f"unterm: left out: {explain_error(error)}", err=True)
                continue
            reports.append(report)
    if write_baseline is not None:
        checker.write_baseline(reports, write_baseline)
        click.echo(
            f"wrote {write_baseline}: {count_of(sum(map(len, reports)), 'finding')}", err=True
        )
        sys.exit(COULD_NOT_WORK if failed else 0)
    if not show_diff:
        printed = bool(tier) and any(to_stdout(path, out) for path in drafts)
        write_reports(reports, form, None if tier else out, err=printed)
    found = any(report.at_least(unterm.Severity(fail_on)) for report in reports)
    sys.exit(COULD_NOT_WORK if failed else int(found))


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a check looks for.

    CODE is what its findings carry; without it, all codes are shown, each with its first line.

    \b
    Example:
      unterm explain wrong-term
    """
    if code is not None:
        click.echo(unterm.explain(code))
        return
    from unterm.checks import UPKEEP, rules
    from unterm.cli.output import table

    rows = [(rule.code, rule.family, rule.text.splitlines()[0]) for rule in rules()]
    rows += [(code, "upkeep", text.splitlines()[0]) for code, text in UPKEEP.items()]
    rows.sort()
    for line in table(rows):
        click.echo(line)


COMMANDS = (check, explain)
