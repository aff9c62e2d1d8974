"""The styles of a layout, put into python-docx's styles part."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from speechgen.layout.model import Layout
from speechgen.word.names import PAGE_NUMBER, PARAGRAPHS, RUNS, StyleName
from speechgen.word.styles_xml import (
    character_xml,
    edge_xml,
    fonts_xml,
    paragraph_xml,
    run_xml,
)

_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
# The other styles that Word has built in (376 in Word 2016) stay out of the style pane.
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)
_BEFORE_BODY = ("title", "subtitle", "byline", "date", "salutation")


def element(xml: str) -> Any:
    """A fragment whose root lacks the declaration of ``w`` as an element."""
    name_end = min(index for index in (xml.find(" "), xml.find("/"), xml.find(">")) if index > 0)
    return parse_xml(f"{xml[:name_end]} {nsdecls('w')}{xml[name_end:]}")


def set_styles(document: Document, layout: Layout) -> None:
    """Put in the layout's styles and no others."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    fonts = fonts_xml(layout.base.font)
    root.append(
        element(
            f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_LANGUAGE}</w:rPr></w:rPrDefault>"
            "<w:pPrDefault/></w:docDefaults>"
        )
    )
    root.append(element(_LATENT))
    normal = _add(document, PARAGRAPHS["base"], WD_STYLE_TYPE.PARAGRAPH)
    normal.set(qn("w:default"), "1")
    _describe(normal, paragraph_xml(layout.base, None), run_xml(layout.base, None))
    for role in layout.paragraphs:
        if role not in ("base", "footer"):
            _add_paragraph_style(document, layout, role)
    _add_footer_styles(document, layout)
    for role, name in RUNS.items():
        _describe(_add(document, name, WD_STYLE_TYPE.CHARACTER), character_xml(layout, role))


def _add(document: Document, name: StyleName, kind: WD_STYLE_TYPE) -> Any:
    """A style of that name and id, shown in the style pane."""
    style = document.styles.add_style(name.name, kind, builtin=name.built_in)
    style.element.name_val = name.name
    style.element.styleId = name.id
    style.quick_style = True
    return style.element


def _describe(style: Any, *properties: str) -> None:
    """Append ``w:pPr`` and ``w:rPr``, which stand last in a style."""
    for xml in properties:
        if xml:
            style.append(element(xml))


def _relate(style: Any, based_on: StyleName, following: StyleName | None = None) -> None:
    """Say what a style is based on, and which one the next paragraph takes."""
    style.basedOn_val = based_on.id
    if following:
        style.get_or_add_next().set(qn("w:val"), following.id)


def _add_paragraph_style(document: Document, layout: Layout, role: str) -> None:
    style = layout.paragraphs[role]
    level = int(role.removeprefix("heading")) if role.startswith("heading") else 0
    added = _add(document, PARAGRAPHS[role], WD_STYLE_TYPE.PARAGRAPH)
    following = PARAGRAPHS["body"] if level or role in _BEFORE_BODY else None
    _relate(added, PARAGRAPHS["base"], following)
    _describe(added, paragraph_xml(style, layout.base, level), run_xml(style, layout.base))


def _add_footer_styles(document: Document, layout: Layout) -> None:
    """The page number's styles; on even pages it stands on the other side, and a style says so."""
    place, inset = layout.number.place, layout.number.inset
    if place == "none":
        return
    footer = layout.paragraphs["footer"]
    odd = footer._replace(align="right" if place == "outer" else "centre")
    edge = edge_xml("right", inset, footer.size) if place == "outer" else ""
    added = _add(document, PARAGRAPHS["footer"], WD_STYLE_TYPE.PARAGRAPH)
    _relate(added, PARAGRAPHS["base"])
    _describe(added, paragraph_xml(odd, layout.base, 0, edge), run_xml(footer, layout.base))
    if place == "outer":
        even = footer._replace(align="left")
        added = _add(document, PARAGRAPHS["footer_even"], WD_STYLE_TYPE.PARAGRAPH)
        _relate(added, PARAGRAPHS["footer"])
        edge = edge_xml("left", inset, footer.size)
        _describe(added, paragraph_xml(even, odd, 0, edge))
    _add(document, PAGE_NUMBER, WD_STYLE_TYPE.CHARACTER)
