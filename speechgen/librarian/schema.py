"""The JSON Schema of outlines that use a library: each block completes with its contract.

Everything of the library stands once, under ``$defs``; a block is told by either of its names.
"""

import json
from typing import Any

from speechgen.expand.fields import data_schema
from speechgen.librarian.shared import shared
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.outline.format import OUTLINE, SECTION, outline_schema
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import LANGUAGES, Bilingual, chosen_language
from speechgen.source.nodes import plain_data
from speechgen.source.schema import Json, Shape, Text

_OWN = frozenset(("heading", "body", "sections", "after"))  # of every section
_DIRECTIVE, _REF = "directive", ("ref", "引文号")


def schema_text(library: Library) -> str:
    """The schema as a file; with a language chosen it knows the keys of that language alone."""
    chosen = chosen_language()
    found = library_schema(library, (chosen,) if chosen else LANGUAGES)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def library_schema(library: Library, languages: tuple[str, ...] = LANGUAGES) -> Json:
    """The schema for outlines that use a library, what it builds on included.

    Raises every fault of the headers of its templates.
    """
    templates = _templates(library)
    blocks = {
        name: _block(template)
        for template in templates
        for name in _names(template.name, template.contract.zh, languages)
    }
    schema = outline_schema(languages, blocks)
    for template in templates:
        data = data_schema(template.contract.fields, languages)
        schema["$defs"][_key(template)] = _with_example(template, data, languages)
    _offer(schema, OUTLINE, "layout", languages, library.layout_names)
    _complete_sections(schema["$defs"]["section"], templates, languages)
    _offer_directives(schema["$defs"], library)
    return shared(schema)


def _templates(library: Library) -> list[SectionTemplate]:
    report, found = Report(), []
    for name in library.template_names:
        try:
            found.append(library.template(name))
        except SpeechgenError as error:
            report.take(error)
    report.check()
    return found


def _key(template: SectionTemplate) -> str:
    return f"block-{template.name}"


def _names(name: str, zh: str, languages: tuple[str, ...]) -> list[str]:
    names = {"en": name, "zh": zh or name}
    return list(dict.fromkeys(names[language] for language in languages))


def _block(template: SectionTemplate) -> Json:
    """The data of a block: with keys, or short as one text or one list."""
    about = template.contract.about
    told = str(Bilingual(about.get("en", ""), about.get("zh", "")))
    data = {"$ref": f"#/$defs/{_key(template)}"}
    return {"description": told, "anyOf": [data, Text().schema(()), {"type": "array"}]}


def _with_example(template: SectionTemplate, data: Json, languages: tuple[str, ...]) -> Json:
    """The data's schema with the contract's example, if its keys are of the language."""
    example = template.contract.example
    shown: Any = plain_data(example) if example else None
    if isinstance(shown, dict) and shown.keys() <= data["properties"].keys():
        return {**data, "examples": [shown]}
    return data


def _offer(
    schema: Json, shape: Shape, name: str, languages: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """Let a key hold one of a few words."""
    field = next(field for field in shape.fields if field.name == name)
    for key in _names(field.name, field.zh, languages):
        schema["properties"][key] = {
            "description": str(field.about),
            "enum": [*words, None],
        }


def _complete_sections(
    section: Json, templates: list[SectionTemplate], languages: tuple[str, ...]
) -> None:
    """A section that names its template takes that template's fields beside its own."""
    field = next(field for field in SECTION.fields if field.name == "template")
    names = [n for t in templates for n in _names(t.name, t.contract.zh, languages)]
    _offer(section, SECTION, "template", languages, tuple(names))
    keys = _names(field.name, field.zh, languages)
    section["allOf"] = [_taken(section, keys, template, languages) for template in templates]


def _taken(
    section: Json, keys: list[str], template: SectionTemplate, languages: tuple[str, ...]
) -> Json:
    """What a section takes whose template this is."""
    fields = tuple(field for field in template.contract.fields if field.name not in _OWN)
    data = data_schema(fields, languages)
    named = {"enum": _names(template.name, template.contract.zh, languages)}
    allowed = list(dict.fromkeys([*section["properties"], *data["properties"]]))
    then = {"properties": data["properties"], "propertyNames": {"enum": allowed}}
    return {
        "if": {"anyOf": [{"required": [key], "properties": {key: named}} for key in keys]},
        "then": then | ({"allOf": data["allOf"]} if "allOf" in data else {}),
    }


def _offer_directives(definitions: Json, library: Library) -> None:
    """The ids of the ledger, where a block quotes from it."""
    properties = definitions.get(f"block-{_DIRECTIVE}", {}).get("properties", {})
    for name in _REF:
        if name in properties:
            properties[name]["examples"] = list(library.directives)
