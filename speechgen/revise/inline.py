"""Numbers inside a paragraph: 一是…；二是…；三是…"""

import re
from typing import NamedTuple

from speechgen.revise.labels import LAST, Label, label_at

# Where a number may begin: at the start of the paragraph, or after a mark.
_PLACES = re.compile(
    r"(?:(?<=[。；;：:，,！!？?”’）)…、—])|^|(?<=[。；;：:，,！!？?”][ \u3000]))"
    r"(?=[一二三四五六七八九十第其首再最另①-⑳（(1-9])"
)
_FAMILIES = (
    "一是",
    "一要",
    "第一，",
    "其一，",
    "首先，",
    "一方面，",
    "一个是",
    "①",
    "（1）",
    "（一）",
)
# 第二笔账是 after 一是
_MIXED = re.compile(r"第(?P<n>[二三四五六七八九十])[^，。；：是]{1,4}是")
_MIXED_NUMBERS = "零一二三四五六七八九十"


class Mark(NamedTuple):
    """A number inside a paragraph, and where it begins."""

    start: int
    label: Label

    @property
    def end(self) -> int:
        """Where what it numbers begins."""
        return self.start + len(self.label.printed)


def find_inline(text: str, least: int = 2) -> list[Mark]:
    """The numbers of the first list inside a paragraph: one family, from one upwards, in order.

    Nothing where the series does not go on to ``least``.
    """
    series: dict[str, list[Mark]] = {}
    for place in _PLACES.finditer(text):
        mark = _mark(text, place.start())
        if mark is None:
            continue
        for family, marks in series.items():
            if _continues(mark.label, family, marks):
                marks.append(Mark(mark.start, mark.label._replace(number=len(marks) + 1)))
                break
        else:
            if mark.label.number == 1 and mark.label.family in _FAMILIES:
                series.setdefault(mark.label.family, [mark])
    long = [marks for marks in series.values() if len(marks) >= least]
    return min(long, key=lambda marks: marks[0].start, default=[])


def _mark(text: str, start: int) -> Mark | None:
    label = label_at(text, start)
    if label is not None:
        return Mark(start, label)
    mixed = _MIXED.match(text, start)
    if mixed is None:
        return None
    return Mark(start, Label(mixed[0], "第一，", 9, _MIXED_NUMBERS.index(mixed["n"])))


def _continues(label: Label, family: str, marks: list[Mark]) -> bool:
    """Whether a number is the next of a series; 首先 and 一是 may go on with 第二."""
    following = label.number == len(marks) + 1
    if label.family == family:
        return following or (label.number == LAST and len(marks) > 1)
    mixed = family in ("首先，", "一是", "一方面，") and label.family == "第一，"
    return mixed and following
