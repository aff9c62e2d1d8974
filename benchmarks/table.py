"""Plain tables and goal lines for the terminal."""

from collections.abc import Sequence
from typing import NamedTuple


class Goal(NamedTuple):
    """A goal and what was reached; ``at_least`` tells which side of the limit is good."""

    what: str
    reached: float
    limit: float
    at_least: bool

    @property
    def met(self) -> bool:
        return self.reached >= self.limit if self.at_least else self.reached <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.at_least else "at most"
        verdict = "met" if self.met else "NOT MET"
        return f"goal {verdict}: {self.what} {self.reached:.2f} × ({bound} {self.limit:g} ×)"


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    cells = [[_cell(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    print(f"\n{title}")
    for row in cells:
        first, *others = row
        right = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  " + "  ".join((first.ljust(widths[0]), *right)).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
