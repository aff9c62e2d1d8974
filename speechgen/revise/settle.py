"""Numbers at last: which are computed as they were printed, and which are kept as they are."""

from speechgen.document.numbers import NONE, NumberStyle, parse_number_style
from speechgen.revise.draft import Draft, Section
from speechgen.revise.labels import label_at

DEFAULTS = ("一、", "（一）", "1.", "（1）")


def settle_numbers(draft: Draft) -> None:
    """Fill in number styles, first numbers and labels of their own."""
    draft.numbering, start = _settle(draft.sections, 1)
    if start > 1:  # an outline begins at one
        draft.numbering, _ = _settle(draft.sections, 1, 1)
    for section in draft.sections:
        _inside(section, 1)


def counted_sections(sections: list[Section]) -> int:
    """How many sections count: those without a label of their own."""
    return sum(section.own is None for section in sections)


def _inside(section: Section, level: int) -> None:
    if section.sections:
        section.numbering, section.start = _settle(section.sections, level + 1)
    for below in section.sections:
        _inside(below, level + 1)


def _settle(sections: list[Section], level: int, start: int | None = None) -> tuple[str, int]:
    """The style of sections beside each other, empty where it is the usual one, and the start."""
    style, first = _style(sections)
    count = start or first
    for section in sections:
        label = "" if style is NONE else _printed(style, count)
        same = label == section.label and (style is NONE or bool(label))
        section.own = None if same else section.label or "none"
        count += same
    usual = DEFAULTS[min(level, len(DEFAULTS)) - 1]
    name = "none" if style is NONE else style.first
    return "" if name == usual or not sections else name, start or first


def _style(sections: list[Section]) -> tuple[NumberStyle, int]:
    """The style of the first number that names one, and that number."""
    for section in sections:
        label = label_at(section.label) if section.label else None
        if label is None:
            continue
        try:
            style = parse_number_style(label.style)
            if style.label(label.number) == section.label:
                return style, label.number
        except ValueError:
            continue
    return NONE, 1


def _printed(style: NumberStyle, number: int) -> str:
    try:
        return style.label(number)
    except ValueError:
        return ""
