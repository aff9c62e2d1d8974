"""Places that came apart, because parts stand in another order here and there, become one again.

Where one speech has flood, drought and another drought, fire, the order of flood and fire is
anybody's; only what stands in one speech has an order.
"""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import combinations, pairwise
from typing import TypeAlias

from speechgen.revise.variants.align import Column
from speechgen.revise.variants.parts import likeness

# Places of one body among which this is tried; each pair of them may cost a look at all.
_MOST_PLACES = 60

_Steps: TypeAlias = set[tuple[int, int]]  # which place follows which in a speech


def gather(columns: list[Column]) -> list[Column]:
    """The places, those that are alike and share no speech made one where no speech's order is
    against it; in an order that is that of every speech.
    """
    if len(columns) > _MOST_PLACES:
        return columns
    places = dict(enumerate(columns))
    steps = _steps(columns)
    order: list[int] | None = list(places)
    for one, other in combinations(range(len(columns)), 2):
        if one not in places or other not in places or not _go_together(places[one], places[other]):
            continue
        joined = {(one if a == other else a, one if b == other else b) for a, b in steps}
        found = _order(places.keys() - {other}, joined)
        if found is not None:
            places[one] |= places.pop(other)
            order, steps = found, joined
    return [places[place] for place in order or ()]


def _go_together(one: Column, other: Column) -> bool:
    """Whether the parts of two places could stand in one."""
    if one.keys() & other.keys():
        return False
    return likeness(next(iter(one.values())), next(iter(other.values()))) > 0


def _steps(columns: list[Column]) -> _Steps:
    sequences: dict[int, list[int]] = {}
    for place, column in enumerate(columns):
        for number in column:
            sequences.setdefault(number, []).append(place)
    return {step for sequence in sequences.values() for step in pairwise(sequence)}


def _order(places: Iterable[int], steps: _Steps) -> list[int] | None:
    """The order of the places, the one that they have where steps allow it; ``None`` where the
    steps contradict each other.
    """
    sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(places, ()))
    for before, after in steps:
        sorter.add(after, before)
    try:
        sorter.prepare()
    except CycleError:
        return None
    found: list[int] = []
    ready: list[int] = []
    while sorter.is_active():
        for place in sorter.get_ready():
            heappush(ready, place)
        found.append(heappop(ready))
        sorter.done(found[-1])
    return found
