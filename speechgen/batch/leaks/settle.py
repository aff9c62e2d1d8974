"""What of a line's identity values is a leak: exact, and called only for lines under suspicion."""

from collections.abc import Collection, Iterable

from speechgen.batch.leaks.matcher import Match
from speechgen.batch.leaks.names import own_names, short_form


class Own:
    """What a row may say: what its cells say, and what the outline mentions on purpose.

    ``cells`` are its cells to the letter; ``names`` vouch for all that stands inside them: its
    ``identity``, the names that its cells give, short forms of places, and the texts mentioned.
    """

    def __init__(
        self, cells: Collection[str], identity: Iterable[str], mentions: Iterable[str]
    ) -> None:
        self.cells = frozenset(cells)
        names = own_names(cells).union(identity)
        names.update([short for name in names if (short := short_form(name))])
        self._mentions = tuple(mentions)
        self.names = frozenset(names.union(self._mentions))

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of a text is the row's own, or lies in a name of its own."""
        word = text[start:end]
        if word in self.cells or word in self.names:
            return True
        return lies_inside(text, start, end, self.names)

    def mentions(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch lies in a text that the outline mentions on purpose."""
        return lies_inside(text, start, end, self._mentions)


def lies_inside(text: str, start: int, end: int, names: Iterable[str]) -> bool:
    """Whether a stretch of a text lies in one of the names, where that stands there."""
    word = text[start:end]
    return any(
        word in name and text.find(name, max(0, end - len(name)), start + len(name)) >= 0
        for name in names
    )


def leaking(text: str, found: Iterable[Match], own: Own) -> list[Match]:
    """The values of other rows in a text, in reading order; of those that overlap the longest."""
    foreign = [match for match in found if not own.covers(text, match.start, match.end)]
    taken, left = bytearray(len(text)), list[Match]()
    for match in sorted(foreign, key=lambda m: (m.start - m.end, m.start, m.pattern)):
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
            left.append(match)
    return sorted(left)
