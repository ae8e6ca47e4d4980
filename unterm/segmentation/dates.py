"""Calendar dates as mastheads and letters print them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_DATE: Final = re.compile(
    r"(?P<zy>\d{4})\s*年\s*(?P<zm>\d{1,2})\s*月\s*(?P<zd>\d{1,2})\s*日"
    rf"|(?P<ed>\d{{1,2}})\s+(?P<em>{'|'.join(_MONTHS)})\s+(?P<ey>\d{{4}})"
)


def parse_date(text: str, *, anywhere: bool = False) -> date | None:
    """The date that a text is (or, if ``anywhere``, the first it contains), or None.

    >>> parse_date("19 April 2021"), parse_date("2017 年 1 月 31 日"), parse_date("31 June 2017")
    (datetime.date(2021, 4, 19), datetime.date(2017, 1, 31), None)
    """
    match = _DATE.search(text) if anywhere else _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["zy"] or match["ey"])
    month = int(match["zm"]) if match["zm"] else _MONTHS.index(match["em"]) + 1
    day = int(match["zd"] or match["ed"])
    try:
        return date(year, month, day)
    except ValueError:
        return None
