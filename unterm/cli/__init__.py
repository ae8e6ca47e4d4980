"""The command line: one sub-command for each verb of the library.

``-`` is standard input or output. Results go to standard output, everything else to standard
error. Exit code 0: clean; 1: findings, or nothing found; 2: could not work.
"""

from __future__ import annotations

import sys
from typing import Any

import click

import unterm
from unterm.cli import bitexts, evaluate, glossaries, lookups, review, texts

__all__ = ["main"]


class _Group(click.Group):
    """A group that says in one line what it could not do."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader of our output, such as head, has seen enough
            sys.stderr.close()
            sys.exit(0)
        except (unterm.UntermError, OSError) as error:
            click.echo(f"unterm: {_explain(error)}", err=True)
            sys.exit(2)


def _explain(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}"
    return str(error)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(unterm.__version__, package_name="unterm")
def main() -> None:
    """Chinese-English alignment and terminology of United Nations texts, offline."""


for _command in (
    *lookups.COMMANDS,
    *texts.COMMANDS,
    *bitexts.COMMANDS,
    *glossaries.COMMANDS,
    *review.COMMANDS,
    *evaluate.COMMANDS,
):
    main.add_command(_command)
