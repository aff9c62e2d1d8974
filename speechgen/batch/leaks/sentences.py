"""The sentence that something stands in, short enough to be read in a report."""

import re

_LONGEST = 60
_FAR = 1000  # characters; what goes on longer without an end mark is no sentence
_ENDS = re.compile("[。！？；!?;\n]")
_CLOSERS = "”’」』）》)"


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch of a text begins and ends, its end mark included."""
    first = max(0, start - _FAR)
    first = max((found.end() for found in _ENDS.finditer(text, first, start)), default=first)
    while first < start and text[first] in _CLOSERS:
        first += 1
    far = min(len(text), end + _FAR)
    after = _ENDS.search(text, max(end - 1, start), far)
    last = after.end() if after else far
    while last < len(text) and text[last] in _CLOSERS:
        last += 1
    return first, last


def excerpt(text: str, start: int, end: int) -> str:
    """The sentence around a stretch; of a long one what stands next to the stretch."""
    first, last = sentence_span(text, start, end)
    left = max(first, start - max(_LONGEST - (end - start), 0) // 2)
    right = max(min(last, left + _LONGEST), end)
    left = max(first, min(left, right - _LONGEST))
    before, behind = "…" if left > first else "", "…" if right < last else ""
    return f"{before}{text[left:right].strip()}{behind}"
