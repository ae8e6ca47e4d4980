"""Check a draft: against its source, against a glossary, and against the house style."""

from unterm.checks.checking import check, explain
from unterm.checks.config import Config, Override, Profile, find_config, load_config
from unterm.checks.registry import Rule, rules

__all__ = [
    "Config",
    "Override",
    "Profile",
    "Rule",
    "check",
    "explain",
    "find_config",
    "load_config",
    "rules",
]
