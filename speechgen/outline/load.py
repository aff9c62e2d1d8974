"""An outline file becomes an :class:`Outline`."""

from pathlib import Path

from speechgen.outline.format import OUTLINE, SECTION
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import Report
from speechgen.source.files import read_text
from speechgen.source.messages import say
from speechgen.source.nodes import Mapping, Node, Sequence
from speechgen.source.place import Place
from speechgen.source.yaml_file import read_yaml

_PRINTED = ("title", "subtitle", "salutation", "opening", "sections", "closing")
_KEYS = OUTLINE.keys | SECTION.keys


def load_outline(path: str | Path, report: Report | None = None) -> Outline:
    """Read an outline from a YAML file.

    Raises :class:`SpeechgenError` with every fault of the file at once; warnings go into
    ``report`` where one is given.
    """
    return read_outline(read_text(path), str(path), report)


def read_outline(text: str, file: str, report: Report | None = None) -> Outline:
    """Read an outline from a text; ``file`` names it in messages and anchors its paths."""
    report = report or Report()
    node = read_yaml(text, file, report, _KEYS)
    outline = outline_of(node, file, report)
    report.check()
    return outline._replace(text=text)


def outline_of(node: Node | None, file: str, report: Report) -> Outline:
    """The outline in a node; faults go into ``report``."""
    if node is None:
        if not report.failed:
            hint = say("'speechgen new' writes one to begin with")
            report.error("E119", say("the outline is empty"), Place(file, 1, 1), hint)
        return Outline(file)
    values = OUTLINE.read(node, report)
    if values is None:
        return Outline(file)
    del values["speechgen"]
    if not any(values[name] for name in _PRINTED) and not report.failed:
        hint = say("write at least a title, an opening or a section")
        report.error("E127", say("the outline has no text to print"), node.place, hint)
    given = {name: value for name, value in values.items() if value is not None}
    return Outline(file, title_is_broken=_is_list(node, "title"), **given)


def _is_list(node: Node, name: str) -> bool:
    """Whether a field of the outline was written as a list."""
    assert isinstance(node, Mapping)
    names = next((field.name, field.zh) for field in OUTLINE.fields if field.name == name)
    return any(key.text in names and isinstance(value, Sequence) for key, value in node)
