"""Word's automatic numbers (ISO 29500-1, 17.9) as the text that they show."""

import re
from typing import TYPE_CHECKING, NamedTuple

from speechgen.document.numbers import LARGEST, hanzi, parse_number_style
from speechgen.word.says import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_HANZI = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand "
    "japaneseCounting koreanCounting ideographDigital japaneseDigitalTenThousand "
    "taiwaneseDigital chineseLegalSimplified".split()
)
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_WIDE = frozenset(("decimalFullWidth", "decimalFullWidth2"))
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLET = "•"
_MOST_LEVELS = 9
_PLACE = re.compile("%([1-9])")


class NumberLevel(NamedTuple):
    """A level of a list: how it counts, from where, and what is printed."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""  # the paragraph style that brings it


class Numbering:
    """The lists of a document; ``label`` counts on with each call, in reading order."""

    def __init__(self, root: "_Element | None") -> None:
        nodes = [] if root is None else list(root.iter(f"{W}abstractNum"))
        abstract = {node.get(f"{W}abstractNumId", ""): _levels(node) for node in nodes}
        self._lists: dict[str, tuple[str, dict[int, NumberLevel]]] = {}
        for node in [] if root is None else root.iter(f"{W}num"):
            above = _value(node, "abstractNumId")
            levels = dict(abstract.get(above, {}))
            for changed in node.iter(f"{W}lvlOverride"):
                _override(levels, changed)
            restarts = any(True for _ in node.iter(f"{W}startOverride"))
            number = node.get(f"{W}numId", "")
            self._lists[number] = (number if restarts else above, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that a paragraph style is tied to."""
        _, levels = self._lists.get(number, ("", {}))
        return next((level for level, of in levels.items() if style and of.style == style), None)

    def label(self, number: str, level: int) -> str:
        """The next label of a list at a level; nothing where there is no such list."""
        series, levels = self._lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(series, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [found for found in counts if found > level]:
            del counts[deeper]

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, NumberLevel())
            return _printed(of.form, counts.get(at, of.start))

        if levels[level].form == "bullet":
            return _BULLET
        return "" if levels[level].form == "none" else _PLACE.sub(printed, levels[level].text)


def _levels(node: "_Element") -> dict[int, NumberLevel]:
    found: dict[int, NumberLevel] = {}
    for child in node.iter(f"{W}lvl"):
        level = _whole(child.get(f"{W}ilvl", "0"))
        if level < _MOST_LEVELS:
            start = _value(child, "start")
            found[level] = NumberLevel(
                _value(child, "numFmt") or "decimal",
                _value(child, "lvlText"),
                _whole(start) if start else 1,
                _value(child, "pStyle"),
            )
    return found


def _override(levels: dict[int, NumberLevel], node: "_Element") -> None:
    levels |= _levels(node)
    start = _value(node, "startOverride")
    level = _whole(node.get(f"{W}ilvl", "0"))
    if start and level in levels:
        levels[level] = levels[level]._replace(start=_whole(start))


def _printed(form: str, number: int) -> str:
    if not 0 < number <= LARGEST:
        return str(number)
    if form in _HANZI:
        return hanzi(number)
    if form in _CIRCLED or form in _WIDE:
        style = parse_number_style("①" if form in _CIRCLED else "１")
        return style.label(number) if number <= style.most else str(number)
    if form.endswith("Roman") and number < 40:
        said = _roman(number)
        return said if form == "upperRoman" else said.lower()
    if form.endswith("Letter") and number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    return str(number)


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def _value(node: "_Element", name: str) -> str:
    found = node.find(W + name)
    return "" if found is None else found.get(VAL, "")


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
