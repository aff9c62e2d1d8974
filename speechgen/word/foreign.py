"""A .docx that somebody made, as the paragraphs that a reader sees, in reading order.

Text in tables, in text boxes, in SmartArt, in fields and links is text; numbers that Word makes
are resolved; tracked changes are accepted, or rejected. Footnotes, comments and the words of charts
stand apart.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speechgen.word.archive import Archive
from speechgen.word.diagrams import chart_texts, diagram_texts
from speechgen.word.numbering import Numbering
from speechgen.word.records import open_styles, read_body
from speechgen.word.says import VAL, W, paragraph_says, run_says
from speechgen.word.styles import Said, Style, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_TEXTS = frozenset((f"{W}t", f"{W}delText", f"{W}rt"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
    f"{W}ptab": "\t",
}
_UNREAD = frozenset(
    W + name for name in ("pPr", "rPr", "sectPr", "instrText", "delInstrText", "tblPr", "tcPr")
)
_DATE_DIGITS = 6  # 2026-03; the number of a page has fewer
_LOWEST_LEVEL = 9
_BODY_SIZE = 32  # half points; 三号


class Stretch(NamedTuple):
    """Some characters of one face: the font, whether bold, the size in half points."""

    text: str
    font: str = ""
    bold: bool = False
    size: int = _BODY_SIZE


class ForeignParagraph(NamedTuple):
    """A paragraph: its automatic number, its text, the outline level of its style (0: none)."""

    label: str
    stretches: tuple[Stretch, ...]
    level: int = 0
    style: str = ""
    centred: bool = False

    @property
    def text(self) -> str:
        """What is read, the number before it."""
        return self.label + "".join(stretch.text for stretch in self.stretches)


class ForeignDocument(NamedTuple):
    """A document: its paragraphs, the texts of its notes, its comments with their authors.

    ``edges`` are the lines of its headers and footers, each once; ``charts`` the words of charts.
    """

    paragraphs: tuple[ForeignParagraph, ...]
    edges: tuple[str, ...]
    notes: tuple[str, ...]
    comments: tuple[str, ...]
    charts: tuple[str, ...] = ()


def read_foreign(path: str | Path, reject: bool = False) -> ForeignDocument:
    """Read a document; tracked changes are accepted, or rejected.

    Raises :class:`BadFileError` where it is no .docx, damaged, or larger than any speech.
    """
    archive = Archive(Path(path))
    main, body = read_body(archive)
    numbers = archive.related("numbering", main)
    numbering = Numbering(archive.xml(numbers) if numbers else None)
    reader = _Reader(archive, main, open_styles(archive, main), numbering, reject)
    paragraphs = tuple(reader.paragraphs(body))
    notes = [text for kind in ("footnotes", "endnotes") for text in _notes(reader, kind)]
    edges = tuple(dict.fromkeys(_edges(archive, main, reader)))
    charts = tuple(chart_texts(archive, main))
    return ForeignDocument(paragraphs, edges, tuple(notes), tuple(_comments(reader)), charts)


class _Reader:
    def __init__(
        self, archive: Archive, part: str, styles: Styles, numbering: Numbering, reject: bool
    ) -> None:
        self._archive = archive
        self._part = part  # whose relations its drawings use
        self._styles = styles
        self._numbering = numbering
        self._left_out = _INSERTED if reject else _DELETED
        self._undone = f"{W}ins" if reject else f"{W}del"  # a paragraph mark that is not there
        self._boxes: list[_Element] = []
        self._drawn: list[str] = []

    def in_part(self, kind: str) -> "Iterator[tuple[_Element, str]]":
        """The stories of a part of that kind, such as footnotes, and their texts."""
        name = self._archive.related(kind, self._part)
        for node in self._archive.xml(name) if name else ():
            lines = (paragraph.text.strip() for paragraph in self.paragraphs(node))
            text = " ".join(line for line in lines if line)
            if text:
                yield node, text

    def of(self, part: str) -> "Iterator[ForeignParagraph]":
        """The paragraphs of a header or a footer, which has relations of its own."""
        main, self._part = self._part, part
        yield from self.paragraphs(self._archive.xml(part))
        self._part = main

    def paragraphs(self, node: "_Element") -> Iterator[ForeignParagraph]:
        """The paragraphs of a story; those of a box or of SmartArt follow the one it is in."""
        begun: ForeignParagraph | None = None
        for paragraph in _paragraph_nodes(node, self._left_out):
            found = self._paragraph(paragraph, begun)
            boxes, self._boxes = self._boxes, []
            drawn, self._drawn = self._drawn, []
            begun = found if self._goes_on(paragraph) else None
            if begun is None:
                yield found
            for box in boxes:
                yield from self.paragraphs(box)
            for text in drawn:
                yield ForeignParagraph("", (Stretch(text),))
        if begun is not None:
            yield begun

    def _goes_on(self, node: "_Element") -> bool:
        """Whether a tracked change took the paragraph's mark away, and joined it with the next."""
        return node.find(f"{W}pPr/{W}rPr/{self._undone}") is not None

    def _paragraph(self, node: "_Element", begun: ForeignParagraph | None) -> ForeignParagraph:
        properties = node.find(f"{W}pPr")
        said = paragraph_says(properties)
        style, _ = self._styles.paragraph(said)
        stretches = tuple(self._stretches(node, style))
        if begun is not None:
            return begun._replace(stretches=begun.stretches + stretches)
        styled = (of.find(f"{W}pPr") for of in self._styles.chain(said))
        chain = [found for found in (properties, *styled) if found is not None]
        label = self._label(chain, said) if any(s.text.strip() for s in stretches) else ""
        centred = (said.get("jc") or style.paragraph.get("jc")) == "center"
        return ForeignParagraph(label, stretches, _level(chain), style.name.lower(), centred)

    def _label(self, chain: "list[_Element]", said: Said) -> str:
        """The automatic number: of the paragraph itself, or of its style."""
        number, level = "", None
        for properties in chain:
            found = properties.find(f"{W}numPr")
            if found is not None:
                number = number or _value(found, "numId")
                given = _value(found, "ilvl")
                level = int(given) if level is None and given.isdecimal() else level
            if number:
                break
        if level is None:
            level = self._numbering.level_of_style(number, said.get("style", ""))
        return self._numbering.label(number, level or 0) if number not in ("", "0") else ""

    def _stretches(self, node: "_Element", style: Style) -> Iterator[Stretch]:
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                text = "".join(self._texts(child))
                if text:
                    yield self._stretch(text, child, style)
            elif tag not in self._left_out and tag not in _UNREAD and tag != f"{W}p":
                if tag in _TEXTS or _local(child) == "t":
                    yield Stretch(child.text or "")
                yield from self._stretches(child, style)

    def _stretch(self, text: str, run: "_Element", style: Style) -> Stretch:
        face = self._styles.face(style, run_says(run.find(f"{W}rPr")))
        size = face.get("sz", "")
        return Stretch(
            text,
            face.get("eastAsia", ""),
            face.get("b") == "1",
            int(size) if size.isdecimal() else _BODY_SIZE,
        )

    def _texts(self, run: "_Element") -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                chosen = _chosen(child)
                yield from self._texts(chosen) if chosen is not None else ()
            elif tag not in _UNREAD:
                self._find_boxes(child)
                if tag == f"{W}drawing":
                    self._drawn += diagram_texts(self._archive, self._part, child)
                yield from self._texts(child) if tag == f"{W}ruby" else ()

    def _find_boxes(self, node: "_Element") -> None:
        """Keep the text boxes of a drawing; a box inside a box is found in its turn."""
        for child in node:
            if child.tag == f"{W}txbxContent":
                self._boxes.append(child)
            else:
                self._find_boxes(child)


def _paragraph_nodes(node: "_Element", left_out: frozenset[str]) -> "Iterator[_Element]":
    """The paragraphs below a node, whatever stands between: tables, controls, changes."""
    for child in node:
        if child.tag == f"{W}p":
            yield child
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            chosen = _chosen(child)
            yield from _paragraph_nodes(chosen, left_out) if chosen is not None else ()
        elif not (child.tag in _UNREAD or child.tag in left_out or _row_gone(child, left_out)):
            yield from _paragraph_nodes(child, left_out)


def _row_gone(node: "_Element", left_out: frozenset[str]) -> bool:
    """Whether a tracked change took a row of a table away."""
    properties = node.find(f"{W}trPr") if node.tag == f"{W}tr" else None
    return properties is not None and any(child.tag in left_out for child in properties)


def _chosen(node: "_Element") -> "_Element | None":
    """One of several ways to say the same: the first that holds text, else the first."""
    ways = list(node)
    texted = (way for way in ways if any(True for _ in way.iter(f"{W}t")))
    return next(texted, ways[0] if ways else None)


def _level(chain: "list[_Element]") -> int:
    """The outline level, from 1; 0 for body text."""
    for properties in chain:
        found = _value(properties, "outlineLvl")
        if found.isdecimal():
            return int(found) + 1 if int(found) < _LOWEST_LEVEL else 0
    return 0


def _symbol(node: "_Element") -> str:
    """A sign of a symbol font: its place in the font, if that is one of Unicode's too."""
    code = node.get(f"{W}char", "")
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign if sign.isprintable() else "□"


def _edges(archive: Archive, main: str, reader: _Reader) -> Iterator[str]:
    """The lines of headers and footers; the number of a page is none, a date is one."""
    parts = [of.target for of in archive.relations(main) if of.kind in ("header", "footer")]
    for part in dict.fromkeys(parts):
        for paragraph in reader.of(part):
            text = paragraph.text.strip()
            digits = sum(char.isdecimal() for char in text)
            if any(char.isalpha() for char in text) or digits >= _DATE_DIGITS:
                yield text


def _notes(reader: _Reader, kind: str) -> Iterator[str]:
    for node, text in reader.in_part(kind):
        if node.get(f"{W}type", "normal") == "normal":
            yield text


def _comments(reader: _Reader) -> Iterator[str]:
    for node, text in reader.in_part("comments"):
        author = node.get(f"{W}author", "")
        yield f"{author}: {text}" if author else text


def _value(node: "_Element", name: str) -> str:
    found = node.find(W + name)
    return "" if found is None else found.get(VAL, "")


def _local(node: "_Element") -> str:
    return str(node.tag).rpartition("}")[2]
