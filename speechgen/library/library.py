"""A template library: a folder with a manifest, section templates, layouts, ledgers, genres."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from speechgen.library.contract import Words
from speechgen.library.inside import files_in, lies_in, read_inside
from speechgen.library.ledger import Directive, load_ledgers
from speechgen.library.template import SUFFIX, SectionTemplate, load_template
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError, fail
from speechgen.source.messages import Listed, Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.schema import Field, MapOf, Shape, Text
from speechgen.source.yaml_file import read_library_yaml

_MANIFEST = "library.yaml"
_PARTS = (_MANIFEST, "sections", "layouts", "directives", "genres")
_GENRE = Shape((Field("zh", "", Text()), Field("about", "", Words(), required=True)))
_SHAPE = Shape(
    (
        Field("name", "", Text(), say("the name of the library"), required=True),
        Field("version", "", Text(), say("its version"), required=True),
        Field("speechgen", "", Text(), say("the versions of speechgen it works with")),
        Field("about", "", Words(), say("what the library is for")),
        Field("genres", "", MapOf(_GENRE), say("the skeletons that 'speechgen new' offers")),
    )
)


class Genre(Record):
    """A kind of speech: a skeleton in each language, what it is for."""

    name: str
    zh: str
    about: dict[str, str]


class Library:
    """An opened library; its parts are read when asked for, and kept.

    What it does not have, it takes from the library that ships: an office adds one template and
    writes a speech.

    ``folder`` is where it lies, ``name`` and ``version`` are the manifest's.
    """

    def __init__(
        self, folder: Path, name: str, version: str, genres: tuple[Genre, ...] = ()
    ) -> None:
        self.folder = folder
        self.name = name
        self.version = version
        self.genres = genres
        self._templates: dict[str, SectionTemplate] = {}

    def __reduce__(self) -> tuple[type["Library"], tuple[Path, str, str, tuple[Genre, ...]]]:
        return Library, (self.folder, self.name, self.version, self.genres)

    @cached_property
    def base(self) -> "Library | None":
        """What the library builds on: the one that ships, unless it is that itself."""
        shipped = shipped_library()
        return None if self.folder.resolve() == shipped.resolve() else open_library(shipped)

    def read(self, path: Path) -> str:
        """The text of one of its files; E312 if that lies outside it, and outside its base."""
        return read_inside(path, self.folder, shipped_library())

    def holds(self, path: Path) -> bool:
        """Whether a path, links followed, is that of a file of the library, or of its base."""
        folders = [library.folder for library in (self, self.base) if library]
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

    def skeleton(self, name: str, language: str) -> str:
        """The skeleton outline of a genre, English or Chinese name; E311 if there is none."""
        for genre in self.genres:
            if name in (genre.name, genre.zh):
                return self.read(self.folder / "genres" / f"{genre.name}.{language}.yaml")
        known = tuple(word for genre in self.genres for word in (genre.name, genre.zh))
        message = say("the library '{library}' has no genre '{name}'", library=self.name, name=name)
        fail("E311", message, None, near_miss(name, known) or _listed(known))


def _listed(names: tuple[str, ...]) -> Message:
    return say("there are: {names}", names=Listed.of(names))


def _stems(folder: Path, suffix: str) -> tuple[str, ...]:
    return tuple(sorted(path.name.removesuffix(suffix) for path in files_in(folder, suffix)))


def open_library(path: str | Path | None = None, place: Place | None = None) -> Library:
    """Open the library in a folder; without a path the one that ships with speechgen.

    ``place`` is where the path was written. Raises :class:`SpeechgenError`: E301 if there is no
    library there, and every fault of its manifest.
    """
    folder = Path(path) if path is not None else shipped_library()
    manifest = folder / _MANIFEST
    if not os.path.lexists(manifest):
        message = say("there is no template library in {folder}", folder=str(folder))
        fail("E301", message, place, say("a library is a folder that holds library.yaml"))
    report = Report()
    text = read_inside(manifest, folder, shipped_library())
    node = read_library_yaml(text, str(manifest), report)
    values = _SHAPE.read(node, report) if node is not None else None
    if values is None:
        report.error(
            "E301", say("the manifest of the library is empty"), Place(str(manifest), 1, 1)
        )
    report.check()
    assert values is not None
    genres = tuple(_genre(name, said) for name, said in (values["genres"] or {}).items() if said)
    return Library(folder, values["name"].text, values["version"].text, genres)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no system takes is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _genre(name: str, said: dict[str, Any]) -> Genre:
    return Genre(name, said["zh"].text if said["zh"] else name, said["about"] or {})


def shipped_library() -> Path:
    """The folder of the library that ships: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
