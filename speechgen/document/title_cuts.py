"""Where a title may be broken, and at what price.

The rule is GB/T 9704-2012, 7.3.1: words stay whole (词意完整). Only where nothing else gives lines
that are short enough, a name, and at the worst a word, is broken.
"""

import re
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from speechgen.document.title_kinds import BRACKETED, NAME, NEVER, PLACE, QUOTED, price
from speechgen.document.title_parts import Spans, read_parts
from speechgen.document.title_spans import CLOSERS, OPENERS, Part, find_spans

# The last resort: breaks that the vocabulary forbids, dearest where they hurt most.
_BETWEEN: Final = 60
_IN_WORD: Final = 80
_INSIDE: Final = {
    NAME: 40,
    PLACE: 80,
    QUOTED: 100,
    BRACKETED: 100,
}
_FOUR: Final = 10  # what a break saves that leaves phrases of four characters, as slogans have
_SIGN: Final = (  # compiled when first used, which is rare
    f"[{re.escape(OPENERS)}]*(?:—+|…+|.)"
    f"[{re.escape(CLOSERS)}\\s，,、。.：:；;！!？?…的了\u0300-\u036f\u200d\ufe00-\ufe0f]*"
)


class Cut(NamedTuple):
    """A place to break at: before which character, how wide all is up to there, the price.

    Widths are in half characters (半角), so that they are whole numbers.
    """

    position: int
    reach: int
    price: int


def widths(text: str) -> list[int]:
    """How wide the text is up to each character, in half characters; ASCII is half as wide."""
    return list(accumulate((1 if sign < "\x80" else 2 for sign in text), initial=0))


def find_cuts(text: str, width: int, values: Spans) -> list[Cut]:
    """The places where a title may be broken, from its start to its end, both included."""
    parts = read_parts(text, width, values)
    reach = widths(text)
    cuts = [Cut(0, 0, 0)]
    for (_, end, left), (_, _, right) in pairwise(parts):
        if (cost := price(left, right)) < NEVER:
            cuts.append(Cut(end, reach[end], cost))
    cuts.append(Cut(len(text), reach[-1], 0))
    for before, after in pairwise(tuple(cuts)):
        if after.reach - before.reach > 2 * width:
            piece = text[before.position : after.position]
            places = _last_resort(piece, before.position, parts)
            cuts += [Cut(place, reach[place], cost) for place, cost in places.items()]
    return sorted(cuts)


def _last_resort(text: str, offset: int, parts: list[Part]) -> dict[int, int]:
    """Places in what ought to stay whole, with their prices; ``text`` stands at ``offset``.

    No line begins or ends with a sign that may not stand there; numbers and Latin stay whole.
    """
    whole = {place for start, end, _ in find_spans(text, 0) for place in range(start + 1, end)}
    places = {found.end() for found in re.finditer(_SIGN, text, re.DOTALL)} - whole - {len(text)}
    prices: dict[int, int] = {}
    for start, end, kind in parts:
        inside = _INSIDE.get(kind, _IN_WORD)
        for place in places & set(range(start - offset, end - offset)):
            four = _FOUR if (end - offset - place) % 4 == 0 else 0
            prices[offset + place] = _BETWEEN if place == start - offset else inside - four
    return prices
