"""A .docx read as the digest sees it: the same records as the writer makes, whoever saved it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive, BadFileError
from speechgen.word.digest import digest, field, stories
from speechgen.word.looks import STRANGER, TEXT
from speechgen.word.styles import VAL, Style, Styles, W, paragraph_says, run_says

if TYPE_CHECKING:
    from lxml.etree import _Element

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
    return digest(_read_stories(archive, main, body).encode(), records.encode())


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


def _read_stories(archive: Archive, main: str, body: "_Element") -> str:
    """The texts of headers and footers that are in force."""
    targets = {relation.id: relation.target for relation in archive.relations(main)}
    section = body.find(f"{W}sectPr")
    shown = {"default"} | ({"even"} if _two_sided(archive, main) else set())
    found = {}
    for node in () if section is None else section:
        kind = node.get(f"{W}type", "default")
        if kind in shown and (target := targets.get(node.get(R_ID, ""))):
            found[local(node), kind] = story_text(archive.xml(target))
    headers, footers = (
        (
            found.get((f"{place}Reference", "default"), ""),
            found.get((f"{place}Reference", "even"), ""),
        )
        for place in ("header", "footer")
    )
    return stories(headers, footers)


def _two_sided(archive: Archive, main: str) -> bool:
    name = archive.related("settings", main)
    node = archive.xml(name).find(f"{W}evenAndOddHeaders") if name else None
    return node is not None and node.get(VAL, "1") not in ("0", "false", "off")


def story_text(root: "_Element") -> str:
    """The text of a header or footer; a field is named by its instruction, not by its result."""
    lines = ("".join(_story_pieces(paragraph)) for paragraph in root.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)


def _story_pieces(paragraph: "_Element") -> Iterator[str]:
    instruction: str | None = None
    in_result = False
    for node in paragraph.iter():
        name = local(node)
        if name == "fldSimple":
            yield field(node.get(f"{W}instr", ""))
        elif name == "fldChar":
            kind = node.get(f"{W}fldCharType", "")
            if kind == "begin":
                instruction = ""
            elif kind == "end" and instruction is not None:
                yield field(instruction)
                instruction = None
            in_result = kind == "separate"
        elif name == "instrText" and instruction is not None:
            instruction += node.text or ""
        elif name == "t" and not in_result and not _in_simple_field(node):
            yield node.text or ""
        elif name == "tab" and local(node.getparent()) == "r":
            yield "\t"


def _in_simple_field(node: "_Element") -> bool:
    return any(local(parent) == "fldSimple" for parent in node.iterancestors())


def local(node: "_Element | None") -> str:
    """A name without the namespace of Word; other names keep theirs."""
    return "" if node is None else str(node.tag).removeprefix(W)
