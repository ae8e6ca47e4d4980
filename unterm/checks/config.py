"""How a check is set up: which codes, how grave, which house style."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from unterm.errors import FormatError
from unterm.formats.faults import explain as explain_fault
from unterm.model import Record, Severity

Profile = Literal["un-ny", "gb15834", "none"]

CONFIG_NAMES: Final = ("unterm.toml", "pyproject.toml")


class Override(Record):
    """Settings for the files whose path matches a pattern (as in ``docs/*.txt``).

    ``ignore`` and ``severity`` come on top of those for all files, the others take their place.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    profile: Profile | None = None
    minimum_confidence: float | None = Field(default=None, ge=0.0, le=1.0)


class Config(Record):
    """Which checks run, and how.

    ``select`` and ``ignore`` hold codes, or families with a trailing ``*`` (``style*``); an empty
    ``select`` means all. ``severity`` gives a code another severity. ``minimum_confidence`` drops
    findings below it, by default what is wrong seven times in ten. ``glossaries`` are paths in
    order of precedence. ``per_path`` maps a file pattern to settings for the files that match.

    >>> Config(ignore=("punctuation",)).wants("punctuation", "style")
    False
    >>> Config(select=("accuracy*",)).wants("number", "accuracy")
    True
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    profile: Profile = "un-ny"
    minimum_confidence: float = Field(default=0.3, ge=0.0, le=1.0)
    glossaries: tuple[str, ...] = ()
    per_path: dict[str, Override] = Field(default_factory=dict)

    def wants(self, code: str, family: str) -> bool:
        """Whether findings of this code are asked for."""

        def named(patterns: tuple[str, ...]) -> bool:
            return any(
                fnmatch.fnmatchcase(code, pattern) or fnmatch.fnmatchcase(family, pattern)
                for pattern in patterns
            )

        return (not self.select or named(self.select)) and not named(self.ignore)

    def for_path(self, path: str | Path | None) -> Config:
        """The settings for one file: those of every matching pattern laid over these, in order.

        >>> config = Config(per_path={"old/*": Override(ignore=("punctuation",))})
        >>> config.for_path("old/a.txt").ignore, config.for_path("new/a.txt").ignore
        (('punctuation',), ())
        """
        if path is None or not self.per_path:
            return self
        name = Path(path).as_posix()
        config = self
        for pattern, override in self.per_path.items():
            if not any(fnmatch.fnmatchcase(name, p) for p in (pattern, f"*/{pattern}")):
                continue
            config = config.model_copy(
                update={
                    "select": config.select if override.select is None else override.select,
                    "ignore": (*config.ignore, *override.ignore),
                    "severity": {**config.severity, **override.severity},
                    "profile": override.profile or config.profile,
                    "minimum_confidence": config.minimum_confidence
                    if override.minimum_confidence is None
                    else override.minimum_confidence,
                }
            )
        return config


def load_config(path: str | Path) -> Config:
    """The settings in ``[tool.unterm]`` of a pyproject.toml, or in a unterm.toml as a whole.

    Keys may be written with hyphens. Raises `FormatError` that names the file and the key.
    """
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(path, None, f"not TOML ({error}); mend it") from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("unterm", {})
    try:
        return Config.model_validate(_underscored(table))
    except ValidationError as error:
        raise FormatError(path, None, explain_fault(error)) from error


def find_config(folder: str | Path) -> Path | None:
    """The file with settings in a folder or the nearest folder above it.

    A ``unterm.toml`` goes before a ``pyproject.toml``, which counts only with ``[tool.unterm]``.
    """
    start = Path(folder).resolve()
    for place in (start, *start.parents):
        for name in CONFIG_NAMES:
            candidate = place / name
            if not candidate.is_file():
                continue
            if name == "unterm.toml" or "[tool.unterm" in candidate.read_text("utf-8", "replace"):
                return candidate
    return None


def _underscored(table: dict[str, object]) -> dict[str, object]:
    settings = {key.replace("-", "_"): value for key, value in table.items()}
    per_path = settings.get("per_path")
    if isinstance(per_path, dict):
        settings["per_path"] = {
            pattern: {k.replace("-", "_"): v for k, v in override.items()}
            if isinstance(override, dict)
            else override
            for pattern, override in per_path.items()
        }
    return settings
