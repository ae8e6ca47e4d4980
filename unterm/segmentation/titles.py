"""The title and date that a document prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from unterm.model.documents import ParagraphKind
from unterm.segmentation.dates import parse_date

_LETTER: Final = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{2,120}?(?:给|給).{2,80}?的(?:信|普通照会|普通照會|同文信)"
    r"(?:的附件)?"
    r"|(?:Annexe?s?(?: [IVX]+)? to the )?(?:[Ii]dentical )?(?:[Ll]etters?|[Nn]otes? verbales?)"
    r" dated \d{1,2} [A-Z][a-z]+ \d{4} from .{5,300} addressed to .{5,200}"
)


def find_title(
    paragraphs: Sequence[tuple[ParagraphKind, str]],
) -> tuple[str | None, date | None]:
    """The title of the first paragraphs of a document and the date of the letter it is.

    A title is certain where a letter names itself, and where one heading follows the letterhead.

    >>> heading = ParagraphKind.HEADING
    >>> find_title([(heading, "2017 年 1 月 31 日瑞典常驻联合国代表给秘书长的信")])
    ('2017 年 1 月 31 日瑞典常驻联合国代表给秘书长的信', datetime.date(2017, 1, 31))
    >>> find_title([(heading, "导言")])
    (None, None)
    """
    letterhead = False
    for kind, text in paragraphs:
        if kind is ParagraphKind.LETTERHEAD:
            letterhead = True
        elif kind is ParagraphKind.HEADING:
            if _LETTER.fullmatch(text):
                return text, parse_date(text, anywhere=True)
            return (text if letterhead else None), None
        elif kind is ParagraphKind.BODY:
            return None, None
    return None, None
