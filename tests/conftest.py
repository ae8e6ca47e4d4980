"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unterm.glossary import Glossary, load_glossary
from unterm.model import Document
from unterm.segmentation import read

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("UNTERM_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return load_glossary()


@pytest.fixture(scope="session")
def seeds() -> list[Document]:
    return [read(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip(f"the parallel texts are not at {DATA} (set UNTERM_DATA)")
    return DATA
