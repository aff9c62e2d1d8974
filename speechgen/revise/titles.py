"""A title that was broken as ours are is one text again: it will be broken so by itself."""

from itertools import pairwise

from speechgen.document.title import find_breaks
from speechgen.layout.model import Layout

_MOST_LINES = 4


def join_title(lines: list[str], layout: Layout) -> list[str]:
    """The title as one text where the layout breaks it just so, else its lines as they were."""
    if not 1 < len(lines) <= _MOST_LINES:
        return lines
    text = "".join(lines)
    breaks = find_breaks(text, layout.title.width, layout.title.shape)
    edges = pairwise((0, *breaks, len(text)))
    return [text] if [text[start:end] for start, end in edges] == lines else lines
