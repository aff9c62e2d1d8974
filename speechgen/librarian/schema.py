"""The JSON Schema of outlines that use a library: each block completes with its contract."""

import json
from typing import Any

from speechgen.library.library import Library
from speechgen.source.messages import LANGUAGES, chosen_language


def schema_text(library: Library) -> str:
    """The schema as a file; with a language chosen it knows the keys of that language alone."""
    chosen = chosen_language()
    found = library_schema(library, (chosen,) if chosen else LANGUAGES)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def library_schema(library: Library, languages: tuple[str, ...] = LANGUAGES) -> dict[str, Any]:
    from speechgen.expand.fields import block_schemas
    from speechgen.outline.format import outline_schema

    contracts = {name: library.template(name).contract for name in library.template_names}
    blocks = block_schemas(contracts, languages)
    return outline_schema(languages, blocks)
