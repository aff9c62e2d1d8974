"""What a document remembers of how it was made, in its user-defined properties.

Word keeps at most 255 characters of such a property; longer ones go on in properties with a number.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from speechgen.document.tree import MadeOf
from speechgen.source.characters import find_forbidden

VARIABLES = "speechgen.variables"
_PREFIX = "speechgen."
_LONGEST = 255
_FIRST = 4  # the number of the first property; 2 and 3 tell an edit
# MS-OSHARED 2.3.3.2.3.1.1: the id of user-defined properties; their numbers begin at 2.
_OPENED = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>'
_CLOSED = "</vt:lpwstr></property>"
_FOUND = r"(.+?)(?:\.(\d{1,6}))?"


def memory_xml(made_of: MadeOf | None) -> str:
    """The properties, as they stand in the XML after the first two; nothing for no memory."""
    if made_of is None:
        return ""
    xml, number = _sources_xml(made_of.sources)
    if not made_of.values:
        return xml
    return xml + _written(VARIABLES, _json(made_of.values), number)[0]


def remembered(properties: Mapping[str, str]) -> MadeOf | None:
    """What the user-defined properties of a document remember; ``None`` if nothing.

    Raises ``ValueError`` for variables that somebody has changed to what cannot be read.
    """
    whole = {name.removeprefix(_PREFIX): text for name, text in _joined(properties).items()}
    text = whole.pop(VARIABLES.removeprefix(_PREFIX), "{}")
    if "outline" not in whole:
        return None
    try:
        values = json.loads(text)
    except RecursionError:
        raise ValueError(text[:40]) from None
    if not isinstance(values, dict):
        raise ValueError(text[:40])
    return MadeOf(tuple(whole.items()), values)


def _joined(properties: Mapping[str, str]) -> dict[str, str]:
    """Our properties, those that go on joined in the order of their numbers."""
    parts: dict[str, dict[int, str]] = {}
    for name, text in properties.items():
        found = re.fullmatch(_FOUND, name)
        if found and name.startswith(_PREFIX):
            parts.setdefault(found[1], {})[int(found[2] or 1)] = text
    return {name: "".join(text for _, text in sorted(some.items())) for name, some in parts.items()}


@lru_cache(maxsize=64)
def _sources_xml(sources: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    xml, number = "", _FIRST
    for name, text in sources:
        more, number = _written(_PREFIX + name, text, number)
        xml += more
    return xml, number


def _written(name: str, text: str, number: int) -> tuple[str, int]:
    """A property, or several for a long text; the number of the next one."""
    parts = [text[start : start + _LONGEST] for start in range(0, max(len(text), 1), _LONGEST)]
    if "&" in text or "<" in text or ">" in text:
        parts = [_escaped(part) for part in parts]
    opened = _opened(name, number, len(parts))
    xml = [f"{before}{part}{_CLOSED}" for before, part in zip(opened, parts, strict=True)]
    return "".join(xml), number + len(parts)


@lru_cache(maxsize=256)
def _opened(name: str, number: int, count: int) -> tuple[str, ...]:
    """What stands before each of so many parts of a property."""
    names = (name if index == 1 else f"{name}.{index}" for index in range(1, count + 1))
    return tuple(_OPENED % (number + index, each) for index, each in enumerate(names))


def _escaped(text: str) -> str:
    """A text as it stands between tags; the quotes of JSON stay as they are, and are many."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode
_encode_ascii = json.JSONEncoder(sort_keys=True, default=str).encode


def _json(values: Mapping[str, Any]) -> str:
    """The values as one line; no quotes are in it that could be taken for those of an attribute."""
    text = _encode(values)
    if find_forbidden(text):
        text = _encode_ascii(values)
    return text.replace("'", "\\u0027")
