"""What the properties of a paragraph or a run say, as far as a reader sees it."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
OFF = ("0", "false", "off", "none")
# On or off. In a paragraph style and in a character style at once they undo each other
# (ISO 29500-1, 17.7.3); written at the run itself they hold.
TOGGLES = (
    "b",
    "i",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "vanish",
    "emboss",
    "imprint",
    "outline",
    "shadow",
)
# Other things seen, and the value of each that shows nothing.
UNSEEN = {
    "u": "none",
    "color": "auto",
    "highlight": "none",
    "vertAlign": "baseline",
    "em": "none",
    "position": "0",
    "w": "100",
    "shd": "",
}
# What a paragraph can be given that is seen, beside alignment, indent and pitch. `rPr` is that of
# the paragraph's own mark, where a tracked change says that the mark is new or deleted; `sectPr`
# ends a section.
ADDED = ("numPr", "pBdr", "shd", "framePr", "pageBreakBefore", "rPr", "sectPr")
STYLE = "style"  # the key of what names a style
_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo"])
_SWITCHES = frozenset(TOGGLES)
_NUMBERS = frozenset(["sz", "spacing", "position", "w"])
_VALUES = _NUMBERS | frozenset(UNSEEN)
# The attributes of `w:ind` and `w:spacing` that a look is made of, each after its newer name.
_MEASURES = {
    "startChars": "leftChars",
    "endChars": "rightChars",
    "start": "left",
    "end": "right",
    **{name: name for name in ("firstLine", "firstLineChars", "hanging", "hangingChars")},
    **{name: name for name in ("left", "leftChars", "right", "rightChars")},
    **{name: name for name in ("before", "after", "line")},
}
_WHOLE = re.compile("-?[0-9]{1,8}")


def run_says(node: "_Element | None") -> dict[str, str]:
    """What a ``w:rPr`` says, as far as a reader sees it, and the style that it names."""
    said: dict[str, str] = {}
    for child in () if node is None else node:
        name = local(child)
        if name == "rStyle":
            said[STYLE] = child.get(VAL, "")
        elif name == "rFonts":
            said |= _fonts(child)
        elif name in _SWITCHES:
            said[name] = "0" if child.get(VAL, "1") in OFF else "1"
        elif name == "shd":
            said[name] = _shade(child)
        elif name in _VALUES:
            said[name] = _value(name, child.get(VAL, ""))
    return {name: value for name, value in said.items() if value} if said else said


def _fonts(node: "_Element") -> dict[str, str]:
    """The fonts by name; one of the theme comes before one that is named (17.3.2.26)."""
    found: dict[str, str] = {}
    for slot in ("ascii", "eastAsia"):
        theme = node.get(f"{W}{slot}Theme")
        if font := f"theme {theme}" if theme else node.get(W + slot):
            found[slot] = font
    return found


def _value(name: str, value: str) -> str:
    if name == "color" and value.lower() == "000000":
        return "auto"  # black, which LibreOffice writes out
    if name in _NUMBERS:
        digits = value.removesuffix("%")
        return digits if _is_whole(digits) else ""
    return value.lower() if name == "color" else value


def _shade(node: "_Element") -> str:
    fill = node.get(f"{W}fill", "auto").lower()
    pattern = node.get(VAL, "clear")
    return "" if pattern in ("clear", "nil") and fill in ("auto", "ffffff") else f"{pattern} {fill}"


def paragraph_says(node: "_Element | None") -> dict[str, str]:
    """What a ``w:pPr`` says about place, pitch, and what else is seen around a paragraph."""
    said: dict[str, str] = {}
    for child in () if node is None else node:
        name = local(child)
        if name == "pStyle":
            said[STYLE] = child.get(VAL, "")
        elif name == "jc":
            said[name] = child.get(VAL, "")
        elif name in ("ind", "spacing"):
            said |= _measures(child)
        elif name in ADDED:
            said[name] = said.get(name) or _added(child)
    return said


def _measures(node: "_Element") -> dict[str, str]:
    """The attributes of ``w:ind`` and ``w:spacing``; start and end by their older names.

    Asked for one by one: lxml's list of attributes takes time in the square of their number.
    """
    found: dict[str, str] = {}
    for name, older in _MEASURES.items():
        value = node.get(W + name)
        if value is not None and _is_whole(value):
            found[older] = value
    if rule := node.get(f"{W}lineRule"):
        found["lineRule"] = rule
    if "hanging" in found or "hangingChars" in found:
        found.setdefault("firstLine", "0")
    return found


def _added(node: "_Element") -> str:
    """Whether a frame, a border, a number and the like are really there."""
    if local(node) == "shd":
        return _shade(node)
    if local(node) == "rPr":
        return "1" if any(local(child) in _TRACKED for child in node) else ""
    if local(node) == "numPr":
        number = node.find(f"{W}numId")
        return "" if number is None or number.get(VAL) == "0" else "1"
    if local(node) == "pBdr":
        return "1" if any(side.get(VAL) not in ("nil", "none") for side in node) else ""
    return "" if node.get(VAL, "1") in OFF else "1"


def _is_whole(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


def local(node: "_Element") -> str:
    """A name without the namespace of Word; other names keep theirs."""
    return str(node.tag).removeprefix(W)
