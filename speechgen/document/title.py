"""A title broken into its printed lines, as GB/T 9704-2012, 7.3.1, asks.

Several lines in a row from an author stay as they are. One that is too long is read into words
(:mod:`title_parts`), priced where it may be broken (:mod:`title_cuts`), and broken where the price
and the look of all lines together are best (:mod:`title_lines`).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from speechgen.document.tree import Line, Run, plain

if TYPE_CHECKING:
    from speechgen.document.title_parts import Spans

_LONGEST: Final = 200  # characters; what is longer is no title, and stays one line
_REMEMBERED: Final = 4096  # titles; a batch repeats few, a preview the same one


def break_title(lines: Sequence[Line], width: int, shape: str) -> tuple[Line, ...]:
    """The lines to print, each at most ``width`` characters where the words allow it.

    ``shape`` is one of the layout's: ``long-over-short``, ``short-over-long``, ``diamond``,
    ``free``. An ASCII character counts half. Several ``lines`` are their author's, and stay. The
    lines joined are the title again, with every run's look and origin.
    """
    if len(lines) != 1:
        return tuple(lines)
    text = plain(lines[0])
    if len(text) <= width:
        return tuple(lines)
    breaks = find_breaks(_alike(text), width, shape, _values(lines[0]))
    edges = pairwise((0, *breaks, len(text)))
    return tuple(tuple(_between(lines[0], *edge)) for edge in edges) if breaks else tuple(lines)


def _alike(text: str) -> str:
    from speechgen.document.title_alike import alike  # most titles need no breaking

    return alike(text)


@lru_cache(_REMEMBERED)
def find_breaks(text: str, width: int, shape: str, values: "Spans" = ()) -> tuple[int, ...]:
    """The characters before which a title is broken; ``values`` are the spans of values in it."""
    from speechgen.document.title_cuts import find_cuts  # most titles need no breaking
    from speechgen.document.title_lines import choose_lines

    if len(text) > _LONGEST:
        return ()
    cuts = find_cuts(text, width, values)
    return choose_lines(cuts, 2 * width, shape) if cuts[-1].reach > 2 * width else ()


def _values(line: Line) -> "Spans":
    """The spans of what values put into the line."""
    spans, start = [], 0
    for run in line:
        end = start + len(run.text)
        if run.origin is not None:
            spans.append((start, end))
        start = end
    return tuple(spans)


def _between(line: Line, first: int, last: int) -> Iterator[Run]:
    """The runs from one character of the line up to another; a run on the edge is cut in two."""
    start = 0
    for run in line:
        text = run.text[max(first - start, 0) : max(last - start, 0)]
        if text:
            yield run if text == run.text else run._replace(text=text)
        start += len(run.text)
