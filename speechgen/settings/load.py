"""Finding and reading the settings of a project."""

import os
from pathlib import Path

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.opening import absolute
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.reference import Reference, ReferenceKind
from speechgen.source.schema import Field, Flag, Raw, Shape, Text
from speechgen.source.yaml_file import read_yaml_file

FILE = "speechgen.yaml"
_SHAPE = Shape(
    (
        Field(
            "library",
            "模板库",
            ReferenceKind(),
            say("the template library: a path from this file, or one in git"),
        ),
        Field("layout", "版式", Text(), say("the layout of outlines that name none")),
        Field(
            "output",
            "输出",
            Text(),
            say("the folder that documents go into: a path from this file"),
        ),
        Field(
            "remember",
            "记住来源",
            Flag(),
            say("whether documents remember what they were made from; left out, they do"),
            default=True,
        ),
        Field("lint", "检查", Raw(), say("the settings of lint")),
    )
)


class Settings(Record):
    """What holds for every outline of a project; each may be left out.

    ``layout_place`` is where the layout was written, ``folder`` that of the file, from which a
    library's path counts; ``remember`` whether documents say what they were made from.
    """

    library: Reference | None = None
    layout: str | None = None
    output: Path | None = None
    layout_place: Place | None = None
    folder: Path | None = None
    remember: bool = True


def find_settings(outline: str | Path) -> Settings:
    """The settings in the nearest ``speechgen.yaml`` of the outline's folder and those above it.

    Raises :class:`SpeechgenError` with every fault of that file.
    """
    file = settings_file(outline)
    return _read(file) if file else Settings()


def settings_file(outline: str | Path) -> Path | None:
    """The ``speechgen.yaml`` that holds for an outline, whatever stands there under that name."""
    files = (folder / FILE for folder in absolute(outline).parents)
    return next((file for file in files if os.path.lexists(file)), None)


def _read(path: Path) -> Settings:
    report = Report()
    node = read_yaml_file(path, report, _SHAPE.keys)
    values = _SHAPE.read(node, report) if node is not None else None
    report.check()
    if values is None:
        return Settings(folder=path.parent)
    library, layout, output = (values[name] for name in ("library", "layout", "output"))
    return Settings(
        library,
        layout.text if layout else None,
        path.parent / output.text if output else None,
        layout.place if layout else None,
        path.parent,
        values["remember"],
    )
