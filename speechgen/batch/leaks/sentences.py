"""The sentence that something stands in, short enough to be read in a report."""

import re

_LONGEST = 60
_ENDS = re.compile("[。！？；!?;\n]")
_CLOSERS = "”’」』）》)"


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of a text; of a long one what stands next to the stretch."""
    first = 0
    for found in _ENDS.finditer(text, max(0, start - _LONGEST), start):
        first = found.end()
    after = _ENDS.search(text, max(end - 1, start))
    last = after.end() if after else len(text)
    while text[last : last + 1] and text[last] in _CLOSERS:
        last += 1
    while text[first] in _CLOSERS and first < start:
        first += 1
    side = max(_LONGEST - (end - start), 0) // 2
    left, right = max(first, start - side), min(last, end + side)
    before, behind = "…" if left > first else "", "…" if right < last else ""
    return f"{before}{text[left:right].strip()}{behind}"
