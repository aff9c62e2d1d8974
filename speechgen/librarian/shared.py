"""A JSON Schema in which what is said again and again is said once, and referred to.

The fields of templates are much alike, and each has two names: that makes a schema a sixth as long,
and an editor reads it in a moment.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from speechgen.source.schema import Json

_LEAST = 90  # characters of a schema that is worth a reference
_ONE = ("items", "additionalProperties", "not", "if", "then", "else")
_LISTS = ("anyOf", "allOf", "oneOf")
_MAPS = ("properties", "$defs")


def shared(schema: Json) -> Json:
    """The same schema, long parts that stand in it more than once moved to ``$defs``."""
    counts: Counter[str] = Counter()
    _count(schema, counts)
    names: dict[str, str] = {}
    moved: Json = {}

    def refer(part: Any) -> Any:
        said = _said(part)
        if counts[said] < 2 or len(said) < _LEAST:
            return _each(part, refer)
        if said not in names:
            names[said] = f"shared-{len(names) + 1}"
            moved[names[said]] = _each(part, refer)
        return {"$ref": f"#/$defs/{names[said]}"}

    found: Json = _each(schema, refer)
    return {**found, "$defs": {**found["$defs"], **moved}}


def _count(schema: Json, counts: Counter[str]) -> None:
    def count(part: Any) -> Any:
        counts[_said(part)] += 1
        return _each(part, count)

    _each(schema, count)


def _said(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False)


def _each(schema: Any, change: Callable[[Any], Any]) -> Any:
    """A schema with every schema right inside it changed; those deeper if ``change`` goes on."""
    if not isinstance(schema, dict):
        return schema
    found = dict(schema)
    for key, value in schema.items():
        if key in _ONE and isinstance(value, dict):
            found[key] = change(value)
        elif key in _LISTS:
            found[key] = [change(part) for part in value]
        elif key in _MAPS:
            found[key] = {name: change(part) for name, part in value.items()}
    return found
