"""Level words (我省, 我市, 我县 …): what a speaker calls the place that he speaks for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from speechgen.outline.model import Outline

LEVELS = ("省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "村", "街道")
SELF = "我"
LEVEL_STARTS = frozenset(level[0] for level in LEVELS)
VARIABLES = ("level", "级别")

# What 我 and the syllable after it are when the two do not belong together: 我 + 市场, 我 + 省心.
# In brackets what makes it a level word again: 我市 + 值得, 我省 + 事业.
_NOT_BEFORE = {
    "省": "心|钱|略|察|悟|思|却|俭|吃|时省|下[来了的]|力(?![争推促保])|事(?![业故项])"
    "|去(?![年冬春夏秋])|得(?![到以分益票知天])|视(?![频觉力察])",
    "市": "场|侩|值(?![得此班])|价(?!格)",
    "区": "隔|间|域|块链|别(?!具)|分(?![管为一二两三四五六级批类局片布步])"
    "|区(?!委|政府|级|直|里|纪|人大|政协)",
    "镇": "定|静|守|压|痛",
    "乡": "亲|愁|音|情|间|下|土(?!地)",
    "盟": "友|誓|国|主|军|约",
    "旗": "帜|舰|号|袍|下(?!辖)",
}
_WORD = (  # compiled when first used: 3 ms
    "(?<![忘敌你无唯])我(?:"
    + "|".join(f"{level}(?!{_NOT_BEFORE.get(level, '$^')})" for level in LEVELS)
    + ")"
)
_LIKE = re.compile(f"{SELF}({'|'.join(LEVELS)})")
_SINCE = re.compile("[^，。；！？]{0,20}?(?:以来|起|后)")
_LEVEL = re.compile("(?:.*[^社]|)(省|市|县|区|州|盟|旗|镇|乡|村|街道)(?:办事处|办|级)?")


class LevelWord(NamedTuple):
    """A level word in a text."""

    start: int
    end: int
    level: str


def level_words(text: str) -> Iterator[LevelWord]:
    """Every level word of a text. 自我 is a word unless 自 means since (自我县启动以来)."""
    for found in re.finditer(_WORD, text):
        since = text[found.start() - 1 : found.start()] == "自"
        if not since or _SINCE.match(text, found.end()):
            yield LevelWord(found.start(), found.end(), found[0][1:])


def level_like(text: str) -> list[LevelWord]:
    """All that looks like a level word, before the words around it are known."""
    if SELF not in text:
        return []
    return [LevelWord(found.start(), found.end(), found[1]) for found in _LIKE.finditer(text)]


def level_of(declared: str) -> str:
    """The syllable that a level is called by: 市 for 县级市, 县 for 自治县; empty if unknown."""
    found = _LEVEL.fullmatch(declared.strip())
    return found[1] if found else ""


def level_variable(outline: Outline, named: str = "") -> str:
    """The variable that holds a row's level: the one named, else ``level`` or 级别 if declared."""
    if named:
        return named
    declared = {variable.name.text for variable in outline.vars}
    declared |= {need.name.text for need in outline.required}
    return next((name for name in VARIABLES if name in declared), "")
