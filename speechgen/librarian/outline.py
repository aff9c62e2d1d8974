"""A new outline: where its library is, where editors find its schema, and what it begins with."""

import os
from pathlib import Path

from speechgen.librarian.skeleton import Skeleton
from speechgen.library.library import Library, open_library
from speechgen.settings.load import find_settings, settings_file
from speechgen.source.edit import typed
from speechgen.source.opening import absolute

SCHEMA_FILE = "outline.schema.json"
MODELINE = "# yaml-language-server: $schema="


class NewOutline:
    """An outline that is about to be written to a file, from a genre of a library.

    ``library`` is the one that was asked for; left out, that of the project, else the one that
    ships. Raises what :func:`open_library` and :func:`find_settings` raise.
    """

    def __init__(self, file: str, library: Library | None = None) -> None:
        self._folder = absolute(Path(file)).parent
        self._file = file
        settings = find_settings(file)
        own = open_library(settings.library, settings.library_place)
        self.library = library or own
        self._is_own = library is None or library.folder.resolve() == own.folder.resolve()

    def skeleton(self, genre: str, language: str) -> Skeleton:
        """The skeleton of a genre; E311 if there is none."""
        return Skeleton(self.library.skeleton(genre, language), genre)

    def text(
        self, skeleton: Skeleton, answers: dict[str, str], schema: str | Path | None = None
    ) -> str:
        """The outline: the library named if the project does not, the schema if there is one."""
        named = None if self._is_own else typed(self._path_to(self.library.folder))
        schema = schema or self.schema()
        first = f"{MODELINE}{self._path_to(schema)}\n" if schema else ""
        return first + skeleton.filled(answers, named)

    def schema(self) -> Path | None:
        """The schema beside the outline, in a folder above it within the project, or in the library.

        Only where the project has settings does one know how far up it goes.
        """
        settings = settings_file(self._file)
        folders = [self._folder]
        if settings is not None:
            within = [
                folder for folder in self._folder.parents if folder.is_relative_to(settings.parent)
            ]
            folders += within
        candidates = [folder / SCHEMA_FILE for folder in (*folders, self.library.folder)]
        return next((file for file in candidates if file.is_file()), None)

    def _path_to(self, target: str | Path) -> str:
        """A path from the outline, as every system reads it; another drive's is a whole one."""
        try:
            return Path(os.path.relpath(absolute(Path(target)), self._folder)).as_posix()
        except ValueError:
            return absolute(Path(target)).as_posix()
