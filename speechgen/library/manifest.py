"""``library.yaml``: what a library says of itself."""

from pathlib import Path
from typing import Any

from speechgen.library.contract import Words
from speechgen.library.versions import works_here
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.reference import Reference, ReferenceKind
from speechgen.source.schema import Field, MapOf, Shape, Text
from speechgen.source.version import __version__
from speechgen.source.yaml_file import read_library_yaml

FILE = "library.yaml"
_GENRE = Shape((Field("zh", "", Text()), Field("about", "", Words(), required=True)))
MANIFEST = Shape(
    (
        Field("name", "", Text(), say("the name of the library"), required=True),
        Field("version", "", Text(), say("its version"), required=True),
        Field("speechgen", "", Text(), say("the versions of speechgen it works with")),
        Field(
            "extends", "", ReferenceKind(), say("what it builds on: a path, or a library in git")
        ),
        Field("about", "", Words(), say("what the library is for")),
        Field("genres", "", MapOf(_GENRE), say("the skeletons that 'speechgen new' offers")),
    )
)


class Genre(Record):
    """A kind of speech: a skeleton in each language, what it is for."""

    name: str
    zh: str
    about: dict[str, str]


class Manifest(Record):
    """What a library is called, its version, what it needs and builds on, what it offers."""

    name: Scalar
    version: Scalar
    speechgen: Scalar | None = None
    extends: Reference | None = None
    about: dict[str, str] | None = None
    genres: tuple[Genre, ...] = ()


def read_manifest(text: str, file: Path) -> Manifest:
    """The manifest in the text of a file.

    Raises :class:`SpeechgenError` with every fault of it; E301 if it is empty, E320 if the library
    does not work with this speechgen.
    """
    report = Report()
    node = read_library_yaml(text, str(file), report)
    values = MANIFEST.read(node, report) if node is not None else None
    if values is None:
        report.error("E301", say("the manifest of the library is empty"), Place(str(file), 1, 1))
    else:
        _check_speechgen(values["speechgen"], report)
    report.check()
    assert values is not None
    genres = (values.pop("genres") or {}).items()
    return Manifest(genres=tuple(_genre(name, said) for name, said in genres if said), **values)


def _genre(name: str, said: dict[str, Any]) -> Genre:
    return Genre(name, said["zh"].text if said["zh"] else name, said["about"] or {})


def _check_speechgen(versions: Scalar | None, report: Report) -> None:
    """Report that this speechgen is none of those that the library works with (E320, E321)."""
    if versions is None:
        return
    works = works_here(versions.text)
    if works is None:
        message = say("'{text}' names no versions", text=versions.text)
        hint = say("write them as {example}", example='">=0.1", "~=1.2", ">=1.2, <3"')
        report.error("E321", message, versions.place, hint)
    elif not works:
        message = say(
            "the library works with speechgen {versions}; this is {version}",
            versions=versions.text,
            version=__version__,
        )
        hint = say("install a speechgen that it works with, or take another version of the library")
        report.error("E320", message, versions.place, hint)
