"""The group of all commands: whatever goes wrong is said in one line on standard error."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Sequence
from typing import Any, NoReturn

import click

import unterm

COULD_NOT_WORK = 2
STOPPED = 130


class OneLineGroup(click.Group):
    """A group that says in one line what it could not do, and then exits with 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit; without ``standalone_mode``, return or raise."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        for stream in (sys.stdout, sys.stderr):
            # A terminal or a pipe in another encoding gets question marks, not a traceback.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("default", UserWarning)
                warnings.showwarning = _show_warning
                code = super().main(args, prog_name, complete_var, False, **extra)
        except click.Abort:
            click.echo("unterm: stopped", err=True)
            sys.exit(STOPPED)
        except click.ClickException as error:
            _refuse(_usage(error))
        except (unterm.UntermError, OSError) as error:
            _refuse(f"unterm: {explain_error(error)}")
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; a reader of the output that stops early is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # such as head, which has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        return result


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    click.echo(f"unterm: {message}", err=True)


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(COULD_NOT_WORK)


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    if "\n" in message:  # a command without arguments prints its whole help
        return message
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context else ""
    return f"unterm: {message.rstrip('.')}{hint}"


def explain_error(error: Exception) -> str:
    """An error in one line, in the words of the command line.

    >>> explain_error(ValueError("declare encoding='gb18030'"))
    'declare --encoding gb18030'
    """
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}"
    lines = " ".join(str(error).split())
    return re.sub(r"\b(encoding|lang)='([\w-]+)'", r"--\1 \2", lines)
