"""The paragraphs of a .docx as a reader sees them: style names and text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechgen.word.looks import STRANGER
from speechgen.word.records import piece, style_of
from speechgen.word.says import W, local
from speechgen.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH, _RUN, _MOVED = f"{W}p", f"{W}r", f"{W}moveFrom"


def visible_paragraphs(body: "_Element", styles: Styles) -> Iterator[tuple[str, str]]:
    """Each paragraph's style name and the text that a reader sees, in the order of their starts.

    One walk over the tree: a paragraph in a text box stands inside another.
    """
    from lxml import etree

    found: list[tuple[str, list[str]]] = []
    inside: list[list[str]] = []
    moved = 0
    for event, node in etree.iterwalk(body, ("start", "end"), (_PARAGRAPH, _RUN, _MOVED)):
        begins = event == "start"
        if node.tag == _MOVED:
            moved += 1 if begins else -1
        elif node.tag == _PARAGRAPH and begins:
            inside.append([])
            found.append((style_of(node, styles).name, inside[-1]))
        elif node.tag == _PARAGRAPH:
            inside.pop()
        elif begins and inside and not moved:
            inside[-1].extend(map(_seen, node))
    return ((style, "".join(texts)) for style, texts in found)


def _seen(node: "_Element") -> str:
    if local(node) == "cr":
        return "\r"
    return "" if local(node) in ("rPr", "instrText") else piece(node).partition(STRANGER)[0]
