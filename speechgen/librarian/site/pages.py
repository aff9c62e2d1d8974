"""The pages of a site: one for each template, one each for layouts, directives and genres."""

from collections.abc import Iterator

from speechgen.layout.model import Page as Sheet
from speechgen.librarian.describe import (
    directive_rows,
    directives_of,
    example_document,
    example_lines,
    field_rows,
    layout_named,
    layout_rows,
    origin_of,
    told_origin,
    works_of,
)
from speechgen.librarian.site.html import outward, shown, table, tag, text_tag
from speechgen.librarian.site.printed import sheet
from speechgen.library.contract import Contract
from speechgen.library.ledger import Directive
from speechgen.library.library import Library
from speechgen.library.manifest import Genre
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import LANGUAGES, Message, language, say


def template_page(library: Library, template: SectionTemplate) -> str:
    """A template: what it is for, its data, an example to paste, and what that prints."""
    contract = template.contract
    zh = text_tag("span", contract.zh, class_="zh") if contract.zh else ""
    origin = say("from {library}", library=told_origin(origin_of(library, template.name)))
    parts = [
        tag("h1", text_tag("span", template.name), " ", zh),
        both(contract.about),
        text_tag("p", origin, class_="muted"),
        text_tag("h2", say("data")),
        _fields(contract),
    ]
    lines = example_lines(template, language())
    if lines:
        parts += [text_tag("h2", say("an example")), pasted("\n".join(lines))]
    document = example_document(library, template)
    if document is not None:
        parts += [text_tag("h2", say("what it prints")), sheet(document)]
    return "\n".join(parts)


def both(about: dict[str, str]) -> str:
    """What something is for, in the language in force first, then in the other."""
    order = sorted(LANGUAGES, key=lambda name: name != language())
    said = dict.fromkeys(about[name] for name in order if about.get(name))
    return "".join(
        text_tag("p", text, class_="muted" if number else None) for number, text in enumerate(said)
    )


def pasted(text: str) -> str:
    """A text to be copied, with a button for it."""
    button = text_tag("button", say("copy"), type="button", data_copy=say("copied"), hidden=True)
    return tag("div", text_tag("pre", text), button, class_="pasted")


def _fields(contract: Contract) -> str:
    head = (say("field"), say("Chinese"), say("type"), say("default"), say("what for"))
    if not contract.fields:
        return text_tag("p", say("it takes no data"), class_="muted")
    rows = (
        (
            tag("td", text_tag("code", row.name), class_=f"depth{min(row.depth, 3)}"),
            text_tag("td", row.zh),
            text_tag("td", row.type),
            text_tag("td", say("required"), class_="must")
            if row.required
            else tag("td", text_tag("code", row.default) if row.default else ""),
            text_tag("td", row.about),
        )
        for row in field_rows(contract.fields)
    )
    return table(head, rows)


def layouts_page(library: Library) -> str:
    """Every layout with its measures, and a drawing of its page."""
    parts = [text_tag("h1", say("layouts"))]
    for name in library.layout_names:
        layout = layout_named(library, name)
        drawing = tag("div", _drawing(layout.page)) if layout else tag("div")
        rows = _rows((said, shown(value)) for said, value in layout_rows(library, name))
        parts.append(text_tag("h2", name, id=name))
        parts.append(tag("div", drawing, rows, class_="two"))
    return "\n".join(parts)


def _drawing(page: Sheet) -> str:
    """A page at a scale, its type area and its lines."""
    size = f"0 0 {page.width} {page.height}"
    paper = tag("rect", class_="paper", width=page.width, height=page.height)
    area = tag(
        "rect", class_="text", x=page.left, y=page.top,
        width=page.text_width, height=page.text_height,
    )  # fmt: skip
    lines = "".join(
        f"M{page.left} {page.top + number * page.pitch}h{page.text_width}"
        for number in range(1, page.lines)
    )
    drawn = tag("path", d=lines, fill="none", stroke_width=30)
    return tag("svg", paper, area, drawn, viewBox=size, role="img", aria_hidden="true")


def _rows(rows: Iterator[tuple[Message, str]]) -> str:
    body = "".join(tag("tr", text_tag("th", name, scope="row"), tag("td", value))
                   for name, value in rows)  # fmt: skip
    return tag("div", tag("table", tag("tbody", body)), class_="wide")


def directives_page(library: Library) -> str:
    """Every directive in full, by who says it and the work that it stands in."""
    parts = [text_tag("h1", say("directives"))]
    for work, entries in works_of(directives_of(library).values()).items():
        parts.append(text_tag("h2", work))
        parts += [_directive(entry) for entry in entries]
    return "\n".join(parts)


def _directive(entry: Directive) -> str:
    rows = [(name, value) for name, value in directive_rows(entry) if value != entry.text]
    told = "".join(
        tag("p", text_tag("span", f"{name} ", class_="muted"), outward(value))
        for name, value in rows
        if value
    )
    head = text_tag("h3", entry.id)
    return tag("div", head, text_tag("p", entry.text, class_="words"), told,
               class_="entry", id=entry.id)  # fmt: skip


def genres_page(library: Library) -> str:
    """Every genre with its skeletons in both languages."""
    parts = [text_tag("h1", say("genres"))]
    for genre in library.genres:
        zh = text_tag("span", genre.zh, class_="muted")
        parts.append(tag("h2", text_tag("span", genre.name), " ", zh, id=genre.name))
        parts.append(both(genre.about))
        parts += [pasted(text) for text in _skeletons(library, genre)]
    return "\n".join(parts)


def _skeletons(library: Library, genre: Genre) -> Iterator[str]:
    for name in sorted(LANGUAGES, key=lambda name: name != language()):
        try:
            yield library.skeleton(genre.name, name)
        except SpeechgenError:  # the check tells why
            continue
