"""The command line: one sub-command for each verb of the library.

``-`` is standard input or output. Results go to standard output, everything else to standard
error. Exit code 0: clean; 1: findings, or nothing found; 2: could not work.
"""

from __future__ import annotations

import click

import unterm
from unterm.cli import (
    bitexts,
    checking,
    concordances,
    evaluate,
    glossaries,
    lookups,
    review,
    texts,
)
from unterm.cli.group import OneLineGroup

__all__ = ["main"]


@click.group(
    "unterm",
    cls=OneLineGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(unterm.__version__, package_name="unterm")
def main() -> None:
    """Chinese-English alignment and terminology of United Nations texts, offline."""


for _command in (
    *lookups.COMMANDS,
    *concordances.COMMANDS,
    *texts.COMMANDS,
    *checking.COMMANDS,
    *bitexts.COMMANDS,
    *glossaries.COMMANDS,
    *review.COMMANDS,
    *evaluate.COMMANDS,
):
    main.add_command(_command)
