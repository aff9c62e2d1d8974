"""What templates print of themselves, where it could be taken for holes.

The words of a ledger, a word from the data, a text written in a template: no value of the variant
stands behind them, so they are part of the shape. A character in them that could be taken for a
hole is printed through one, after the holes of the values.
"""

from collections.abc import Sequence

from speechgen.document.holes import MOST_VALUES, fill, has_hole, pieces, plane
from speechgen.expand.limits import LimitError
from speechgen.source.messages import say


class Constants:
    """The constants of one shape; ``values`` are those of the variant that it is built from."""

    __slots__ = ("added", "values")

    def __init__(self, values: Sequence[str]) -> None:
        self.values = values
        self.added: list[str] = []

    def put(self, text: str) -> str:
        """A text in which every hole is one of ours."""
        if not has_hole(text):
            return text
        return "".join(
            piece if index is None else self._hole(piece) for piece, index in pieces(text)
        )

    def fill(self, text: str) -> str:
        """A text with what stands behind its holes."""
        return fill(text, (*self.values, *self.added))

    def _hole(self, char: str) -> str:
        index = len(self.values) + len(self.added)
        if index >= MOST_VALUES:
            raise LimitError(say("more than {most} values are printed", most=MOST_VALUES))
        self.added.append(char)
        return chr(plane(char) + index)
