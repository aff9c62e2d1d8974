"""Outline files carried over to their library as it is now: what `library migrate` does."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from speechgen.librarian.migrations.apply import Migrated, migrate_outline
from speechgen.librarian.named import open_named
from speechgen.library.library import Library
from speechgen.outline.load import read_outline
from speechgen.settings.load import find_settings
from speechgen.source.diagnostic import Report
from speechgen.source.edit import write_edited
from speechgen.source.files import read_text
from speechgen.source.record import Record
from speechgen.speech import library_of

_AROUND = 2  # lines of a difference that are shown around each change


class Carried(Record):
    """One outline file: what it was, and what it becomes."""

    file: str
    old: str
    migrated: Migrated

    @property
    def changed(self) -> bool:
        """Whether the file is to be written."""
        return self.migrated.text != self.old

    def difference(self) -> Iterator[str]:
        """The changed lines with those around them, as `diff -u` shows them."""
        sides = self.old.splitlines(), self.migrated.text.splitlines()
        yield from unified_diff(*sides, self.file, self.file, n=_AROUND, lineterm="")

    def write(self) -> None:
        """Write the file, whole or not at all; raises what :func:`write_whole` raises."""
        write_edited(self.file, self.migrated.text)


def carry_over(
    file: str, from_version: str | Mapping[str, str], named: str | Path | None = None
) -> Carried:
    """What an outline file becomes; nothing is written.

    ``named`` is the library, as :func:`open_named` takes it; left out, it is the one that the
    outline, or its project, names. Raises what :func:`migrate_outline` and the opening of outline
    and library raise.
    """
    text = read_text(file)
    library = _library_of(text, file) if named is None else open_named(str(named), Report())
    return Carried(file, text, migrate_outline(text, file, library, from_version))


def _library_of(text: str, file: str) -> Library:
    return library_of(read_outline(text, file), find_settings(file))
