"""JSON as data that a text can print: numbers as they were typed, no key twice."""

import json
import re
from typing import Any

from speechgen.source.characters import find_forbidden
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Source


class TwiceError(ValueError):
    """A key that stands twice in one object; JSON itself would quietly take the last."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _as_typed(value: Any) -> Any:
    if isinstance(value, str | dict):  # a mapping has been through `_mapping`
        return value
    if isinstance(value, list):
        return [_as_typed(item) for item in value]
    if value is None:
        return ""
    return "true" if value else "false"


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {key: v if type(v) is str else _as_typed(v) for key, v in pairs}
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise TwiceError(key)
            seen.add(key)
    return found


# Values are texts, lists and mappings: `true` and `1.50` stay as typed, `null` is an empty text.
DECODER = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_int=str, parse_float=str, parse_constant=str
)


# Every escape, a pair of surrogates as one; compiled when first used, which is rare.
_ESCAPE = r"(?s)\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\(?:u([0-9a-fA-F]{4})|.)"
_SHORT = {"\\b": "\b", "\\f": "\f"}


def check_escapes(source: Source) -> None:
    """Raise E106 for each character that no document can hold, written as an escape."""
    report = Report()
    for found in re.finditer(_ESCAPE, source.text):
        char = chr(int(found[1], 16)) if found[1] else _SHORT.get(found[0], "")
        if find_forbidden(char):
            message = say("this stands for a control character ({code})", code=f"U+{ord(char):04X}")
            place = source.place(found.start(), len(found[0]))
            report.error("E106", message, place, say("delete it; no document can hold it"))
    report.check()
