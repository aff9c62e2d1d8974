"""Strong text around nothing: ``**{{ name }}**`` where the name is empty prints nothing.

Once printed, the two ``**`` could have been typed so. Therefore an edge is put where a ``**`` and
a tag meet when a text is parsed; what stands between two edges and no more is nothing.
"""

import re

from speechgen.expand.markdown import strong_spans

EDGE = "\x1a"  # no text and no value can hold it
_STARS = "**"
_AROUND_NOTHING = re.compile(rf"\*\*{EDGE}+\*\*")


def with_edges(data: str, after_tag: bool = True, before_tag: bool = True) -> str:
    """What is typed between two tags, with an edge to each of them where ``**`` meets it."""
    first = EDGE if after_tag and data.startswith(_STARS) else ""
    last = EDGE if before_tag and data.endswith(_STARS) else ""
    return f"{first}{data}{last}" if first or last else data


def without_empty_strong(text: str) -> str:
    """A printed text without edges, and without strong text around nothing."""
    if EDGE not in text:
        return text
    return "\n".join(map(_without, text.split("\n"))).replace(EDGE, "")


def _without(line: str) -> str:
    if EDGE not in line:
        return line
    pairs = strong_spans(line).pairs
    marks = {*pairs, *pairs.values()}

    def nothing(found: re.Match[str]) -> str:
        return "" if {found.start(), found.end() - len(_STARS)} <= marks else found[0]

    return _AROUND_NOTHING.sub(nothing, line)
