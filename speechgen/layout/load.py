"""Reading a layout file, and the layouts that it extends, into a :class:`Layout`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from speechgen.layout.build import build_layout
from speechgen.layout.model import Layout
from speechgen.layout.shapes import LAYOUT
from speechgen.source.diagnostic import Report
from speechgen.source.files import read_text
from speechgen.source.messages import say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Scalar
from speechgen.source.yaml_file import read_library_yaml

Reader: TypeAlias = Callable[[Path], str]
Values: TypeAlias = dict[str, Any]
_LONGEST_CHAIN = 20  # layouts that extend one another; two or three are usual


def load_layout(path: str | Path, *further: Path, read: Reader = read_text) -> Layout:
    """The layout of a YAML file, with what it extends (``extends``) put under it.

    A layout that is extended lies in the same folder, else in one of the ``further`` ones; one of
    the same name is looked for there. ``read`` gives the text of a file: a library's refuses what
    lies outside it.

    Raises :class:`SpeechgenError` with everything found wrong: unreadable files (E10x, E11x),
    wrong keys and types (E12x), and E501 no such layout to extend, E502 a circle of them, E503 no
    measure, E504 no such class of type, E505 a missing value, E506 a page that does not hold the
    lines and characters it states.
    """
    path, report = Path(path), Report()
    values = _read_chain(path, (path.parent, *further), read, report)
    report.check()
    layout = build_layout(values, path, report)
    report.check()
    return layout


def _read_chain(path: Path, folders: tuple[Path, ...], read: Reader, report: Report) -> Values:
    """The values of a layout over those of the layout it extends, and so on."""
    values: Values = {}
    passed: list[Path] = []
    current: Path | None = path
    while current is not None:
        passed.append(current)
        found = _read_values(current, read, report)
        values = _merge(found, values)
        current = _extended(found.get("extends"), folders, passed, report)
    return values


def _read_values(path: Path, read: Reader, report: Report) -> Values:
    node = read_library_yaml(read(path), str(path), report)
    if node is None:
        return {}
    return LAYOUT.read(node, report) or {}


def _merge(under: Values, over: Values) -> Values:
    """One mapping over another, key by key; a key left out keeps what lies under it."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _merge(below, value)
        elif value is not None:
            merged[key] = value
    return merged


def _extended(
    name: Scalar | None, folders: tuple[Path, ...], passed: list[Path], report: Report
) -> Path | None:
    """The file of the layout that is extended; ``None`` if there is none, or it is unfit."""
    if name is None:
        return None
    known = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    named = [file for file in known if file.stem == name.text]
    found = next((file for file in named if file not in passed), None)
    if not named:
        message = say("there is no layout '{name}' to extend", name=name.text)
        report.error("E501", message, name.place, near_miss(name.text, [f.stem for f in known]))
    elif found is None or len(passed) >= _LONGEST_CHAIN:
        names = " → ".join([*(file.stem for file in passed), name.text])
        message = say("layouts extend each other in a circle: {names}", names=names)
        report.error("E502", message, name.place)
        return None
    return found
