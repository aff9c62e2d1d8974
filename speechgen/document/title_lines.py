"""Which of its cuts a title is broken at: what reads best and looks best.

GB/T 9704-2012, 7.3.1: lines symmetrical, of fitting length, in the shape of a trapezoid or a
diamond (排列对称，长短适宜，梯形或菱形). Every way to break is weighed: the prices of its cuts, the
length of each line, and the step from each line to the next.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from speechgen.document.title_cuts import Cut

# Prices, on the scale of :mod:`title_kinds`; lengths are in characters.
_EXTRA_LINE: Final = 7
_FULL_LINE: Final = 1
_SHORT_LINE: Final = 3  # for each character that a line has less than …
_SHORT: Final = 10  # half characters
_NO_STEP: Final = 2  # lines of one length, where a shape is wanted
_WRONG_STEP: Final = 2.5  # the shape upside down, and then …
_PER_WRONG: Final = 0.4  # … for each character
_LARGEST_STEP: Final = 6
_PER_LARGER: Final = 0.5
_PER_UNEVEN: Final = 0.3  # for each character, where lines should be of one length
_NO_WAY: Final = (math.inf, ())

_Way: TypeAlias = tuple[float, tuple[int, ...]]  # the price so far, the cuts taken


def choose_lines(cuts: Sequence[Cut], width: int, shape: str) -> tuple[int, ...]:
    """The characters before which the title is broken; ``width`` is in half characters."""
    needed = _lines_needed(cuts, width)
    fewest = needed[0]
    price, taken = min(_ways(cuts, width, needed, _steps(shape, fewest)))
    cheapest = sorted(cut.price for cut in cuts[1:-1])[:fewest]
    if sum(cheapest) + _EXTRA_LINE < price:  # one line more may be better
        more = min(_ways(cuts, width, needed, _steps(shape, fewest + 1)), default=_NO_WAY)
        taken = more[1] if more[0] + _EXTRA_LINE < price else taken
    return tuple(cuts[index].position for index in taken[:-1])


def _lines_needed(cuts: Sequence[Cut], width: int) -> list[int]:
    """How many lines, at the least, what follows each cut takes."""
    needed = [0] * len(cuts)
    furthest = len(cuts) - 1
    for index in range(len(cuts) - 2, -1, -1):
        while furthest > index + 1 and cuts[furthest].reach - cuts[index].reach > width:
            furthest -= 1
        needed[index] = 1 + needed[furthest]
    return needed


def _steps(shape: str, count: int) -> list[int]:
    """For each line but the last: 1 if it should be longer than the next, -1 if shorter."""
    if shape == "diamond" and count > 2:
        return [(line > count / 2) - (line < count / 2) for line in range(1, count)]
    return [{"short-over-long": -1, "free": 0}.get(shape, 1)] * (count - 1)


def _ways(
    cuts: Sequence[Cut], width: int, needed: Sequence[int], steps: Sequence[int]
) -> Iterable[_Way]:
    """The ways to break into one line more than there are steps: the best for each last line."""
    ways: dict[tuple[int, int], _Way] = {
        (0, cut): (cuts[cut].price + _line_price(cuts[cut].reach, width), (cut,))
        for cut in _line_ends(cuts, width, needed, 0, len(steps))
    }
    for left, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        longer: dict[tuple[int, int], _Way] = {}
        for (before, start), (so_far, taken) in ways.items():
            upper = cuts[start].reach - cuts[before].reach
            for end in _line_ends(cuts, width, needed, start, left):
                lower = cuts[end].reach - cuts[start].reach
                price = so_far + cuts[end].price + _line_price(lower, width)
                price += _step_price((upper - lower) / 2, step)
                if price < longer.get((start, end), _NO_WAY)[0]:
                    longer[start, end] = price, (*taken, end)
        ways = longer
    return ways.values()


def _line_ends(
    cuts: Sequence[Cut], width: int, needed: Sequence[int], start: int, left: int
) -> Iterator[int]:
    """The cuts where a line may end, so that ``left`` lines are enough for the rest."""
    for end in range(start + 1, len(cuts)):
        if cuts[end].reach - cuts[start].reach > width and end > start + 1:
            return
        if needed[end] <= left and (left == 0) == (end == len(cuts) - 1):
            yield end


def _line_price(length: int, width: int) -> float:
    if length < _SHORT:
        return (_SHORT - length) / 2 * _SHORT_LINE
    return _FULL_LINE if length >= width else 0.0


def _step_price(larger: float, step: int) -> float:
    """The price of a line that is so many characters ``larger`` than the next."""
    if step == 0:
        return abs(larger) * _PER_UNEVEN
    larger *= step
    if larger <= 0:
        return _WRONG_STEP - larger * _PER_WRONG if larger else _NO_STEP
    return max(0.0, larger - _LARGEST_STEP) * _PER_LARGER
