"""JSON as data that a text can print: numbers as they were typed, no key twice."""

import json
from typing import Any


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
