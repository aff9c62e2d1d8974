"""A .docx read as the digest sees it: the same records as the writer makes, whoever saved it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive, BadFileError
from speechgen.word.digest import digest
from speechgen.word.looks import STRANGER, TEXT
from speechgen.word.says import VAL, W, local, paragraph_says, run_says
from speechgen.word.stories import read_stories
from speechgen.word.styles import Style, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

# What programs leave behind that no reader sees.
_UNSEEN = frozenset(
    [
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "pPr",
        "rPr",
        "sectPr",
        "permStart",
        "permEnd",
    ]
)
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_digest(archive: Archive) -> str:
    """The digest of a document as it is now. Raises :class:`BadFileError` if it is damaged."""
    main, body = read_body(archive)
    records = "".join(_body(body, open_styles(archive, main)))
    return digest(read_stories(archive, main, body).encode(), records.encode())


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


def _body(body: "_Element", styles: Styles) -> Iterator[str]:
    for node in body:
        name = local(node)
        if name == "p":
            yield from _paragraph(node, styles)
        elif name not in _UNSEEN:
            yield _stranger(node)


def _paragraph(node: "_Element", styles: Styles) -> Iterator[str]:
    properties = node.find(f"{W}pPr")
    style = _style(node, styles)
    yield styles.paragraph_look(style, paragraph_says(properties)).token()
    if properties is not None and properties.find(f"{W}sectPr") is not None:
        yield f"{STRANGER}sectPr"
    last = ""
    for token, text in _runs(node, style, styles):
        yield text if token == last else f"{token}{TEXT}{text}"
        last = token


def _style(paragraph: "_Element", styles: Styles) -> Style:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.paragraph(None if named is None else named.get(VAL, ""))


def _runs(node: "_Element", style: Style, styles: Styles) -> Iterator[tuple[str, str]]:
    """Each run's look and text; runs without a text are passed over."""
    for child in node:
        name = local(child)
        if name == "r":
            properties = child.find(f"{W}rPr")
            named = None if properties is None else properties.find(f"{W}rStyle")
            character = styles.character(named.get(VAL, "")) if named is not None else Style()
            if text := run_text(child):
                yield styles.run_look(style, character, run_says(properties)).token(), text
        elif name == "smartTag":
            yield from _runs(child, style, styles)
        elif name not in _UNSEEN:
            yield "", _stranger(child)


def run_text(run: "_Element") -> str:
    """The text of a run; what is no text leaves a mark."""
    return "".join(_piece(node) for node in run)


def _piece(node: "_Element") -> str:
    name = local(node)
    if name == "t":
        return node.text or ""
    if name == "br" and node.get(f"{W}type", "textWrapping") == "textWrapping":
        return "\n"
    if name in _UNSEEN:
        return ""
    return _CHARACTERS.get(name) or _stranger(node)


def _stranger(node: "_Element") -> str:
    """Something that speechgen never writes: a table, a comment, a tracked change."""
    text = "".join(str(piece) for piece in node.itertext())
    return f"{STRANGER}{local(node)}{TEXT}{text}"


def visible_paragraphs(body: "_Element", styles: Styles) -> Iterator[tuple[str, str]]:
    """Each paragraph's style name and the text that a reader sees."""
    for paragraph in body.iter(f"{W}p"):
        seen = (_seen(node) for run in paragraph.iter(f"{W}r") if not _moved(run) for node in run)
        yield _style(paragraph, styles).name, "".join(seen)


def _seen(node: "_Element") -> str:
    if local(node) == "cr":
        return "\r"
    return "" if local(node) == "rPr" else _piece(node).partition(STRANGER)[0]


def _moved(run: "_Element") -> bool:
    return any(local(parent) == "moveFrom" for parent in run.iterancestors())
