"""Data to try a template with: made from its header and its example."""

from collections.abc import Iterator
from collections.abc import Mapping as Dict
from itertools import product
from math import prod

from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.source.messages import Listed, Message, say
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, Source
from speechgen.source.place import Place
from speechgen.source.record import Record

# Something for a field that the example leaves out. For a word, or free data, nothing is made up:
# the template may look for a word that it knows.
_STAND_INS = {
    "text": "〔文字〕",
    "body": "〔文字。〕",
    "flag": "true",
    "whole": "2",
    "number": "2.5",
    "date": "2026-03-01",
    "numbering": "一是",
}
_MOST_WORDS = 20  # of one choice
_MOST_TOGETHER = 32  # trials of flags and choices set together


class Trial(Record):
    """Data that the header allows, and what is special about it."""

    told: Message
    data: Mapping


def trials_of(template: SectionTemplate) -> Iterator[Trial]:
    """Only what is required; then all fields, with each flag both ways and each word of a choice.

    The arms of an ``if`` on flags and choices are so all taken.
    """
    place = template.contract.place or Place(template.file, 1, 1)
    fields = tuple(f for f in template.contract.fields if f.name not in WHEN_KEYS)
    example = _as_mapping(template.contract.example, fields, place)
    least = _mapping(place, {f.name: _given(f, example) for f in fields if f.required})
    yield Trial(say("only what is required"), least)
    full = {field.name: _full(field, example, place) for field in fields}
    yield Trial(say("every field"), _mapping(place, full))
    for words in _settings(fields):
        said = Listed(tuple(f"{name}: {word}" for name, word in words.items()))
        given = {name: _text(word, place) for name, word in words.items()}
        yield Trial(say("every field, and {words}", words=said), _mapping(place, full | given))


def _settings(fields: tuple[ContractField, ...]) -> Iterator[dict[str, str]]:
    """Every way to set the flags and the choices together; if those are many, one by one."""
    ways: dict[str, tuple[str, ...]]
    ways = {field.name: ("true", "false") for field in fields if field.type == "flag"}
    ways |= {field.name: field.choices for field in fields if field.type == "choice"}
    if prod(map(len, ways.values())) <= _MOST_TOGETHER:
        for words in product(*ways.values()) if ways else ():
            yield dict(zip(ways, words, strict=True))
        return
    for name, words in ways.items():
        for word in words[:_MOST_WORDS]:
            yield {name: word}


def _as_mapping(node: Node | None, fields: tuple[ContractField, ...], place: Place) -> Mapping:
    """The example; one text is the first field, one list the first list."""
    if isinstance(node, Mapping):
        return node
    wanted = [f for f in fields if not isinstance(node, Sequence) or f.type == "list"]
    return _mapping(place, {wanted[0].name: node} if node and wanted else {})


def _given(field: ContractField, example: Mapping) -> Node | None:
    names = (name for name in (field.name, field.zh) if name in example.entries)
    return next((example.entries[name][1] for name in names), None)


def _full(field: ContractField, example: Mapping, place: Place) -> Node | None:
    """A value for a field; of a list of entries the example's, one with all and one with least."""
    given = _given(field, example)
    if field.type == "list":
        return _list(field, given, place)
    if given is not None:
        return given
    if field.name == "sections":  # what a section's template takes under that name
        return _listed([_text("〔小标题〕", place)], place)
    if field.type == "choice":
        return _text(field.choices[0], place) if field.choices else None
    stand_in = _STAND_INS.get(field.type)
    return _text(stand_in, place) if stand_in else None


def _list(field: ContractField, given: Node | None, place: Place) -> Node | None:
    found = _listed(list(given.items) if isinstance(given, Sequence) else [], place)
    if isinstance(field.of, str):
        entry = ContractField(field.name, type=field.of, choices=field.choices)
        one = _full(entry, _mapping(place, {}), place)
        found.items += [one, one] if one and not found.items else []
        return found if found.items else None
    of, nothing = field.of, _mapping(place, {})
    made = {inner.name: _full(inner, nothing, place) for inner in of}
    found.items.append(_mapping(place, made))
    wanted = [inner.name for inner in of if inner.required] or [of[0].name]
    found.items.append(_mapping(place, {name: made[name] for name in wanted}))
    return found


def _listed(items: list[Node], place: Place) -> Sequence:
    made = Sequence(place, False)
    made.items = items
    return made


def _mapping(place: Place, values: Dict[str, Node | None]) -> Mapping:
    """A mapping of what there is."""
    made = Mapping(place, False)
    made.entries = {name: (_text(name, place), node) for name, node in values.items() if node}
    return made


def _text(text: str, place: Place) -> Scalar:
    return Scalar(text, place, Source(place.file, ""), 0, 0, None)
