"""Sentences: where they end, and the first one of a text as its head."""

import re

ENDS = "。！？!?"
_OPENERS, _CLOSERS = "“‘《（(〈【「", "”’》）)〉】」"
_STOP = re.compile(f"[{ENDS}…；;]|[{_OPENERS}{_CLOSERS}]")
LONGEST_HEAD = 60  # characters; the longest in 162 heads of nine speeches has 45


def sentence_end(text: str, start: int = 0, ends: str = ENDS) -> int:
    """Just after the first sentence that ends outside of quotation marks and brackets, else -1."""
    depth = 0
    for found in _STOP.finditer(text, start):
        sign = found[0]
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif not depth and sign in ends:
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
    bare = text.rstrip(ENDS + "：:，,；; ”")
    start = max((bare.rfind(end) for end in ENDS), default=-1)
    return text[start + 1 :]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; closing quotation marks are looked through."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bare[-1:] in (*ENDS, "；", ";", "：", ":", "…", "，", ",", "、") and bool(bare)
