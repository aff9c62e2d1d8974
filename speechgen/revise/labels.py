"""Numbers as they are printed: 一、 （一） 1. 第一， 一是 … at the beginning of a text."""

import re
from typing import NamedTuple

from speechgen.document.numbers import hanzi

_HANZI = "[一二三四五六七八九十]{1,3}"
_VALUES = {hanzi(number): number for number in range(1, 100)}
_WIDE_DIGITS = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# 第一件事， 第一个词，是… 第二笔账是…: what is counted, and the word for it.
_THINGS = "(?:个|方面|[点条项件句步种类层笔关道把])[\u4e00-\u9fff]{0,4}?"

# Each family: whose labels count together, whatever mark follows the numeral. The rank tells how
# formal it is: 一、 never stands below （一）; words (rank 9) stand anywhere.
_FAMILIES: tuple[tuple[str, int, str], ...] = (
    # 一、二、三产业 is a list of numerals, no number of a section.
    ("一、", 1, rf"(?P<n>{_HANZI})[、，,．.：:](?!{_HANZI}[、，,和产线])"),
    ("（一）", 2, rf"[（(〔](?P<n>{_HANZI})[)）〕][、，,．.]?"),
    # 1.5亿 and 1,000 are figures, 1-2 a span.
    ("1、", 3, r"(?P<n>[0-9０-９]{1,2})(?:[、．]|[.,](?![0-9]))(?![0-9０-９])"),
    ("（1）", 4, r"[（(]?(?P<n>[0-9０-９]{1,2})[)）][、，,．.]?"),
    ("①", 5, rf"(?P<n>[{_CIRCLED}])[、，,．.]?"),
    (
        "第一，",
        9,
        rf"(?:第|头(?=一))(?P<n>{_HANZI})(?:{_THINGS}[，,]是|(?:{_THINGS})?(?:[，,、：:]|是(?![非否])))",
    ),
    # 一是一、二是二 is a saying; 一是一把手要带头 is none.
    ("一是", 9, rf"(?P<n>{_HANZI})是(?!(?P=n)(?:[，,、。；;！!]|$))[，,：:]?"),
    # 一要素, 三要点 are words.
    ("一要", 9, rf"(?P<n>{_HANZI})要(?![素点害件闻])"),
    ("其一，", 9, rf"其(?P<n>{_HANZI})(?:[，,、：:]|是)"),
    ("首先，", 9, r"(?P<w>首先|其次|再次|再者|最后)(?:[，,、：:]|是)"),
    ("一方面，", 9, r"(?P<w>一方面|另一方面)(?:[，,、：:]|是)?"),
    ("一个是", 9, r"(?P<w>一个是|另一个是)"),
)
_BEGINS = re.compile("[一二三四五六七八九十0-9０-９（(〔第头其再首最另①-⑳]")
_PATTERNS = tuple((name, rank, re.compile(pattern)) for name, rank, pattern in _FAMILIES)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0, "一方面": 1, "另一方面": 2}
_WORDS |= {"一个是": 1, "另一个是": 2}
WORDED = 9
LAST = 0  # the number of 最后: whatever the last one is


class Label(NamedTuple):
    """A printed number: as printed, whose series it belongs to, which one it is."""

    printed: str
    family: str
    rank: int
    number: int

    @property
    def style(self) -> str:
        """The number style, named by its first label, that prints it, as far as one does."""
        if self.family in ("首先，", "一方面，"):
            return self.family[:-1] + self.printed[-1] if self.printed[-1] in "，,、：:" else ""
        numeral = next(n for n in (hanzi(self.number), _printed_digits(self)) if n in self.printed)
        first = "一" if numeral[0] in "一二三四五六七八九十" else _FIRST.get(numeral[0], "1")
        return self.printed.replace(numeral, first, 1)


_FIRST = dict.fromkeys(_CIRCLED, "①") | {chr(ord("０") + digit): "１" for digit in range(10)}


def _printed_digits(label: Label) -> str:
    for char in label.printed:
        if char in _CIRCLED:
            return char
    found = re.search("[0-9０-９]+", label.printed)
    return found[0] if found else label.printed


def label_at(text: str, at: int = 0) -> Label | None:
    """The label that begins at a place of a text, if one does."""
    if not _BEGINS.match(text, at):
        return None
    for family, rank, pattern in _PATTERNS:
        found = pattern.match(text, at)
        if found is None:
            continue
        groups = found.groupdict()
        number = _WORDS[groups["w"]] if "w" in groups else _value(groups["n"])
        if number is not None:
            return Label(found[0], family, rank, number)
    return None


def _value(numeral: str) -> int | None:
    if numeral in _VALUES:
        return _VALUES[numeral]
    if numeral in _CIRCLED:
        return _CIRCLED.index(numeral) + 1
    digits = numeral.translate(_WIDE_DIGITS)
    return int(digits) if digits.isdigit() and int(digits) else None


def number_of(numeral: str) -> int | None:
    """What a numeral counts, 两 included: 十二, 12, 两."""
    return 2 if numeral == "两" else _value(numeral)
