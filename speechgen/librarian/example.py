"""A template at work: its data in an outline of its own, rendered."""

from speechgen.document.tree import Document
from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.outline.load import outline_of
from speechgen.source.diagnostic import Report
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, Source
from speechgen.speech import compile_speech


def render_example(library: Library, template: SectionTemplate, data: Node) -> Document:
    """What a template makes of some data, in a speech that holds nothing else.

    Raises :class:`SpeechgenError` with everything that is wrong with the data, placed where it
    stands, and with the template.
    """
    report = Report()
    outline = outline_of(_outline(template, data), template.file, report)
    report.check()
    return compile_speech(outline, library, shipped_layout(library)).render()


def shipped_layout(library: Library) -> Layout:
    """The standard layout of the library at the end of the chain: always there, always sound."""
    last = library.chain[-1]
    return load_layout(last.layout_path("standard"), *last.layout_folders, read=last.read)


def is_section(template: SectionTemplate) -> bool:
    """Whether a template makes sections (``template: NAME``): it takes those inside."""
    return any(field.name == "sections" for field in template.contract.fields)


def _outline(template: SectionTemplate, data: Node) -> Mapping:
    """An outline with one section, or one block, that is given the data."""
    place = data.place
    if not is_section(template):
        block = _mapping(data, {template.name: data})
        return _mapping(data, {"opening": _list(data, block)})
    fields = data if isinstance(data, Mapping) else _mapping(data, {"heading": data})
    section = Mapping(place, False)
    section.entries = {**_mapping(data, {"template": _word(template.name, data)}).entries}
    section.entries |= fields.entries
    return _mapping(data, {"sections": _list(data, section)})


def _mapping(at: Node, values: dict[str, Node]) -> Mapping:
    """A mapping whose keys stand where some node stands."""
    made = Mapping(at.place, False)
    made.entries = {name: (_word(name, at), value) for name, value in values.items()}
    return made


def _list(at: Node, item: Node) -> Sequence:
    made = Sequence(at.place, False)
    made.items = [item]
    return made


def _word(text: str, at: Node) -> Scalar:
    """A text that nobody typed, at the place of a node."""
    source = at.source if isinstance(at, Scalar) else Source(at.place.file, "")
    return Scalar(text, at.place, source, 0, 0, None)
