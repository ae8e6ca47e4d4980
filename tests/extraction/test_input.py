"""What extract takes, and what it refuses with a remedy."""

from __future__ import annotations

import pytest

from unterm.errors import InputError
from unterm.extraction import extract
from unterm.model import Bitext, Document

DOCUMENT = Document.from_segments(["欧洲安全与合作组织(欧安组织)通过了决定。"], lang="zh")


def test_one_document_is_a_list_of_one() -> None:
    assert extract(DOCUMENT) == extract([DOCUMENT])
    assert extract(DOCUMENT)


def test_a_bitext_in_a_list_is_refused() -> None:
    with pytest.raises(InputError, match="one bitext by itself"):
        extract([Bitext.from_pairs([("peace", "和平")])])  # type: ignore[list-item]
