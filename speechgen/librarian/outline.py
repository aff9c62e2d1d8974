"""A new outline: where its library is, where editors find its schema, and what it begins with."""

import os
from pathlib import Path

from speechgen.librarian.named import is_reference, read_reference
from speechgen.librarian.skeleton import Skeleton
from speechgen.library.library import open_library
from speechgen.outline.model import Outline
from speechgen.settings.load import Settings, find_settings, settings_file
from speechgen.source.diagnostic import Report
from speechgen.source.edit import typed
from speechgen.source.opening import absolute, is_plain_file
from speechgen.speech import library_of

SCHEMA_FILE = "outline.schema.json"
MODELINE = "# yaml-language-server: $schema="


class NewOutline:
    """An outline that is about to be written to a file, from a genre of a library.

    ``library`` is what was asked for, a folder or a reference to a library in git as an outline
    would have it, ``{git: …, rev: …}``; left out, it is that of the project, else the one that
    ships. Warnings go into ``report``. Raises what :func:`open_library` and :func:`find_settings`
    raise.
    """

    def __init__(self, file: str, library: str | None = None, report: Report | None = None) -> None:
        self._folder = absolute(Path(file)).parent
        self._file = file
        self._named: str | None = None
        report, settings = report or Report(), find_settings(file)
        if library is None:
            self.library = library_of(Outline(file), settings, report)
        elif is_reference(library):
            self._named = library.strip()
            named = Outline(file, library=read_reference(library))
            self.library = library_of(named, settings, report)
        else:
            self.library = open_library(library, report=report)
            self._named = self._unless_own(settings, report)

    def _unless_own(self, settings: Settings, report: Report) -> str | None:
        """The path of the library, if the outline would not find it without one."""
        folder = self.library.folder.resolve()
        if folder == library_of(Outline(self._file), settings, report).folder.resolve():
            return None
        return typed(self._path_to(folder))

    def skeleton(self, genre: str, language: str) -> Skeleton:
        """The skeleton of a genre; E311 if there is none."""
        return Skeleton(self.library.skeleton(genre, language), genre)

    def text(
        self, skeleton: Skeleton, answers: dict[str, str], schema: str | Path | None = None
    ) -> str:
        """The outline: the library named if the project does not, the schema if there is one."""
        schema = schema or self.schema()
        first = f"{MODELINE}{self._path_to(schema)}\n" if schema else ""
        return first + skeleton.filled(answers, self._named)

    def schema(self) -> Path | None:
        """The schema beside the outline, beside its project's settings, or in the library."""
        settings = settings_file(self._file)
        folders = [self._folder, *([settings.parent] if settings else []), self.library.folder]
        candidates = [folder / SCHEMA_FILE for folder in folders]
        return next((file for file in candidates if is_plain_file(file)), None)

    def _path_to(self, target: str | Path) -> str:
        """A path from the outline, as every system reads it; another drive's is a whole one."""
        try:
            return Path(os.path.relpath(absolute(Path(target)), self._folder)).as_posix()
        except ValueError:
            return absolute(Path(target)).as_posix()
