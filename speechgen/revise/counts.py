"""Announced numbers: 五个方面的意见, 以下三项工作; computed where they agree with what follows."""

import re

from speechgen.document.numbers import counted, hanzi
from speechgen.revise.draft import Counted
from speechgen.revise.labels import number_of
from speechgen.revise.sentences import sentences

_NUMERAL = "[一二两三四五六七八九十]{1,3}|[0-9]{1,2}"
_ANNOUNCED = re.compile(
    rf"(?<![第一二三四五六七八九十0-9])(?P<n>{_NUMERAL})(?=个?方面|个|点|条|项|大|种|类|样|件|句|笔|道|段|层|桩|患|弊|关|场|步|招|不|多|少|忌|字|法)"
)
# “四带头、四不准”: a name that says its number twice; computed, the two would come to differ.
_TWICE = re.compile(r"“[^“”]*(?P<n>[二三四五六七八九十])[^“”]*(?P=n)[^“”]*”")
_SPOKEN = re.compile(
    r"(?:我|就|只|再|先|今天|主要|重点|给大家|和大家|围绕).{0,40}?"
    r"(?:讲|谈|强调|提|说|明确|安排|部署|汇报|通报|交流|分享|抓好|做到).{0,24}?"
    rf"(?:{_NUMERAL}|几)(?:个?方面|点|个|条|项|件|句|层)"
)
_LIST = re.compile(
    r"以下|如下|下面|下列|要求|方面|问题|表现|分为|做到|抓好|注意|把握|就是|归纳|概括|活动"
)


def announced(text: str) -> int | None:
    """The number that the last sentence of a text announces, if it does."""
    last = (sentences(text)[-1:] or [""])[0]
    found = list(_ANNOUNCED.finditer(last))
    lists = _LIST.search(last) or last.endswith(("：", ":"))
    return number_of(found[-1]["n"]) if found and lists else None


def count_in(text: str, many: int, name: str) -> Counted | None:
    """A text whose last sentence names the number of what follows, as one that computes it."""
    pieces = sentences(text)
    before = "".join(pieces[:-1])
    last = _TWICE.sub(lambda name: "“" * len(name[0]), pieces[-1] if pieces else "")
    for found in reversed(list(_ANNOUNCED.finditer(last))):
        expression = _expression(found["n"], many, name)
        if expression:
            start, end = len(before) + found.start(), len(before) + found.end()
            return Counted(text[:start], expression, text[end:])
    return None


def _expression(numeral: str, many: int, name: str) -> str | None:
    if number_of(numeral) != many:
        return None
    if numeral == counted(many):
        return f"{name} | count | cn"
    return f"{name} | count | ordinal" if numeral == hanzi(many) else f"{name} | count"


def announcement(texts: list[str]) -> tuple[int, str]:
    """The sentence that announces the sections: in which text it stands, and the sentence."""
    for index in range(len(texts) - 1, -1, -1):
        for sentence in reversed(sentences(texts[index])):
            if _SPOKEN.search(sentence):
                return index, sentence
    return -1, ""
