"""Rows in columns, aligned by the width that a terminal gives each character."""

from collections.abc import Iterable

from speechgen.cli.show import width_of

_MOST = 28  # columns of a terminal; a longer cell pushes the rest of its row on


def table(rows: Iterable[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """The lines of a table; columns that are empty in every row are left out."""
    found = [tuple(map(visible, row)) for row in rows]
    used = [
        number for number in range(len(found[0]) if found else 0) if any(r[number] for r in found)
    ]
    widths = {n: min(max(width_of(row[n]) for row in found), _MOST) for n in used}
    lines = []
    for row in found:
        cells = [row[n] + " " * max(widths[n] - width_of(row[n]), 0) for n in used]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def wrapped(words: Iterable[str], width: int, indent: str) -> list[str]:
    """Words in lines of at most that width."""
    lines: list[str] = []
    for word in map(visible, words):
        if lines and width_of(lines[-1]) + width_of(word) + 1 <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{indent}{word}")
    return lines


def visible(text: str) -> str:
    """A text without what a library could move the cursor with."""
    return "".join(
        char if char.isprintable() or char == "\u3000" else " " if char.isspace() else "\ufffd"
        for char in text
    )
