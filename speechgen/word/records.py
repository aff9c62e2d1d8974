"""A .docx read as the digest sees it: the same records as the writer makes, whoever saved it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive, BadFileError
from speechgen.word.digest import digest
from speechgen.word.fields import Fields, field
from speechgen.word.looks import STRANGER, TEXT
from speechgen.word.says import W, local, paragraph_says, run_says
from speechgen.word.stories import read_stories
from speechgen.word.styles import Style, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH, _RUN, _TEXT = f"{W}p", f"{W}r", f"{W}t"
_OF_PARAGRAPH, _OF_RUN = f"{W}pPr", f"{W}rPr"
_SMART_TAG, _SIMPLE_FIELD = f"{W}smartTag", f"{W}fldSimple"
_FIELD_MARK, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
_SECTION = f"{W}sectPr"
# What programs leave behind that no reader sees; empty elements, all of them.
_UNSEEN = frozenset(
    W + name
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "permStart",
        "permEnd",
    )
)
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_digest(archive: Archive) -> str:
    """The digest of a document as it is now. Raises :class:`BadFileError` if it is damaged."""
    main, body = read_body(archive)
    styles = open_styles(archive, main)
    stories = read_stories(archive, main, body, lambda root: _records(root, styles))
    records = _records(body, styles)
    root = body.getroottree().getroot()
    beside = "".join(_stranger(node) for node in root if node is not body)
    return digest(stories.encode(), (records + beside).encode())


def read_body(archive: Archive) -> tuple[str, "_Element"]:
    """The main part's name and its body. Raises :class:`BadFileError` if there is none."""
    main = archive.related("officeDocument")
    body = archive.xml(main).find(f"{W}body") if main else None
    if main is None or body is None:
        raise BadFileError("no document")
    return main, body


def open_styles(archive: Archive, main: str) -> Styles:
    """The styles that the main part refers to."""
    name = archive.related("styles", main)
    return Styles(archive.xml(name) if name else None)


def _records(story: "_Element", styles: Styles) -> str:
    """The records of what stands in the body, in a header, in a footer."""
    records: list[str] = []
    for node in story:
        tag = node.tag
        if tag == _PARAGRAPH:
            records += _paragraph(node, styles)
        elif tag != _SECTION and not _is_unseen(node):
            records.append(_stranger(node))
    return "".join(records)


def _paragraph(node: "_Element", styles: Styles) -> Iterator[str]:
    children, properties = _parted(node, _OF_PARAGRAPH)
    style, token = styles.paragraph(paragraph_says(properties))
    yield token
    last, fields = "", Fields()
    for token, text in _runs(children, style, styles, fields):
        yield text if token == last else f"{token}{TEXT}{text}"
        last = token
    yield fields.left_open()


def _runs(
    children: Iterable["_Element"], style: Style, styles: Styles, fields: Fields
) -> Iterator[tuple[str, str]]:
    """Each run's look and text; runs without a text are passed over."""
    for child in children:
        tag = child.tag
        if tag == _RUN:
            pieces, properties = _parted(child, _OF_RUN)
            if text := _text(pieces, fields):
                yield styles.run_token(style, run_says(properties)), text
        elif tag == _SMART_TAG:
            yield from _runs(child, style, styles, fields)
        elif tag == _SIMPLE_FIELD:
            yield _simple_field(child, style, styles)
        elif not _is_unseen(child):
            yield "", _stranger(child)


def _simple_field(node: "_Element", style: Style, styles: Styles) -> tuple[str, str]:
    """A field in one element; it looks as the first run of its result does."""
    runs = list(_runs(node, style, styles, Fields()))
    token = runs[0][0] if runs else styles.run_token(style, {})
    return token, field(node.get(f"{W}instr", ""), "".join(text for _, text in runs))


def _parted(node: "_Element", tag: str) -> tuple[Iterable["_Element"], "_Element | None"]:
    """What stands in a paragraph or a run, and its properties, which come first if at all."""
    children = iter(node)
    first = next(children, None)
    if first is None:
        return (), None
    return (children, first) if first.tag == tag else (node, None)


def style_of(paragraph: "_Element", styles: Styles) -> Style:
    """The style of a paragraph."""
    return styles.paragraph(paragraph_says(_parted(paragraph, _OF_PARAGRAPH)[1]))[0]


def _text(pieces: Iterable["_Element"], fields: Fields) -> str:
    """The text of a run; what is no text leaves a mark."""
    said = ""
    for node in pieces:
        if node.tag == _FIELD_MARK:
            said += fields.turn(node)
        elif node.tag == _INSTRUCTION:
            said += fields.instruct(node)
        else:
            said += fields.take(piece(node))
    return said


def piece(node: "_Element") -> str:
    """What stands in a run: text, a character that has an element of its own, or a stranger."""
    if node.tag == _TEXT and not len(node):
        return node.text or ""
    name = local(node)
    if name == "br" and node.get(f"{W}type", "textWrapping") == "textWrapping":
        return "\n"
    if _is_unseen(node):
        return ""
    return _CHARACTERS.get(name) or _stranger(node)


def _is_unseen(node: "_Element") -> bool:
    return node.tag in _UNSEEN and not len(node)


def _stranger(node: "_Element") -> str:
    """Something that speechgen never writes: a table, a picture, a comment, a tracked change."""
    text = "".join(str(piece) for piece in node.itertext())
    return f"{STRANGER}{local(node)}{TEXT}{text}"
