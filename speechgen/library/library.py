"""A template library: a folder with a manifest, section templates, layouts, ledgers, genres."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from speechgen.library.headers import read_headers
from speechgen.library.inside import files_in, lies_in, read_inside
from speechgen.library.ledger import Directive, load_ledgers
from speechgen.library.lock import FILE as LOCK
from speechgen.library.lock import Lock
from speechgen.library.manifest import FILE as MANIFEST_FILE
from speechgen.library.manifest import Genre, Manifest, read_manifest
from speechgen.library.template import SUFFIX, SectionTemplate, load_template
from speechgen.source.diagnostic import Diagnostic, Report, fail
from speechgen.source.messages import Listed, Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place
from speechgen.source.reference import GitLibrary, Reference

if TYPE_CHECKING:
    from speechgen.library.origin import Origin

_PARTS = (MANIFEST_FILE, "sections", "layouts", "directives", "genres", "outlines", "migrations")
_MOST_ABOVE = 8  # libraries that extend one another; a district extends a county extends …


class Library:
    """An opened library; its parts are read when asked for, and kept.

    What it does not have, it takes from the library that it extends, else from the one that ships:
    an office adds one template and writes a speech.

    ``folder`` is where it lies, ``manifest`` what it says of itself, ``lock`` tells which commits
    libraries in git are taken from, ``origin`` the commit it was itself taken from,
    ``above`` are the folders of the libraries that build on it, ``base`` the one it builds on.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        lock: Lock | None = None,
        origin: "Origin | None" = None,
        above: tuple[Path, ...] = (),
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.lock = lock or Lock(folder / LOCK)
        self.origin = origin
        self.above = above
        self.name = manifest.name.text
        self.version = manifest.version.text
        self._templates: dict[str, SectionTemplate] = {}

    def __reduce__(self) -> tuple[type["Library"], tuple[object, ...]]:
        return Library, (self.folder, self.manifest, self.lock, self.origin, self.above)

    @property
    def genres(self) -> tuple[Genre, ...]:
        """The kinds of speech that it has skeletons for."""
        return self.manifest.genres

    @cached_property
    def base(self) -> "Library | None":
        """What the library builds on: what it extends, else the one that ships; that has none.

        Raises what :func:`open_library` raises; E312 for a path out of the repository that the
        library was taken from, E313 if libraries extend each other.
        """
        return self.open_base(Report())

    def open_base(self, report: Report) -> "Library | None":
        """The same, not kept; what is to be told goes into ``report``."""
        extends = self.manifest.extends
        if extends is None:
            shipped = shipped_library()
            return None if self.folder.resolve() == shipped.resolve() else open_library(shipped)
        above = (*self.above, self.folder.resolve())
        if len(above) > _MOST_ABOVE:
            message = say("more than {count} libraries extend each other", count=_MOST_ABOVE)
            fail("E313", message, _place(extends), _BY_ITSELF)
        return open_reference(extends, self.folder, self.lock, report, self.origin, above)

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
    def own_templates(self) -> tuple[str, ...]:
        """The names of the section templates that lie in its own folder, sorted."""
        return _stems(self.folder / "sections", SUFFIX)

    @cached_property
    def own_layouts(self) -> tuple[str, ...]:
        """The names of the layouts that lie in its own folder, sorted."""
        return _stems(self.folder / "layouts", ".yaml")

    @cached_property
    def template_names(self) -> tuple[str, ...]:
        """The names of the section templates, its own and those of its base, sorted."""
        inherited = self.base.template_names if self.base else ()
        return tuple(sorted({*self.own_templates, *inherited}))

    @cached_property
    def layout_names(self) -> tuple[str, ...]:
        """The names of the layouts, its own and those of its base, sorted."""
        inherited = self.base.layout_names if self.base else ()
        return tuple(sorted({*self.own_layouts, *inherited}))

    @cached_property
    def _headers(self) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
        """What the headers of all templates say of Chinese names, and what is wrong with them."""
        own = read_headers(self.folder / "sections", self.own_templates, self.template)
        names, faults = self.base._headers if self.base else ({}, ())
        inherited = {zh: name for zh, name in names.items() if name not in self._own}
        chinese = inherited | {zh: name for name, zh in own.chinese.items()}
        return chinese, (*faults, *own.faults)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self.own_templates)

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
            if self.base and name not in self._own:
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
    def samples(self) -> tuple[Path, ...]:
        """The sample outlines that lie in its own folder ``outlines``, sorted."""
        return tuple(files_in(self.folder / "outlines", ".yaml"))

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where its layouts lie, and those of its base."""
        return (self.folder / "layouts", *(self.base.layout_folders if self.base else ()))

    def layout_path(self, name: str, place: Place | None = None) -> Path:
        """The file of a layout; E307 with the near miss if there is none of that name."""
        if name in self.own_layouts:
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
    path: str | Path | None = None,
    place: Place | None = None,
    *,
    lock: Lock | None = None,
    report: Report | None = None,
) -> Library:
    """Open the library in a folder; without a path the one that ships with speechgen.

    ``place`` is where the path was written. ``lock`` tells which commits the libraries in git
    that it builds on are taken from; left out, the one in its folder. What is to
    be told of them goes into ``report``.

    Raises :class:`SpeechgenError`: E301 if there is no library there, and every fault of its
    manifest, E320 if it does not work with this speechgen; E312 to E319 for what it extends.
    """
    folder = Path(path) if path is not None else shipped_library()
    return _open(folder, place, lock, report or Report(), None, ())


def open_reference(
    reference: Reference,
    folder: Path,
    lock: Lock,
    report: Report,
    origin: "Origin | None" = None,
    above: tuple[Path, ...] = (),
) -> Library:
    """Open the library that a reference names, a path counting from ``folder``.

    ``origin`` is that of the library in which the reference stands; ``above`` are the folders of
    those that build on it. Raises what :func:`open_library` raises.
    """
    if not isinstance(reference, GitLibrary):
        path = folder / reference.text
        if origin is not None and not lies_in(path, origin.root):
            hint = say("write an address: {example}", example="extends: {git: https://…}")
            fail("E312", say("this path leads out of the library"), reference.place, hint)
        return _open(path, reference.place, lock, report, origin, above)
    from speechgen.library.origin import find_origin

    found = find_origin(reference, None if origin else folder, lock, report)
    return _open(found.folder, reference.git.place, lock, report, found, above)


def _open(
    folder: Path,
    place: Place | None,
    lock: Lock | None,
    report: Report,
    origin: "Origin | None",
    above: tuple[Path, ...],
) -> Library:
    if above and folder.resolve() in above:
        fail("E313", say("the libraries extend each other in a circle"), place, _BY_ITSELF)
    manifest = folder / MANIFEST_FILE
    if not os.path.lexists(manifest):
        message = say("there is no template library in {folder}", folder=str(folder))
        hint = say("a library is a folder that holds library.yaml")
        if origin is not None:
            message = say(
                "there is no template library in '{folder}' of {address}",
                folder=origin.locked.path or "/",
                address=origin.locked.git,
            )
            hint = say("path: is the folder in the repository that holds library.yaml")
        fail("E301", message, place, hint)
    text = read_inside(manifest, folder)
    library = Library(folder, read_manifest(text, manifest), lock, origin, above)
    if library.manifest.extends is not None:
        library.base = library.open_base(report)
    return library


def _place(reference: Reference) -> Place:
    return (reference.git if isinstance(reference, GitLibrary) else reference).place


_BY_ITSELF = say("extend a library that stands by itself")


def shipped_library() -> Path:
    """The folder of the library that ships: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
