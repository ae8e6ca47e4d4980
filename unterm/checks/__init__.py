"""Check a draft: against its source, against a glossary, and against the house style."""

from unterm.checks.checking import UPKEEP, check, check_together, explain
from unterm.checks.config import Config, Override, Profile, find_config, load_config
from unterm.checks.fixing import Fix, apply_fixes, fix_for, fixes
from unterm.checks.registry import Rule, Tier, rules
from unterm.checks.suppression import (
    Suppression,
    comments,
    load_ignores,
    subtract_baseline,
    suppress,
    write_baseline,
)

__all__ = [
    "UPKEEP",
    "Config",
    "Fix",
    "Override",
    "Profile",
    "Rule",
    "Suppression",
    "Tier",
    "apply_fixes",
    "check",
    "check_together",
    "comments",
    "explain",
    "find_config",
    "fix_for",
    "fixes",
    "load_config",
    "load_ignores",
    "rules",
    "subtract_baseline",
    "suppress",
    "write_baseline",
]
