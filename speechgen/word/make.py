"""The parts that every document of a layout shares, made by python-docx.

python-docx takes long to import, so this module is imported only where no skeleton was kept.
"""

import zipfile
from io import BytesIO
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from speechgen.layout.model import Layout
from speechgen.word.make_pages import MARK_HERE, add_headers, number_pages, set_page
from speechgen.word.make_styles import element, set_styles
from speechgen.word.properties import CORE, CUSTOM
from speechgen.word.styles_xml import font_table_xml

MAIN = "word/document.xml"
# What python-docx's template brings and a speech does not need.
_UNUSED = (
    "theme",  # its fonts would override those that are named
    "stylesWithEffects",
    "numbering",
    "webSettings",
    "customXml",
    "thumbnail",
    "extended-properties",
)
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_TRACE = qn("w:rsid")
# In the schema's order. Mode 15 is Word 2013 and later: no older layout rules.
_SETTINGS = (
    '<w:zoom w:percent="100"/>',
    '<w:defaultTabStop w:val="420"/>',
    "<w:evenAndOddHeaders/>",
    '<w:characterSpacingControl w:val="doNotCompress"/>',
    # A line that ends in a line break is not stretched, as in Word's own Chinese template.
    '<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    '<w:decimalSymbol w:val="."/>',
    '<w:listSeparator w:val=","/>',
)


class Made(NamedTuple):
    """Shared parts by name, and what stands around the body and around the mark in a header."""

    parts: dict[str, bytes]
    body: tuple[bytes, bytes]
    headers: dict[str, tuple[bytes, bytes]]


def make_skeleton(layout: Layout, marked: bool) -> Made:
    """All of a document but its text, in that layout; a marked one has headers."""
    document = docx.Document()
    _drop_unused(document)
    set_styles(document, layout)
    set_page(document, layout)
    number_pages(document, layout)
    if marked:
        add_headers(document, layout)
    _set_settings(document, layout)
    _set_font_table(document, layout)
    _add_custom_properties(document)
    return _taken_apart(_saved(document))


def _drop_unused(document: Document) -> None:
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                relations.pop(key)


def _set_settings(document: Document, layout: Layout) -> None:
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    for xml in _SETTINGS:
        if layout.number.place == "outer" or "evenAndOdd" not in xml:
            root.append(element(xml))


def _set_font_table(document: Document, layout: Layout) -> None:
    table = element(f"<w:fonts>{font_table_xml(layout.fonts())}</w:fonts>")
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = _xml_bytes(table)


def _add_custom_properties(document: Document) -> None:
    """A part to relate to; its content is written for each document."""
    package = document.part.package
    kind = CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
    part = Part(PackURI(f"/{CUSTOM}"), kind, b"<empty/>", package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _saved(document: Document) -> dict[str, bytes]:
    file = BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def _taken_apart(parts: dict[str, bytes]) -> Made:
    """Part the document at its body and each header at its mark; the rest stays whole."""
    lean = {name: _lean(data) for name, data in parts.items() if name not in (CORE, CUSTOM)}
    before, middle, after = lean.pop(MAIN).partition(b"<w:sectPr")
    mark = MARK_HERE.encode()
    headers = {name: data for name, data in lean.items() if mark in data}
    around = {name: _around_mark(data, mark) for name, data in headers.items()}
    kept = {name: lean[name] for name in sorted(lean, key=_place) if name not in headers}
    return Made(kept, (before, middle + after), around)


def _around_mark(data: bytes, mark: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the run that holds the mark's place."""
    run = b"<w:r><w:t>" + mark + b"</w:t></w:r>"
    before, _, after = data.partition(run)
    return before, after


def _place(name: str) -> tuple[bool, bool, str]:
    """Content types first, then relationships: so programs tell a .docx by its first bytes."""
    return name != "[Content_Types].xml", not name.endswith(".rels"), name


def _lean(data: bytes) -> bytes:
    """A part without the namespaces and the traces of editing that python-docx's template has."""
    root = etree.fromstring(data)
    if _IGNORABLE in root.attrib:
        del root.attrib[_IGNORABLE]  # it would name prefixes that are declared no longer
    for node in root.iter():
        for name in [name for name in node.attrib if str(name).startswith(_TRACE)]:
            del node.attrib[name]
    etree.cleanup_namespaces(root)
    return _xml_bytes(root)


def _xml_bytes(root: Any) -> bytes:
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text
