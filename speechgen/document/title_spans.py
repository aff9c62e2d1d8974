"""What a title must never be broken in, whatever the words: titles in 《》, numbers, Latin words.

GB/T 9704-2012, 7.3.1, asks that words stay whole where a title goes on in a second line.
"""

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Final, TypeAlias

from speechgen.document.title_kinds import BRACKETED, LATIN, LEADING, NAME, NUMBER, QUOTED, Kind

Part: TypeAlias = tuple[int, int, Kind]  # from a character up to another, and what it is

OPENERS: Final = "《〈“‘「『〔（(【［[｛{"
CLOSERS: Final = "》〉”’」』〕）)】］]｝}"
_CLOSER_OF: Final = dict(zip(OPENERS, CLOSERS, strict=True))
_EXPLAINING: Final = "（(【［[｛{"

# A title is read as signs, one for each character: an ASCII sign for each class of characters that
# figures and words are made of, all other characters for themselves. Python takes milliseconds to
# compile a pattern with a few classes of characters beyond ASCII.
_CLASSES: Final = {
    "(": OPENERS,
    "0": "0123456789０１２３４５６７８９",
    "*": "×*＊",  # a masked figure
    "a": "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))),  # Ａ-Ｚ, ａ-ｚ
    "n": "零〇一二三四五六七八九十百千两双几数",
    "w": "万",  # a numeral too
    "t": "次届批期轮",  # after a figure: which time it is
    ".": ".．,:：/·~～—–-",  # between figures
    "%": "%％‰℃",
}
_SIGNS: Final = {ord(char): sign for sign, every in _CLASSES.items() for char in every}
_LETTERS: Final = (  # "a" for each letter below U+2000: Latin, Greek, Cyrillic and so on
    "".join(map(chr, range(0xC0))).translate(dict.fromkeys(map(ord, ascii_letters), "a"))
    + ("a" * 23 + "×" + "a" * 31 + "÷").ljust(0x2000 - 0xC0, "a")
)
_IN_SPANS: Final = frozenset("(0*nwa")  # no span without one of these
_DIGITS, _NUMERALS = "[0*]", "[nw*]"
_UNIT: Final = (  # but 三大 in 三大会议, 五项 in 五项目, 百人 in 百人才 are none
    "w?亿?(?:周年|年度|年(?!会|鉴)|月份|月|日|天|小时|号|t|个|名(?!单)|项(?!目)|条(?!例)|家(?!庭)"
    "|户|人(?!才)(?!大)(?!民)|位|件|元|公里|里|米|亩|公顷|吨|度|季度|级|阶段|大(?!会)|讲|场|周|章|节"
    "|点|线|类|岁|张|%|(?<=w)|(?<=亿))"
)
_FIGURE: Final = (  # possessive, so that no reading is tried twice; the 5 of 5G is none
    f"0{_DIGITS}*+(?:[.]{_DIGITS}++)*+(?!a)[多余]?(?:{_UNIT})?"
)
# What stays whole; of a bracketed text only where it begins. Compiled for the first title that has
# any of these.
_SPAN: Final = (
    "(?P<bracket>[(])"
    "|(?P<ordinal>第?[0nw*]+t)"
    f"|(?P<latin>{_DIGITS}*a[a0*]*)"
    f"|(?P<number>第?(?:{_FIGURE})+|第{_NUMERALS}+(?:{_UNIT})?|(?:{_NUMERALS}+[多余]?{_UNIT})+)"
)
_KINDS: Final = {"ordinal": LEADING, "latin": LATIN, "number": NUMBER}

# A place (云溪县, 和平镇): a few hanzi and a suffix, where a name is likely to begin; but in
# 云溪县委 the 县 belongs to 委.
_BEFORE: Final = (*"在于向对、，年届日 \u3000", "中共", "共产党")
_LAST_BEFORE: Final = frozenset(word[-1] for word in _BEFORE)
_LEVELS: Final = "省市县区州盟旗镇乡村"
_NOT_IN_NAME: Final = frozenset(_LEVELS + "的在与及")
_LONGEST_NAME: Final = 4
_SUFFIXES: Final = {  # by their first characters
    **{level: (level,) for level in _LEVELS},
    "自": ("自治县", "自治州", "自治区", "自治旗"),
    "街": ("街道",),
    "开": ("开发区",),
    "新": ("新区",),
}
_OF_ORGANS: Final = (
    *"委直级",
    "党委",
    "党工委",
    "纪委",
    "政府",
    "人民政府",
    "人大",
    "政协",
    "机关",
)
# Every character that the rules of titles name, here and in :mod:`title_cuts`.
RULED: Final = frozenset().union(
    *_CLASSES.values(),
    _SPAN,
    *_BEFORE,
    _NOT_IN_NAME,
    *_OF_ORGANS,
    *sum(_SUFFIXES.values(), ()),
    "的了",
)


def find_spans(text: str, most: int) -> Iterator[Part]:
    """Brackets with what is in them, numbers with their units, and Latin words.

    A bracketed text of more than ``most`` characters cannot stay whole: it is passed over, and
    what is in it is looked at.
    """
    signs = text.translate(_LETTERS).translate(_SIGNS)
    if _IN_SPANS.isdisjoint(signs):
        return
    start, pattern = 0, re.compile(_SPAN)
    while found := pattern.search(signs, start):
        first, start = found.span()
        if found.lastgroup != "bracket":
            yield first, start, _KINDS[found.lastgroup or ""]
        elif start < (end := _bracket_end(text, first)) <= first + most:
            yield first, end, BRACKETED if text[first] in _EXPLAINING else QUOTED
            start = end


def _bracket_end(text: str, start: int) -> int:
    """Where a bracketed text ends, 0 if it does not; the same may stand in it once more."""
    opener, closer, end = text[start], _CLOSER_OF[text[start]], start
    while end := text.find(closer, end) + 1:
        depth = text.count(opener, start, end) - text.count(closer, start, end)
        if depth != 1:
            return 0 if depth else end
    return 0


def find_places(text: str) -> Iterator[Part]:
    """What looks like a place with its suffix; only a guess, which known words may overrule."""
    past = 0
    for start in [0, *(place for place, sign in enumerate(text, 1) if sign in _LAST_BEFORE)]:
        if start >= past and (start == 0 or text.endswith(_BEFORE, 0, start)):
            past = _place_end(text, start)
            if past:
                yield start, past, NAME


def _place_end(text: str, start: int) -> int:
    """Where a place ends that begins here, 0 if none does; the shortest name is taken."""
    for name_end in range(start + 1, min(start + _LONGEST_NAME + 1, len(text))):
        last = text[name_end - 1]
        if last in _NOT_IN_NAME or not last.isalnum():
            return 0
        for suffix in _SUFFIXES.get(text[name_end], ()):
            end = name_end + len(suffix)
            if text.startswith(suffix, name_end) and not text.startswith(_OF_ORGANS, end):
                return end
    return 0
