"""The house as `docs/architecture.md` draws it: floors, guests, sizes, the door."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import unterm

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "unterm"
MOST_LINES = 400
GUESTS = {
    "jieba": "language",
    "rjieba": "language",
    "opencc": "language",
    "sacrebleu": "evaluation",
}
GROUNDS = {
    "unterm",
    "glossaries",
    "seeds",
    "examples",
    "tests",
    "docs",
    "benchmarks",
    "pyproject.toml",
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    ".ci",
    ".gitignore",
    ".pre-commit-hooks.yaml",
}


def _floors() -> dict[str, int]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    floors: dict[str, int] = {}
    for number, rooms in re.findall(r"^\| (\d) \| (.+) \|$", text, re.MULTILINE):
        for room in re.findall(r"`(\w+)`", rooms):
            floors.setdefault(room, int(number))
    return floors


FLOORS = _floors()
FILES = sorted(path for path in PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


def _rooms() -> set[str]:
    return {_room(path) for path in FILES} - {"__init__", "data"}


def test_every_room_has_a_floor() -> None:
    assert _rooms() <= FLOORS.keys(), "draw the new room in docs/architecture.md"
    assert FLOORS["errors"] == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    for module, line in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = module.split(".")
        if parts[0] == "unterm" and len(parts) > 1 and parts[1] != room:
            assert FLOORS[parts[1]] < FLOORS[room], f"{path}:{line} imports {module}, not below it"
        host = GUESTS.get(parts[0])
        assert host in (None, room), f"{path}:{line}: only {host} imports {parts[0]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if _room(path) != "cli"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_library_neither_prints_nor_exits_nor_asserts(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"{path}:{node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{path}:{node.lineno}: bare except"
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in ("print", "sys.exit", "exit"), f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem
)
def test_benchmarks_import_what_there_is(path: Path) -> None:
    # What they measure may lie outside the project, so that nothing else runs them here.
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unterm"):
            module = importlib.import_module(node.module or "")
            for alias in node.names:
                assert hasattr(module, alias.name), f"{path}:{node.lineno}: no {alias.name}"


def test_importing_loads_no_heavy_guest() -> None:
    code = "import sys, unterm; print([m for m in {} if m in sys.modules])".format(
        ["jieba", "opencc", "sacrebleu", "numpy", "rjieba"]
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_the_door_keeps_its_promise() -> None:
    assert unterm.__all__ == sorted(unterm.__all__)
    for name in unterm.__all__:
        value = getattr(unterm, name)
        assert value.__doc__, name
    with pytest.raises(AttributeError):
        unterm.no_such_name  # noqa: B018


def test_no_name_of_the_door_is_a_room() -> None:
    # Importing the room would put the module in the place of the function.
    assert not set(unterm.__all__) & _rooms()


def test_the_door_names_each_thing_once_for_both_readers() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    checked = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("unterm.")
        for alias in node.names
    }
    assert checked == set(unterm.__all__)


def test_nothing_opens_a_connection() -> None:
    for path in FILES:
        for module, line in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            assert module.split(".")[0] not in (
                "socket",
                "http",
                "requests",
                "httpx",
                "aiohttp",
                "ftplib",
                "smtplib",
            ) and not module.startswith("urllib.request"), f"{path}:{line}"


def test_the_grounds_are_as_drawn() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    assert {name.split("/")[0] for name in tracked.stdout.splitlines()} <= GROUNDS
