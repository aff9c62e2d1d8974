"""Sentences: where they end, and the first one of a text as its head."""

import re

ENDS = "。！？!?"
_OPENERS, _CLOSERS = "“‘《（(〈【「", "”’》）)〉】」"
# A half-width full stop ends a sentence behind a hanzi; behind a digit or a letter it is a point.
HALF_STOP = r"(?<=[\u4e00-\u9fff”’）)》])\.(?![.A-Za-z0-9])"
_STOP = re.compile(f"[{ENDS}]|[{_OPENERS}{_CLOSERS}]|{HALF_STOP}")
_FULL_STOP = re.compile(f"。|{HALF_STOP}")
LONGEST_HEAD = 60  # characters; the longest in 162 heads of nine speeches has 45


def sentence_end(text: str, start: int = 0) -> int:
    """Just after the first sentence that ends outside of quotation marks and brackets, else -1."""
    depth = 0
    for found in _STOP.finditer(text, start):
        sign = found[0]
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif not depth:
            return found.end()
    return -1


def sentences(text: str) -> list[str]:
    """The sentences of a text; together they are the text."""
    found, start = [], 0
    while start < len(text):
        end = sentence_end(text, start)
        end = len(text) if end < 0 else end
        found.append(text[start:end])
        start = end
    return found


def last_sentence(text: str) -> str:
    """The last sentence of a text, found from its end: quotation marks are not looked at."""
    bare = text.rstrip(ENDS + "：:，,；;. ”")
    start = max(bare.rfind(end) for end in ENDS)
    point = bare.rfind(".")
    return text[max(start, point if has_stop(bare[point - 1 :]) else -1) + 1 :]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; closing quotation marks are looked through."""
    bare = text.rstrip().rstrip(_CLOSERS)
    marked = bare[-1:] in (*ENDS, "；", ";", "：", ":", "…", "，", ",", "、") and bool(bare)
    return marked or has_stop(bare[-2:])


def has_stop(text: str) -> bool:
    """Whether a full stop stands in a text."""
    return _FULL_STOP.search(text) is not None
