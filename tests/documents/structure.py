"""Structural checks of a .docx: what validators miss and Word refuses, or shows wrongly."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from .package import (
    Package,
    check_content_types,
    check_entries,
    check_relationships,
    check_xml,
    open_package,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GOOD_PARA_ID = re.compile("(?!0{8})[0-7][0-9A-F]{7}")
XML_SPACES = " \t\r\n"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
THEME_FONTS = {W + name for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")}
TEXT_HOLDERS = {W + n for n in ("t", "delText", "instrText", "delInstrText", "fldData", "binData")}
STYLE_TYPES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}

# The schema's order of the children of w:pPr and w:rPr.
ORDERS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
        topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
        contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike
        outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern
        position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
        eastAsianLayout specVanish oMath rPrChange""",
}


def check_structure(path: Path) -> list[str]:
    """Give every structural problem of a .docx in words, or an empty list."""
    try:
        package = open_package(path)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        return [f"{path.name}: {error}"]
    return [problem for check in CHECKS for problem in check(package)]


def check_section(package: Package) -> Iterator[str]:
    """The body has exactly one sectPr of its own, and it stands last."""
    root = package.roots.get(DOCUMENT)
    body = None if root is None else root.find(W + "body")
    if body is None:
        yield f"{DOCUMENT}: no body"
        return
    places = [n for n, child in enumerate(body) if child.tag == W + "sectPr"]
    if len(places) != 1:
        yield f"{DOCUMENT}: {len(places)} sectPr in the body"
    elif places[0] != len(body) - 1:
        yield f"{DOCUMENT}: sectPr is not last in the body"


def check_bookmarks(package: Package) -> Iterator[str]:
    """Bookmarks have unique ids and names, and each one ends."""
    starts = list(_all(package, W + "bookmarkStart"))
    ids = [start.get(W + "id") for start in starts]
    ends = [end.get(W + "id") for end in _all(package, W + "bookmarkEnd")]
    yield from _repeated("bookmark id", ids)
    yield from _repeated("bookmark end", ends)
    yield from _repeated(
        "bookmark name", [start.get(W + "name", "").casefold() for start in starts]
    )
    yield from (f"bookmark id {value} has no end" for value in ids if value not in ends)
    yield from (f"bookmark id {value} has no start" for value in ends if value not in ids)


def check_comments(package: Package) -> Iterator[str]:
    """Comments have unique ids, and every mark in a text leads to one."""
    ids = [comment.get(W + "id") for comment in _all(package, W + "comment")]
    yield from _repeated("comment id", ids)
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for element in _all(package, W + mark):
            if element.get(W + "id") not in ids:
                yield f"{mark} {element.get(W + 'id')} has no comment"


def check_ids(package: Package) -> Iterator[str]:
    """Drawings and paragraphs have unique ids; a paraId is below 80000000."""
    yield from _repeated("docPr id", [element.get("id") for element in _all(package, DOC_PR)])
    elements = [e for root in package.roots.values() for e in root.iter()]
    values = [value for e in elements if (value := e.get(PARA_ID)) is not None]
    yield from _repeated("paraId", values)
    yield from (f"paraId {v} is out of range" for v in values if not GOOD_PARA_ID.fullmatch(v))


def check_text(package: Package) -> Iterator[str]:
    """Text stands only in w:t and its like; its outer spaces are kept, it holds no line break."""
    for name, root in package.roots.items():
        for element in root.iter():
            if not element.tag.startswith(W):
                continue
            if element.tag in TEXT_HOLDERS:
                yield from _check_text_element(name, element)
            else:
                yield from _stray_text(name, element)


def _stray_text(name: str, element: Element) -> Iterator[str]:
    """Find text directly inside an element that may only hold elements."""
    for text in [element.text, *(child.tail for child in element)]:
        if text and text.strip(XML_SPACES):
            yield f"{name}: text {text.strip()[:10]!r} directly inside w:{_local(element)}"


def _check_text_element(name: str, element: Element) -> Iterator[str]:
    """Find text that Word would change: dropped outer spaces, tabs and breaks as spaces."""
    text = element.text or ""
    if text.strip(XML_SPACES) != text and element.get(SPACE) != "preserve":
        yield f"{name}: outer spaces of {text[:10]!r} are not preserved"
    if set(text) & set("\t\r\n"):
        yield f"{name}: tab or line break inside w:{_local(element)} {text[:10]!r}"


def check_properties(package: Package) -> Iterator[str]:
    """The children of w:pPr and w:rPr stand in the schema's order, each once."""
    for tag, names in ORDERS.items():
        order = names.split()
        for name, element in _all_named(package, W + tag):
            found = [_local(child) for child in element if child.tag.startswith(W)]
            if found != [child for child in order if child in found]:
                yield f"{name}: w:{tag} holds {' '.join(found)}"


def check_theme_fonts(package: Package) -> Iterator[str]:
    """No font comes from a theme: it would override the one that is named."""
    for name, element in _all_named(package, W + "rFonts"):
        for key in sorted(THEME_FONTS & set(element.keys())):
            yield f"{name}: theme font {key.removeprefix(W)}={element.get(key)}"


def check_styles(package: Package) -> Iterator[str]:
    """Every style that is used exists with the right type, and no style id is there twice."""
    styles = list(package.roots.get(STYLES, Element("none")).iter(W + "style"))
    ids = [style.get(W + "styleId") for style in styles]
    yield from _repeated("style id", ids)
    known = {(style.get(W + "type"), style.get(W + "styleId")) for style in styles}
    for tag, kind in STYLE_TYPES.items():
        for name, element in _all_named(package, W + tag):
            if (kind, element.get(W + "val")) not in known:
                yield f"{name}: no {kind} style {element.get(W + 'val')}"
    for tag in ("basedOn", "next", "link"):
        for _, element in _all_named(package, W + tag):
            if element.get(W + "val") not in ids:
                yield f"{STYLES}: {tag} {element.get(W + 'val')} does not exist"


def _all_named(package: Package, tag: str) -> Iterator[tuple[str, Element]]:
    """Give the elements of that tag in every part, with the part's name."""
    for name, root in package.roots.items():
        yield from ((name, element) for element in root.iter(tag))


def _all(package: Package, tag: str) -> Iterator[Element]:
    """Give the elements of that tag in every part."""
    yield from (element for _, element in _all_named(package, tag))


def _repeated(what: str, values: Iterable[str | None]) -> Iterator[str]:
    """Report values that are there more than once."""
    yield from (f"{what} {v} is there {n} times" for v, n in Counter(values).items() if n > 1)


def _local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


CHECKS = (
    check_entries,
    check_xml,
    check_content_types,
    check_relationships,
    check_section,
    check_bookmarks,
    check_comments,
    check_ids,
    check_text,
    check_properties,
    check_theme_fonts,
    check_styles,
)
