"""Drafts on their way through the checks: opened, checked, and the report narrowed down."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import unterm
from unterm.checks import Config, Override, find_config, load_config, rules
from unterm.checks.suppression import (
    Suppression,
    fingerprint,
    load_ignores,
    subtract_baseline,
    suppress,
)
from unterm.cli.inputs import BUILT_IN, is_bitext, load_bitext, open_document, open_glossary
from unterm.cli.output import say_decisions
from unterm.cli.revisions import changed_lines, on_lines
from unterm.errors import InputError
from unterm.formats.files import write_atomically


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of the command line that go before those of a settings file."""

    config: str | None = None
    select: str | None = None
    ignore: str | None = None
    profile: str | None = None
    min_confidence: float | None = None
    ignore_file: str | None = None
    baseline: str | None = None
    changed_only: str | None = None

    def over(self, config: Config) -> Config:
        """The settings of a file with these laid over them."""
        update: dict[str, object] = {
            "select": _codes(self.select) or config.select,
            "ignore": (*config.ignore, *_codes(self.ignore)),
        }
        if self.profile is not None:
            update["profile"] = self.profile
        if self.min_confidence is not None:
            update["minimum_confidence"] = self.min_confidence
        return config.model_copy(update=update)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was opened: ``text`` is what the checks take."""

    path: str
    text: unterm.Document | unterm.Bitext
    source: unterm.Document | None = None


@dataclass(slots=True)
class Checker:
    """Checks drafts one after the other; settings and glossaries are read once."""

    settings: Settings
    glossaries: Sequence[str] = ()
    encoding: str | None = None
    _configs: dict[Path | None, Config] = field(default_factory=dict)
    _glossaries: dict[tuple[str | Path, ...], unterm.Glossary] = field(default_factory=dict)
    _ignores: tuple[Suppression, ...] = ()

    def __post_init__(self) -> None:
        for name in ("select", "ignore"):
            _refuse_unknown(f"--{name}", _codes(getattr(self.settings, name)))
        if self.settings.ignore_file is not None:
            self._ignores = load_ignores(self.settings.ignore_file)

    def open(self, path: str, source: str | None = None) -> Draft:
        """The draft in a file, aligned with its source if there is one."""
        if path != "-" and is_bitext(path) and source is None:
            return Draft(path, load_bitext(path, self.encoding))
        chinese = open_document(path, "zh", self.encoding)
        if source is None:
            return Draft(path, chinese)
        english = open_document(source, "en", self.encoding)
        bitext = self._aligned(path, english, chinese)
        say_decisions(path, bitext.decisions)
        return Draft(path, bitext, english)

    def again(self, draft: Draft, text: str) -> Draft:
        """The draft with another text."""
        document = replace(unterm.segment(text, lang="zh"), path=draft.path)
        if draft.source is None:
            return Draft(draft.path, document)
        return replace(draft, text=self._aligned(draft.path, draft.source, document))

    def _aligned(
        self, path: str, english: unterm.Document, chinese: unterm.Document
    ) -> unterm.Bitext:
        return unterm.align(english, chinese, glossary=self._glossary(path))

    def report(self, draft: Draft) -> unterm.Report:
        """What the checks find and no suppression, baseline or revision takes away."""
        from unterm.checks import check

        report = check(draft.text, self._glossary(draft.path), config=self._config(draft.path))
        if report.path is None and draft.path != "-":
            report = replace(report, path=draft.path)
        report = suppress(report, self._ignores)
        if self.settings.baseline is not None:
            report = subtract_baseline(report, self.settings.baseline)
        if self.settings.changed_only is not None:
            if isinstance(draft.text, unterm.Bitext) and draft.source is None:
                raise InputError(f"{draft.path}: --changed-only knows the lines of texts only")
            report = on_lines(report, changed_lines(draft.path, self.settings.changed_only))
        return report

    def write_baseline(self, reports: Iterable[unterm.Report], path: str) -> None:
        """Keep the findings of several drafts in one file, as `subtract_baseline` reads it."""
        counted = Counter(fingerprint(f, report.target) for report in reports for f in report)
        write_atomically(path, [json.dumps(dict(sorted(counted.items())), indent=1) + "\n"])

    def _config_path(self, draft: str) -> Path | None:
        if self.settings.config is not None:
            return Path(self.settings.config)
        return find_config(Path.cwd() if draft == "-" else Path(draft).parent)

    def _config(self, draft: str) -> Config:
        path = self._config_path(draft)
        if path not in self._configs:
            config = Config() if path is None else load_config(path)
            places: dict[str, Config | Override] = {"": config, **config.per_path}
            for place, settings in places.items():
                where = f"{path}: {place and f'per-path {place!r}: '}"
                for name in ("select", "ignore"):
                    _refuse_unknown(f"{where}{name}", getattr(settings, name) or ())
                for code in settings.severity:
                    _refuse_code(f"{where}severity", code)
            self._configs[path] = self.settings.over(config)
        return self._configs[path]

    def _glossary(self, draft: str) -> unterm.Glossary:
        names: tuple[str | Path, ...] = tuple(self.glossaries)
        place = self._config_path(draft)
        if not names and place is not None:
            names = tuple(
                name if name == BUILT_IN else place.parent / name
                for name in self._config(draft).glossaries
            )
        if names not in self._glossaries:
            self._glossaries[names] = open_glossary(names)
        return self._glossaries[names]


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip() for code in (text or "").split(",") if code.strip())


def _refuse_code(where: str, code: str) -> None:
    try:
        unterm.explain(code)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


def _refuse_unknown(where: str, patterns: Iterable[str]) -> None:
    names = {name for rule in rules() for name in (rule.code, rule.family)}
    for pattern in patterns:
        if not fnmatch.filter(names, pattern):
            known = ", ".join(sorted(names))
            raise InputError(f"{where}: no check is called {pattern!r}; there are {known}")
