"""The choice of rows: by their numbers (``--rows``), or a few of them (``--sample``)."""

import re
from unicodedata import normalize

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say

_PART = re.compile(r"(?P<first>\d{1,12})?\s*(?P<dash>-)?\s*(?P<last>\d{1,12})?", re.ASCII)
_SIGNS = str.maketrans({"、": ",", ";": ",", "–": "-", "—": "-", "~": "-", "〜": "-"})
_NO_END = 10**12


class RowChoice:
    """Ranges of row numbers, both ends included."""

    def __init__(self, ranges: tuple[tuple[int, int], ...]) -> None:
        self.ranges = ranges

    def __contains__(self, number: object) -> bool:
        """Whether the row of this number is chosen."""
        return isinstance(number, int) and any(a <= number <= b for a, b in self.ranges)

    @property
    def last(self) -> int | None:
        """The last row that can be chosen, ``None`` if there is no end."""
        last = max(end for _, end in self.ranges)
        return None if last == _NO_END else last


def parse_rows(text: str) -> RowChoice:
    """The rows of ``1-10,15,20-``; full-width signs are as good. Raises E731 for anything else."""
    report = Report()
    parts = normalize("NFKC", text).translate(_SIGNS).split(",")
    ranges = tuple(_range(part.strip(), report) for part in parts if part.strip())
    if not ranges:
        report.error("E731", say("no rows are named"), None, _AS_IN)
    report.check()
    return RowChoice(ranges)


def _range(part: str, report: Report) -> tuple[int, int]:
    found = _PART.fullmatch(part)
    first, last = (found["first"], found["last"]) if found else (None, None)
    if found is None or not (first or last) or (last and not found["dash"]):
        report.error("E731", say("'{text}' names no rows", text=part[:40]), None, _AS_IN)
        return 1, 1
    begin = int(first or 1)
    end = int(last) if last else _NO_END if found["dash"] else begin
    if begin < 1 or end < begin:
        report.error("E731", say("there are no rows '{text}'", text=part), None, _FROM_ONE)
    return begin, end


def spread(total: int, count: int) -> frozenset[int]:
    """``count`` of ``total`` positions from 1, evenly spread, the first and the last among them.

    The same for the same numbers, always and everywhere; all of them if there are no more.
    """
    if count >= total:
        return frozenset(range(1, total + 1))
    if count < 2:
        return frozenset(range(1, count + 1))
    return frozenset(1 + place * (total - 1) // (count - 1) for place in range(count))


_AS_IN = say("write them as in {example}; rows of data count from 1", example="1-10,15,20-")
_FROM_ONE = say("rows of data count from 1, and a range goes from the lower to the higher")
