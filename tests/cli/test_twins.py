"""Library, command line and documentation say the same: each verb, its sub-command, its section.

``REGENERATE=1`` writes docs/command-line.md anew from the help texts.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import unterm
from unterm.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"

# What a sub-command is called in the library; the names differ where English differs.
TWINS = {
    "lookup": unterm.Glossary.lookup,
    "annotate": unterm.annotate,
    "sheet": unterm.annotate,
    "segment": unterm.segment,
    "align": unterm.align,
    "extract": unterm.extract,
    "review": unterm.load_review,
    "merge": unterm.merge,
    "diff": unterm.diff,
    "check": unterm.check,
    "explain": unterm.explain,
    "concordance": unterm.find_contexts,
    "translations": unterm.translations,
    "validate": unterm.validate,
    "attest": unterm.attest,
    "evaluate": None,
    "convert": unterm.dump_concepts,
}

INTRODUCTION = """\
# Command line

One sub-command for each verb of the library; `unterm COMMAND --help` prints what stands here.

- `-` as a file is standard input, after `-o` standard output. Results go to standard output,
  all else to standard error.
- The exit code is 0 where all is well, 1 where there are findings (or nothing was found), 2 where
  the work could not be done: then one line on standard error says which file, which line and what
  to do.
- Files are written whole or not at all. Nothing is ever sent over a network.
"""


def _commands(group: click.Group, context: click.Context) -> Iterator[click.Context]:
    for name in sorted(group.commands):
        command = group.commands[name]
        inner = click.Context(command, parent=context, info_name=name)
        yield inner
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _section(context: click.Context) -> str:
    command = context.command
    depth = "##" if context.parent and context.parent.parent is None else "###"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = [f"{depth} {context.command_path.removeprefix('unterm ')}", f"`{usage}`", ""]
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            head, *examples = paragraph.removeprefix("\b\n").split("\n")
            lines += [head, "```", *(line.strip() for line in examples), "```", ""]
        else:
            lines += [" ".join(paragraph.split()), ""]
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            name, words = record
            lines.append(f"- `{name}`" + (f": {words}" if words else ""))
    return "\n".join(lines).rstrip() + "\n"


def _page() -> str:
    root = click.Context(main, info_name="unterm")
    return "\n".join([INTRODUCTION, *map(_section, _commands(main, root))])


def test_the_page_is_the_help() -> None:
    page = _page()
    if os.environ.get("REGENERATE"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "run this test with REGENERATE=1"


def test_each_verb_has_its_command() -> None:
    assert set(main.commands) == set(TWINS)


@pytest.mark.parametrize("name", sorted(TWINS))
def test_each_command_has_its_section(name: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.search(rf"^## {name}$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "context",
    list(_commands(main, click.Context(main, info_name="unterm"))),
    ids=lambda context: context.command_path,
)
def test_each_option_is_explained(context: click.Context) -> None:
    assert context.command.help, context.command_path
    for parameter in context.command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{context.command_path} {parameter.name}"


def _documented() -> list[tuple[str, str]]:
    """Every command line that a document or a help text shows, with where it stands."""
    root = PAGE.parents[1]
    pages = [*sorted(root.glob("README*.md")), *sorted((root / "docs").glob("*.md"))]
    return [
        (path.name, line.strip())
        for path in pages
        for block in re.findall(r"^```\w*\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)
        for line in block.splitlines()
        if re.match(r"\s*(.* \| )?unterm [a-z]", line)
    ]


@pytest.mark.parametrize(("page", "line"), _documented(), ids=lambda value: value)
def test_each_documented_line_can_be_typed(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = re.split(r" [|>] ", line[line.index("unterm ") :])[0]
    arguments = shlex.split(typed, comments=True)[1:]
    command: click.Command = main
    context = click.Context(main, info_name="unterm")
    while isinstance(command, click.Group):
        name, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        command = found
        context = click.Context(command, parent=context, info_name=name)
    # Raises where an option is unknown, a value is none of the choices, an argument is missing.
    command.make_context(command.name, arguments, parent=context.parent)
