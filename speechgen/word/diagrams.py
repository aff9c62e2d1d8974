"""Words that are seen in a drawing, and stand in a part of their own: SmartArt, charts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_CHARTS = ("chart", "chartEx")


def diagram_texts(archive: Archive, part: str, drawing: "_Element") -> Iterator[str]:
    """The paragraphs of the SmartArt in a drawing, each before those below it."""
    wanted = {node.get(_DATA) for node in drawing.iter(f"{_DIAGRAM}relIds")}
    for relation in archive.relations(part) if wanted else ():
        if relation.id in wanted and archive.has(relation.target):
            yield from _model_texts(archive.xml(relation.target))


def chart_texts(archive: Archive, part: str) -> Iterator[str]:
    """The words of each chart, each once: titles, the names of series and of what is compared."""
    for relation in archive.relations(part):
        if relation.kind in _CHARTS and archive.has(relation.target):
            words = dict.fromkeys(_chart_words(archive.xml(relation.target)))
            if words:
                yield ", ".join(words)


def _model_texts(model: "_Element") -> Iterator[str]:
    points = {node.get("modelId", ""): node for node in model.iter(f"{_DIAGRAM}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for tie in model.iter(f"{_DIAGRAM}cxn"):
        if tie.get("type", "parOf") == "parOf":
            order = tie.get("srcOrd", "")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(tie.get("srcId", ""), []).append((place, tie.get("destId", "")))
    tops = [name for name, node in points.items() if node.get("type") == "doc"]
    waiting, seen = [*tops[::-1]], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in points:
            seen.add(name)
            yield from _paragraphs(points[name])
            waiting += [child for _, child in sorted(below.get(name, ()), reverse=True)]
    for name, node in points.items():  # what nothing leads to
        if name not in seen:
            yield from _paragraphs(node)


def _paragraphs(node: "_Element") -> Iterator[str]:
    for paragraph in node.iter(f"{_DRAWING}p"):
        text = "".join(part.text or "" for part in paragraph.iter(f"{_DRAWING}t"))
        if text.strip():
            yield text


def _chart_words(chart: "_Element") -> Iterator[str]:
    for node in chart.iter(f"{_DRAWING}p", f"{_CHART}strCache"):
        if node.tag == f"{_DRAWING}p":
            said = ["".join(part.text or "" for part in node.iter(f"{_DRAWING}t"))]
        else:
            said = [part.text or "" for part in node.iter(f"{_CHART}v")]
        yield from (word.strip() for word in said if word.strip())
