"""Number styles (序号): named by their first label, they print any other."""

from functools import lru_cache
from typing import NamedTuple

from speechgen.document.holes import has_hole

_DIGITS = "零一二三四五六七八九"
_SMALL_UNITS = ("", "十", "百", "千")
_BIG_UNITS = ("", "万", "亿")
LARGEST = 10**12 - 1  # the largest number that _BIG_UNITS can name

# The characters that print a number as one sign, from one upwards (Unicode 15, blocks 2460, 3250).
_SIGNS = {
    "①": "".join(
        map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)])
    ),
    "⑴": "".join(map(chr, range(0x2474, 0x2488))),
    "⒈": "".join(map(chr, range(0x2488, 0x249C))),
    "㈠": "".join(map(chr, range(0x3220, 0x322A))),
    "Ⅰ": "".join(map(chr, range(0x2160, 0x216C))),
}
_FIRST_NUMERALS = frozenset(("一", "1", "１", *_SIGNS))
_SERIES = {
    "首先": ("首先", "其次", "再次", "最后"),
    "一方面": ("一方面", "另一方面"),
}
_LABEL_MARKS = "，,、：:"
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两0123456789０１２３４５６７８９")
_MOST_LABEL = 12  # characters; a longer “label” is a sentence that somebody put in the wrong key


class NumberStyle(NamedTuple):
    """A number style (序号样式): the numeral, and what stands before and after it.

    ``first`` is the label of number one, by which authors name the style.
    """

    first: str
    before: str = ""
    numeral: str = ""
    after: str = ""
    words: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """The largest number that the style can print."""
        if self.words:
            return len(self.words)
        return len(_SIGNS[self.numeral]) if self.numeral in _SIGNS else LARGEST

    @property
    def signs(self) -> str:
        """The signs that its numbers are, if they are signs."""
        return _SIGNS.get(self.numeral, "")

    @property
    def worded(self) -> bool:
        """Whether its labels are words of the sentence (一是, 第一，首先，), set like a lead."""
        around = self.before + self.after
        return bool(self.words) or any(c.isalnum() and not c.isdecimal() for c in around)

    def label(self, number: int) -> str:
        """The label of ``number``; raises ``ValueError`` beyond ``most`` or below one."""
        if not self.first:
            return ""
        if not 1 <= number <= self.most:
            raise ValueError(number)
        if self.words:
            return self.words[number - 1] + self.after
        return self.before + _print(self.numeral, number) + self.after


NONE = NumberStyle("")


@lru_cache(maxsize=1024)
def parse_number_style(name: str) -> NumberStyle:
    """The style named by its first label: ``一、``, ``第一，``, ``一是``, ``首先，``, ``none``.

    Any label with one first numeral in it names a style. Raises ``ValueError`` for anything else.
    """
    if name in ("none", "无"):
        return NONE
    for first, words in _SERIES.items():
        if name.startswith(first) and name[len(first) :].strip(_LABEL_MARKS) == "":
            return NumberStyle(name, after=name[len(first) :], words=words)
    numerals = [character for character in name if character in _FIRST_NUMERALS]
    if len(numerals) != 1 or len(name) > _MOST_LABEL or has_hole(name):
        raise ValueError(name)
    before, after = name.split(numerals[0])
    if before[-1:] in _NUMERALS or after[:1] in _NUMERALS:  # 十一、 and 10. name no first label
        raise ValueError(name)
    return NumberStyle(name, before, numerals[0], after)


def hanzi(number: int) -> str:
    """A whole number in Chinese numerals as ordinals use them: 2 二, 12 十二, 110 一百一十.

    Raises ``ValueError`` below zero or above ``LARGEST``.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if number == 0:
        return "零"
    text = _hanzi_groups(number)
    return text[1:] if text.startswith("一十") else text


def counted(number: int) -> str:
    """A whole number as it counts things: 2 两, 12 十二, 2000 两千; else as :func:`hanzi`."""
    text = hanzi(number)
    return "两" + text[1:] if text == "二" or text.startswith(("二千", "二万", "二亿")) else text


def _hanzi_groups(number: int) -> str:
    groups = [number // 10000**power % 10000 for power in range(len(_BIG_UNITS))]
    text = ""
    for power in reversed(range(len(groups))):
        group = groups[power]
        if group:
            gap = "零" if text and (group < 1000 or groups[power + 1] == 0) else ""
            text += gap + _hanzi_group(group) + _BIG_UNITS[power]
    return text


def _hanzi_group(number: int) -> str:
    text, gap = "", False
    for power in reversed(range(4)):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _SMALL_UNITS[power]
        gap = digit == 0
    return text


def _print(numeral: str, number: int) -> str:
    if numeral == "一":
        return hanzi(number)
    if numeral == "1":
        return str(number)
    if numeral == "１":
        return str(number).translate({ord("0") + d: ord("０") + d for d in range(10)})
    return _SIGNS[numeral][number - 1]
