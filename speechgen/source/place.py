"""Where in which file something stands."""

from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of one line of a file; lines and columns count from 1, columns in characters.

    Line 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        """``outline.yaml:6:33``, the form editors jump to."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"
