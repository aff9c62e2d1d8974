"""Parts of several speeches side by side: what stands in the same place of each."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeAlias

from speechgen.revise.variants.parts import Aligned, likeness

# Parts between two that are the same which are compared each with each; where there are more,
# these stay apart. 40,000 take about a second.
_MOST_COMPARED = 40_000

Column: TypeAlias = dict[int, Aligned]
"""What stands in one place: the part of each speech, by its number, that has one there."""


def align(bodies: dict[int, list[Aligned]], apart: frozenset[int] = frozenset()) -> list[Column]:
    """The places of bodies, in an order that is that of each; speeches ``apart`` share none."""
    columns: list[Column] = []
    for number, parts in bodies.items():
        pairs = [] if number in apart else _pairs([_shown(c, apart) for c in columns], parts)
        columns = _joined(columns, number, parts, pairs)
    return columns


def _shown(column: Column, apart: frozenset[int]) -> Aligned | None:
    """The part that a place is known by, the one that was put there last."""
    numbers = [number for number in column if number not in apart]
    return column[numbers[-1]] if numbers else None


def _joined(
    columns: list[Column], number: int, parts: list[Aligned], pairs: list[tuple[int, int]]
) -> list[Column]:
    """The places with one more speech in them; what has no place in common stands behind."""
    found: list[Column] = []
    column = part = 0
    for at, of in [*pairs, (len(columns), len(parts))]:
        found += columns[column:at]
        found += ({number: parts[index]} for index in range(part, of))
        if at < len(columns):
            found.append(columns[at] | {number: parts[of]})
        column, part = at + 1, of + 1
    return found


def _pairs(columns: Sequence[Aligned | None], parts: list[Aligned]) -> list[tuple[int, int]]:
    """Which part goes to which place, both in order: first those that are the same, and stand
    but once on either side, then between these the most alike.
    """
    keys = [(c.shape, c.key) if c else None for c in columns]
    anchors = in_order_once(keys, [(part.shape, part.key) for part in parts])
    found: list[tuple[int, int]] = []
    column = part = 0
    for at, of in [*anchors, (len(columns), len(parts))]:
        between = _most_alike(columns[column:at], parts[part:of])
        found += ((column + i, part + j) for i, j in between)
        if at < len(columns):
            found.append((at, of))
        column, part = at + 1, of + 1
    return found


def in_order_once(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest run, in order on both sides, of what stands once on either (patience diff)."""
    counts, others = Counter(one), Counter(other)
    places = {key: index for index, key in enumerate(other) if others[key] == 1}
    pairs = [(i, places[k]) for i, k in enumerate(one) if k and counts[k] == 1 and k in places]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of some pairs whose second numbers rise too."""
    ends: list[int] = []  # the least second number that a run of this length ends with
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [index]
    found: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _most_alike(columns: Sequence[Aligned | None], parts: list[Aligned]) -> list[tuple[int, int]]:
    """The pairs, in order, whose likeness sums up to the most (Needleman and Wunsch, 1970)."""
    if not columns or not parts or len(columns) * len(parts) > _MOST_COMPARED:
        return []
    alike = [[likeness(c, part) if c else 0.0 for part in parts] for c in columns]
    best = [[0.0] * (len(parts) + 1) for _ in range(len(columns) + 1)]
    for i in range(len(columns) - 1, -1, -1):
        for j in range(len(parts) - 1, -1, -1):
            apart = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(apart, best[i + 1][j + 1] + alike[i][j])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(columns) and j < len(parts):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
