"""Numbers inside a paragraph: 一是…；二是…；三是…"""

import re
from typing import NamedTuple

from speechgen.revise.labels import LAST, Label, label_at

# Where a number may begin: at the start of the paragraph, or after a mark.
_PLACES = re.compile(
    r"(?:(?<=[。；;：:，,！!？?”’）)…、—])|^|(?<=[\u4e00-\u9fff”）)]\.)"
    r"|(?<=[。；;：:，,！!？?”][ \u3000]))"
    r"(?=[一二三四五六七八九十第头其首再最另①-⑳（(1-9])"
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
    "1、",
    "一、",
)


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
        label = label_at(text, place.start())
        if label is None:
            continue
        mark = Mark(place.start(), label)
        if label.number == 1 and len(series.get(label.family, ())) > 1:
            break  # a second list begins
        own = {label.family: series[label.family]} if label.family in series else {}
        for family, marks in (own | series).items():
            if _continues(mark.label, family, marks):
                marks.append(Mark(mark.start, mark.label._replace(number=len(marks) + 1)))
                break
        else:
            if mark.label.number == 1 and mark.label.family in _FAMILIES:
                series.setdefault(mark.label.family, [mark])
    long = [marks for marks in series.values() if len(marks) >= least]
    return min(long, key=lambda marks: marks[0].start, default=[])


def _continues(label: Label, family: str, marks: list[Mark]) -> bool:
    """Whether a number is the next of a series; 首先 and 一是 may go on with 第二."""
    following = label.number == len(marks) + 1
    if label.family == family:
        return following or (label.number == LAST and len(marks) > 1)
    mixed = family in ("首先，", "一是", "一方面，") and label.family == "第一，"
    return mixed and following
