"""From the values of layout files to a :class:`Layout`; what is missing or unfit is reported."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from speechgen.layout.model import (
    HEADING_LEVELS,
    PARAGRAPH_STYLES,
    Font,
    Layout,
    Page,
    PageNumber,
    ParagraphStyle,
    RunStyle,
    TitleBlock,
)
from speechgen.layout.shapes import LAYOUT, NUMBER, PAGE, STYLE, TITLE
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Bilingual, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place
from speechgen.source.schema import Shape

Values: TypeAlias = dict[str, Any]
Paragraphs: TypeAlias = Mapping[str, ParagraphStyle]
_CHINESE = {field.name: field.zh for field in LAYOUT.fields}
_PAGE = {field.name: field.zh for field in PAGE.fields}
_UNKNOWN = Font("", "")  # goes on where a class of type is wrong; the report stops it later


def build_layout(values: Values, path: Path, report: Report) -> Layout:
    """The layout that the merged values describe.

    Raises :class:`SpeechgenError` with E504, E505, E506 and what ``report`` already holds.
    """
    place = Place(str(path))
    base = values["base"] = dict(values.get("base") or {})
    if base.get("pitch") is None:
        base["pitch"] = (values.get("page") or {}).get("pitch")
    for section, shape in (
        ("page", PAGE),
        ("base", STYLE),
        ("title", TITLE),
        ("page_number", NUMBER),
    ):
        _require(values.get(section) or {}, shape, section, place, report)
    report.check()
    fonts = {name: _font(font) for name, font in (values.get("fonts") or {}).items()}
    page = Page(**values["page"])
    styles = _with_deeper("heading", values.get("styles") or {})
    paragraphs = {
        name: _paragraph_style(base, styles.get(name) or {}, fonts, report)
        for name in ("base", *PARAGRAPH_STYLES)
    }
    runs = _run_styles(values.get("runs") or {}, fonts, paragraphs, report)
    report.check()
    _check_page(page, paragraphs["base"], place, report)
    about = values["about"].text if values.get("about") else ""
    title, number = TitleBlock(**values["title"]), PageNumber(**values["page_number"])
    return Layout(path.stem, about, page, paragraphs, runs, title, number)


def _require(values: Values, shape: Shape, section: str, place: Place, report: Report) -> None:
    """Report the keys of a section that no file of the chain gave (E505)."""
    missing = [field for field in shape.fields if values.get(field.name) is None]
    if missing:
        english = ", ".join(field.name for field in missing)
        chinese = "、".join(field.zh for field in missing)
        key = Bilingual(section, _CHINESE[section])
        message = say("'{key}' lacks: {keys}", key=key, keys=Bilingual(english, chinese))
        hint = say("give them, or begin with a layout that has them: extends: standard")
        report.error("E505", message, place, hint)


def _font(values: Values) -> Font:
    name, latin = values["name"], values["latin"]
    return Font(name, latin or name, values["instead"] or "", values["holds"] or "")


def _with_deeper(name: str, styles: Values) -> Values:
    """The styles, each level that is not described taking what the level above it has."""
    filled = dict(styles)
    for level in range(2, HEADING_LEVELS + 1):
        if filled.get(f"{name}{level}") is None:
            filled[f"{name}{level}"] = filled.get(f"{name}{level - 1}")
    return filled


def _paragraph_style(
    base: Values, own: Values, fonts: Mapping[str, Font], report: Report
) -> ParagraphStyle:
    values = {**base, **{key: value for key, value in own.items() if value is not None}}
    return ParagraphStyle(**{**values, "font": _named_font(values["font"], fonts, report)})


def _run_styles(
    runs: Values, fonts: Mapping[str, Font], paragraphs: Paragraphs, report: Report
) -> dict[str, RunStyle]:
    """Run-in heads look like the heading of their level unless they have a look of their own."""
    found = {name: _run_style(runs.get(name), fonts, report) for name in ("lead", "strong")}
    body = paragraphs["body"]
    for level in range(1, HEADING_LEVELS + 1):
        own, heading = runs.get(f"head{level}"), paragraphs[f"heading{level}"]
        if own is not None:
            found[f"head{level}"] = _run_style(own, fonts, report)
        else:
            font = heading.font if heading.font != body.font else None
            found[f"head{level}"] = RunStyle(font, heading.bold)
    return found


def _run_style(values: Values | None, fonts: Mapping[str, Font], report: Report) -> RunStyle:
    name = values and values["font"]
    font = _named_font(name, fonts, report) if name else None
    return RunStyle(font, bool(values and values["bold"]))


def _named_font(name: Scalar, fonts: Mapping[str, Font], report: Report) -> Font:
    """The class of type of that name; reports E504 once for each place."""
    if name.text in fonts:
        return fonts[name.text]
    if all(d.place != name.place for d in report.diagnostics):
        message = say("'fonts' has no class of type '{name}'", name=name.text)
        report.error("E504", message, name.place, near_miss(name.text, fonts))
    return _UNKNOWN


def _check_page(page: Page, base: ParagraphStyle, place: Place, report: Report) -> None:
    """The stated lines and characters are those that the type area holds (E506)."""
    advance = base.size * 10 + base.spacing
    for name, stated, room, each in (
        ("lines", page.lines, page.text_height, page.pitch),
        ("characters", page.characters, page.text_width, advance),
    ):
        holds = max(room, 0) // each if each > 0 else 0
        if holds != stated:
            key = Bilingual(f"page.{name}", f"{_CHINESE['page']}.{_PAGE[name]}")
            message = say(
                "'{key}' is {stated}, the page holds {holds}", key=key, stated=stated, holds=holds
            )
            hint = say("change it, or the margins, the pitch or the size")
            report.error("E506", message, place, hint)
