"""The dash of a list item as it is mistyped: no blank after it, or a dash that is none to YAML.

YAML takes such a line for text, or for a key that begins with a dash, and reads on; whoever typed
it meant a list.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.place import Place

# Dashes that input methods and word processors give: －—–―‐−﹣
_WIDE = "\uff0d\u2014\u2013\u2015\u2010\u2212\ufe63"
_SURE = "-\uff0d"  # the others may begin a text: — 这是…
_DASH = re.compile(rf"(?P<indent> *)(?P<dash>[-{_WIDE}])(?P<gap>[ \u3000]*)(?P<rest>[^\s-].*)$")
_KEY = re.compile(r"(?P<key>[^\s:：\"'{}\[\],]{1,16})(?P<colon>:(?=\s|$)|：)")
_OPENS = re.compile(r"^(?P<indent>\s*)(?:- +)*[^\s#].*:\s*(?:#.*)?$")
_ITEM = re.compile(r"^(?P<indent> *)- ")


class Dash(NamedTuple):
    """A line that begins with a mistyped dash, in its parts."""

    indent: str
    dash: str
    gap: str
    rest: str


def find_dash(lines: Sequence[str], index: int, keys: frozenset[str]) -> Dash | None:
    """The mistyped dash of a line, if a list item is surely meant: those around it tell."""
    found = _DASH.match(lines[index])
    if found is None:
        return None
    dash = Dash(*found.groups())
    if (dash.dash == "-" and set(dash.gap) == {" "}) or dash.rest[0] in _WIDE:
        return None
    if dash.dash == "-" and dash.rest[0].isdigit():  # -5℃
        return None
    key = _KEY.match(dash.rest)
    if key and (key["colon"] == ":" or key["key"] in keys):
        return dash
    return dash if _in_list(lines, index, dash) else None


def _in_list(lines: Sequence[str], index: int, dash: Dash) -> bool:
    """Whether an item is wanted here: a key without value above, or other items beside it."""
    width = len(dash.indent)
    above = next((text for text in reversed(lines[:index]) if _counts(text)), "")
    opened = _OPENS.match(above)
    if opened and len(opened["indent"]) <= width:
        return dash.dash in _SURE or bool(dash.gap) or _repeats(lines, index, dash)
    for text in reversed(lines[:index]):
        if _counts(text) and len(text) - len(text.lstrip()) <= width:
            item = _ITEM.match(text)
            return item is not None and len(item["indent"]) == width
    return False


def _repeats(lines: Sequence[str], index: int, dash: Dash) -> bool:
    """Whether a line below begins in the same way."""
    return any(text.startswith(dash.indent + dash.dash) for text in lines[index + 1 :])


def _counts(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith("#")


def tell_dash(dash: Dash, file: str, number: int, report: Report) -> None:
    """Report a mistyped dash (E128)."""
    message = say("no blank follows the dash of this item")
    if dash.dash != "-":
        message = say("{sign} is no half-width dash and begins no item", sign=dash.dash)
    hint = say("write a half-width dash and a blank: '- …'")
    report.error("E128", message, Place(file, number, len(dash.indent) + 1), hint)


def mend_item(lines: list[str], index: int, dash: Dash) -> str:
    """The line as it was meant; what belongs to the item is set under its first key."""
    width, below = len(dash.indent), lines[index + 1 :]
    first = next((text for text in below if text.strip()), "")
    column = len(first) - len(first.lstrip(" "))
    if column == width + 1:  # it stood under -key letter by letter
        _shift(lines, index + 1, width)
    key = _KEY.match(dash.rest)
    beside = key is not None and dash.rest[key.end() :].strip() and column > width + 1
    return dash.indent + "-" + " " * (column - width - 1 if beside else 1) + dash.rest


def _shift(lines: list[str], start: int, width: int) -> None:
    """Set the lines from ``start`` on that stand further in than ``width`` one further in."""
    for number in range(start, len(lines)):
        text = lines[number]
        if text.strip():
            if len(text) - len(text.lstrip(" ")) <= width:
                return
            lines[number] = " " + text
