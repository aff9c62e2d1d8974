"""Ways to break a good .docx, each with words of the report that the structural checks give."""

import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Entries = list[tuple[str, bytes]]
DOCUMENT, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
RELATIONS, COMMENTS = "word/_rels/document.xml.rels", "word/comments.xml"


@dataclass(frozen=True, slots=True)
class Break:
    """One way to break a document, and what the report about it says."""

    name: str
    change: Callable[[Entries], Entries]
    report: str


def break_document(good: Path, target: Path, change: Callable[[Entries], Entries]) -> Path:
    """Write a changed copy of a document."""
    with zipfile.ZipFile(good) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # an entry that is there twice is wanted here
        for name, data in change(entries):
            archive.writestr(name, data)
    return target


def replace(part: str, old: str, new: str) -> Callable[[Entries], Entries]:
    """Replace the first place of a text in a part; the text must be there."""

    def change(entries: Entries) -> Entries:
        data = dict(entries)[part]
        assert old.encode() in data, f"{part} holds no {old}"
        changed = data.replace(old.encode(), new.encode(), 1)
        return [(name, changed if name == part else data) for name, data in entries]

    return change


def drop(part: str) -> Callable[[Entries], Entries]:
    """Leave a part out."""
    return lambda entries: [entry for entry in entries if entry[0] != part]


def add(name: str, data: bytes = b"") -> Callable[[Entries], Entries]:
    """Add an entry."""
    return lambda entries: [*entries, (name, data)]


def repeat_first(entries: Entries) -> Entries:
    """Write the first entry again at the end."""
    return [*entries, entries[0]]


def in_text(new: str, *, old: str = "<w:t>下面") -> Callable[[Entries], Entries]:
    """Replace the beginning of a paragraph's text in the body."""
    return replace(DOCUMENT, old, new)


def _change(name: str, report: str, part: str, old: str, new: str) -> Break:
    return Break(name, replace(part, old, new), report)


PROPERTIES = "<w:p><w:pPr><w:jc w:val='left'/><w:keepNext/></w:pPr></w:p><w:sectPr "
RUN_ORDER = "<w:rPr><w:sz w:val='32'/><w:b/></w:rPr><w:t>下面"
RUN_TWICE = "<w:rPr><w:b/><w:b/></w:rPr><w:t>下面"
THEME = "<w:rPr><w:rFonts w:eastAsiaTheme='minorEastAsia'/></w:rPr><w:t>下面"
MISSING_STYLE = "<w:p><w:pPr><w:pStyle w:val='Ghost'/></w:pPr></w:p><w:sectPr "
OVERRIDE = '<Override PartName="/word/ghost.xml" ContentType="application/xml"/></Types>'

BREAKS = [
    _change("two sectPr", "2 sectPr", DOCUMENT, "<w:body>", "<w:body><w:sectPr/>"),
    _change("sectPr not last", "not last", DOCUMENT, "</w:sectPr>", "</w:sectPr><w:p/>"),
    _change(
        "bookmark id", "bookmark id 0 is there 2", DOCUMENT, 'kStart w:id="1"', 'kStart w:id="0"'
    ),
    _change("bookmark name", "bookmark name b0", DOCUMENT, 'w:name="b1"', 'w:name="b0"'),
    _change("bookmark end", "no end", DOCUMENT, '<w:bookmarkEnd w:id="0"/>', ""),
    _change("comment id", "comment id 0", COMMENTS, 'w:comment w:id="1"', 'w:comment w:id="0"'),
    _change("comment missing", "has no comment", DOCUMENT, 'eStart w:id="1"', 'eStart w:id="9"'),
    _change("docPr id", "docPr id 1", DOCUMENT, 'docPr id="2"', 'docPr id="1"'),
    _change("r:id", "rId999 does not exist", DOCUMENT, 'r:embed="', 'r:embed="rId999" x="'),
    _change("relation twice", "is there 2", RELATIONS, 'Id="rId1"', 'Id="rId2"'),
    Break("target missing", drop(STYLES), "which does not exist"),
    _change("type of a kind", "no content type", TYPES, 'Extension="png"', 'Extension="gif"'),
    _change(
        "type of a part", "content type of its own", TYPES, "/word/styles.xml", "/word/document.txt"
    ),
    _change("type of no part", "no part", TYPES, "</Types>", OVERRIDE),
    Break("directory", add("word/"), "directory entry"),
    Break("entry twice", repeat_first, "is there 2 times"),
    Break("text in a run", in_text("游离<w:t>下面"), "directly inside w:r"),
    Break("text in a paragraph", replace(DOCUMENT, "</w:p>", "游离</w:p>"), "inside w:p"),
    _change("paraId", "paraId 00000001", DOCUMENT, '"00000002"', '"00000001"'),
    _change("large paraId", "out of range", DOCUMENT, '"00000002"', '"F0000002"'),
    _change("pPr order", "w:pPr holds jc keepNext", DOCUMENT, "<w:sectPr ", PROPERTIES),
    Break("rPr order", in_text(RUN_ORDER), "w:rPr holds sz b"),
    Break("rPr twice", in_text(RUN_TWICE), "w:rPr holds b b"),
    Break("theme font", in_text(THEME), "theme font"),
    _change("paragraph style", "no paragraph style", DOCUMENT, "<w:sectPr ", MISSING_STYLE),
    _change("character style", "no character style", DOCUMENT, '"Strong"', '"Ghost"'),
    _change("style kind", "no character style", DOCUMENT, '"Strong"', '"Normal"'),
    Break("control character", in_text("<w:t>\x01下面"), "U+0001"),
    Break("coded character", in_text("<w:t>&#11;下面"), "U+000B"),
    Break("not well formed", in_text("<w:t><下面"), "not well formed"),
    _change("DOCTYPE", "DOCTYPE", DOCUMENT, "<w:document", "<!DOCTYPE x><w:document"),
    Break("outer space", in_text("<w:t> 下面"), "not preserved"),
    Break("line break", in_text("<w:t>下\n面"), "line break inside"),
]
