"""A template library: a folder with a manifest, section templates, layouts, ledgers, genres."""

import os
from functools import cached_property
from pathlib import Path

from speechgen.library.inside import files_in, lies_in, read_inside
from speechgen.library.ledger import Directive, load_ledgers
from speechgen.library.manifest import FILE as MANIFEST_FILE
from speechgen.library.manifest import Genre, Manifest, read_manifest
from speechgen.library.template import SUFFIX, SectionTemplate, load_template
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError, fail
from speechgen.source.messages import Listed, Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place
from speechgen.source.reference import GitLibrary

_PARTS = (MANIFEST_FILE, "sections", "layouts", "directives", "genres", "migrations")
_MOST_ABOVE = 8  # libraries that extend one another; a district extends a county extends …


class Library:
    """An opened library; its parts are read when asked for, and kept.

    What it does not have, it takes from the library that it extends, else from the one that ships:
    an office adds one template and writes a speech.

    ``folder`` is where it lies, ``manifest`` what it says of itself, ``above`` are the folders of
    the libraries that build on it.
    """

    def __init__(self, folder: Path, manifest: Manifest, above: tuple[Path, ...] = ()) -> None:
        self.folder = folder
        self.manifest = manifest
        self.above = above
        self.name = manifest.name.text
        self.version = manifest.version.text
        self._templates: dict[str, SectionTemplate] = {}

    def __reduce__(self) -> tuple[type["Library"], tuple[Path, Manifest, tuple[Path, ...]]]:
        return Library, (self.folder, self.manifest, self.above)

    @property
    def genres(self) -> tuple[Genre, ...]:
        """The kinds of speech that it has skeletons for."""
        return self.manifest.genres

    @cached_property
    def base(self) -> "Library | None":
        """What the library builds on: what it extends, else the one that ships; that has none.

        Raises E301 if there is no library, E313 if libraries extend each other.
        """
        extends = self.manifest.extends
        if extends is None:
            shipped = shipped_library()
            return None if self.folder.resolve() == shipped.resolve() else open_library(shipped)
        if isinstance(extends, GitLibrary):
            fail("E309", say("libraries in git cannot be fetched yet"), extends.git.place)
        folder = self.folder / extends.text
        above = (*self.above, self.folder.resolve())
        if folder.resolve() in above or len(above) > _MOST_ABOVE:
            message = say("the libraries extend each other in a circle")
            if len(above) > _MOST_ABOVE:
                message = say("more than {count} libraries extend each other", count=_MOST_ABOVE)
            fail("E313", message, extends.place, say("extend a library that stands by itself"))
        return open_library(folder, extends.place, above)

    @cached_property
    def chain(self) -> tuple["Library", ...]:
        """The library, what it builds on, what that builds on, to the end."""
        return (self, *(self.base.chain if self.base else ()))

    def read(self, path: Path) -> str:
        """The text of one of its files; E312 if that lies outside it, and outside its bases."""
        return read_inside(path, *(library.folder for library in self.chain))

    def holds(self, path: Path) -> bool:
        """Whether a path, links followed, is that of a file of the library, or of its base."""
        folders = [library.folder for library in self.chain]
        return lies_in(path, *(folder / name for folder in folders for name in _PARTS))

    @cached_property
    def _own_templates(self) -> tuple[str, ...]:
        return _stems(self.folder / "sections", SUFFIX)

    @cached_property
    def _own_layouts(self) -> tuple[str, ...]:
        return _stems(self.folder / "layouts", ".yaml")

    @cached_property
    def template_names(self) -> tuple[str, ...]:
        """The names of the section templates, its own and those of its base, sorted."""
        inherited = self.base.template_names if self.base else ()
        return tuple(sorted({*self._own_templates, *inherited}))

    @cached_property
    def layout_names(self) -> tuple[str, ...]:
        """The names of the layouts, its own and those of its base, sorted."""
        inherited = self.base.layout_names if self.base else ()
        return tuple(sorted({*self._own_layouts, *inherited}))

    @cached_property
    def _headers(self) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
        """What the headers of all templates say of Chinese names, and what is wrong with them."""
        names: dict[str, str] = {}
        report = Report()
        for name in self.template_names:
            try:
                contract = self.template(name).contract
            except SpeechgenError as error:
                report.take(error)
            else:
                names |= {contract.zh: name} if contract.zh else {}
        return names, tuple(report.diagnostics)

    @property
    def chinese_names(self) -> dict[str, str]:
        """The Chinese name of each sound template that has one, to its name."""
        return self._headers[0]

    @property
    def broken_headers(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates whose Chinese names therefore nobody knows."""
        return self._headers[1]

    def find_template(self, name: str) -> SectionTemplate | None:
        """The template of that name, English or Chinese, or ``None``."""
        if name in self.template_names:
            return self.template(name)
        if name.isascii() or name not in self.chinese_names:
            return None
        return self.template(self.chinese_names[name])

    def template(self, name: str) -> SectionTemplate:
        """The template of a name in ``template_names``; raises what :func:`load_template` does."""
        if name not in self._templates:
            if self.base and name not in self._own_templates:
                self._templates[name] = self.base.template(name)
            else:
                path = self.folder / "sections" / f"{name}{SUFFIX}"
                self._templates[name] = load_template(path, self.read)
        return self._templates[name]

    @cached_property
    def directives(self) -> dict[str, Directive]:
        """The directives of all ledgers by id; its own before those of its base."""
        inherited = self.base.directives if self.base else {}
        return inherited | load_ledgers(self.folder / "directives", self.read)

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where its layouts lie, and those of its base."""
        return (self.folder / "layouts", *(self.base.layout_folders if self.base else ()))

    def layout_path(self, name: str, place: Place | None = None) -> Path:
        """The file of a layout; E307 with the near miss if there is none of that name."""
        if name in self._own_layouts:
            return self.folder / "layouts" / f"{name}.yaml"
        if self.base and name in self.layout_names:
            return self.base.layout_path(name)
        message = say(
            "the library '{library}' has no layout '{name}'", library=self.name, name=name
        )
        hint = near_miss(name, self.layout_names) or _listed(self.layout_names)
        fail("E307", message, place, hint)

    @cached_property
    def offered_genres(self) -> dict[str, tuple["Library", Genre]]:
        """Each genre by its name, with the library that has its skeletons; its own come first."""
        found: dict[str, tuple[Library, Genre]] = {}
        for library in self.chain:
            for genre in library.genres:
                found.setdefault(genre.name, (library, genre))
        return found

    def skeleton(self, name: str, language: str) -> str:
        """The skeleton outline of a genre, English or Chinese name; E311 if there is none.

        Where there is none in a language, the one in the other is given.
        """
        for library, genre in self.offered_genres.values():
            if name in (genre.name, genre.zh):
                files = [f"{genre.name}.{other}.yaml" for other in (language, "zh", "en")]
                paths = [library.folder / "genres" / file for file in files]
                return library.read(next(filter(os.path.lexists, paths), paths[0]))
        genres = [genre for _, genre in self.offered_genres.values()]
        known = tuple(word for genre in genres for word in dict.fromkeys((genre.name, genre.zh)))
        message = say("the library '{library}' has no genre '{name}'", library=self.name, name=name)
        fail("E311", message, None, near_miss(name, known) or _listed(known))


def _listed(names: tuple[str, ...]) -> Message:
    return say("there are: {names}", names=Listed.of(names))


def _stems(folder: Path, suffix: str) -> tuple[str, ...]:
    return tuple(sorted(path.name.removesuffix(suffix) for path in files_in(folder, suffix)))


def open_library(
    path: str | Path | None = None, place: Place | None = None, above: tuple[Path, ...] = ()
) -> Library:
    """Open the library in a folder; without a path the one that ships with speechgen.

    ``place`` is where the path was written, ``above`` are the folders of libraries that extend it.
    Raises :class:`SpeechgenError`: E301 if there is no library there, and every fault of its
    manifest.
    """
    folder = Path(path) if path is not None else shipped_library()
    manifest = folder / MANIFEST_FILE
    if not os.path.lexists(manifest):
        message = say("there is no template library in {folder}", folder=str(folder))
        fail("E301", message, place, say("a library is a folder that holds library.yaml"))
    text = read_inside(manifest, folder)
    return Library(folder, read_manifest(text, manifest), above)


def shipped_library() -> Path:
    """The folder of the library that ships: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
