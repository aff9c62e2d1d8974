"""What a title must never be broken in, whatever the words: titles in 《》, numbers, Latin words.

GB/T 9704-2012, 7.3.1, asks that words stay whole where a title goes on in a second line.
"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from speechgen.document.title_kinds import BRACKETED, LATIN, LEADING, NAME, NUMBER, QUOTED, Kind

Part: TypeAlias = tuple[int, int, Kind]  # from a character up to another, and what it is

OPENERS: Final = "《〈“‘「『〔（(【［[｛{"
CLOSERS: Final = "》〉”’」』〕）)】］]｝}"
_EXPLAINING: Final = "（(【［[｛{"

_DIGIT = "[0-9０-９×*＊]"
_NUMERAL = "[零〇一二三四五六七八九十百千万两双几数×*＊]"
_LETTER = "[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff]"  # not × and ÷
_UNIT = (  # but 三大 in 三大会议, 五项 in 五项目, 百人 in 百人才 are none
    "万?亿?(?:周年|年度|年(?!会|鉴)|月份|月|日|天|小时|号|届|次|批|个|名(?!单)|项(?!目)|条(?!例)|家(?!庭)"
    "|户|人(?![才大民])|位|件|元|公里|里|米|亩|公顷|吨|度|季度|期|级|轮|阶段|大(?!会)|讲|场|周|章|节|点"
    "|线|类|岁|张|[%％‰℃]|(?<=[万亿]))"
)
_FIGURE = (  # possessive, so that no reading is tried twice; the 5 of 5G is none
    f"[0-9０-９]{_DIGIT}*+(?:[.．,:：/·~～—–-]{_DIGIT}++)*+(?!{_LETTER})[多余]?(?:{_UNIT})?"
)


def _bracketed(opener: str, closer: str) -> str:
    """A pattern of a bracketed text; the same brackets may stand in it once more."""
    o, c = re.escape(opener), re.escape(closer)
    return f"{o}(?:[^{o}{c}]|{o}[^{o}{c}]*{c})*{c}"


_PAIRS = [_bracketed(*pair) for pair in zip(OPENERS, CLOSERS, strict=True)]
_SPAN: Final = re.compile(
    f"(?P<bracket>{'|'.join(_PAIRS)})"
    f"|(?P<ordinal>第?(?:{_DIGIT}|{_NUMERAL})+[次届批期轮])"
    f"|(?P<latin>{_DIGIT}*{_LETTER}(?:{_LETTER}|{_DIGIT})*)"
    f"|(?P<number>第?(?:{_FIGURE})+|第{_NUMERAL}+(?:{_UNIT})?|(?:{_NUMERAL}+[多余]?{_UNIT})+)"
)
_KINDS: Final = {"ordinal": LEADING, "latin": LATIN, "number": NUMBER}

# A place (云溪县, 和平镇): a few hanzi and a suffix, where a name is likely to begin; but in
# 云溪县委 the 县 belongs to 委.
_SUFFIX = "省市县区州盟旗镇乡村"
_PLACE: Final = re.compile(
    "(?:^|(?<=[在于向对、，年届日 \u3000])|(?<=中共)|(?<=共产党))"
    f"[^\\W{_SUFFIX}的在与及]{{1,4}}?(?:自治[县州区旗]|[{_SUFFIX}]|街道|开发区|新区)"
    "(?![委直级]|党委|党工委|纪委|政府|人民政府|人大|政协|机关)"
)


def find_spans(text: str, most: int) -> Iterator[Part]:
    """Brackets with what is in them, numbers with their units, and Latin words.

    A bracketed text of more than ``most`` characters cannot stay whole: it is passed over, and
    what is in it is looked at.
    """
    start = 0
    while found := _SPAN.search(text, start):
        first, start = found.span()
        kind = _KINDS.get(found.lastgroup or "")
        if kind is None and start - first > most:
            start = first + 1
            continue
        yield first, start, kind or (BRACKETED if text[first] in _EXPLAINING else QUOTED)


def find_places(text: str) -> Iterator[Part]:
    """What looks like a place with its suffix; only a guess, which known words may overrule."""
    for found in _PLACE.finditer(text):
        yield *found.span(), NAME
