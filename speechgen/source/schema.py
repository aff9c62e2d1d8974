"""Shapes: what may stand in a file, declared once.

A :class:`Shape` lists the keys of a mapping, each with its name in both languages and a
:class:`Kind`. From it come the reading (nodes to checked values, every fault reported) and the
JSON Schema that editors use, so the two cannot drift apart.
"""

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from speechgen.source.diagnostic import Report
from speechgen.source.messages import NO_MESSAGE, Bilingual, Listed, Message, say
from speechgen.source.misfit import near_miss, unknown_key, wrong_type
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, is_empty, plain_data

Json = dict[str, Any]
_YES = ("true", "是", "yes", "on")
_NO = ("false", "否", "no", "off")


class Kind(Protocol):
    """What a value may be."""

    def read(self, node: Node, report: Report) -> Any:
        """The checked value; faults go into ``report`` and ``None`` comes back."""

    def schema(self, languages: tuple[str, ...]) -> Json:
        """The JSON Schema of such a value."""


class Field(NamedTuple):
    """One key: ``name`` in English, ``zh`` in Chinese, what it is for, what it holds."""

    name: str
    zh: str
    kind: Kind
    about: Message = NO_MESSAGE
    required: bool = False
    default: Any = None


class Shape:
    """The keys of one kind of mapping.

    ``read`` gives a dict of every field by its English name, defaults filled in. With ``rest``,
    keys that are not declared are kept there as they are (name to key and node). ``elsewhere``
    says of a key that is unknown here where it belongs.
    """

    def __init__(
        self,
        fields: Iterable[Field],
        rest: str = "",
        elsewhere: Callable[[str], Message | None] | None = None,
    ) -> None:
        self.fields = tuple(fields)
        self.rest = rest
        self.elsewhere = elsewhere
        self._by_key: dict[str, Field] = {}
        for field in self.fields:
            self._by_key[field.name] = field
            if field.zh:
                self._by_key[field.zh] = field

    @property
    def keys(self) -> frozenset[str]:
        """Every key name in both languages."""
        return frozenset(self._by_key)

    def read(self, node: Node, report: Report) -> dict[str, Any] | None:
        """The values of a mapping by field name, or ``None`` if it is no mapping."""
        if not isinstance(node, Mapping):
            wrong_type(node, say("keys with values"), report, self._listed())
            return None
        values: dict[str, Any] = {field.name: field.default for field in self.fields}
        rest: dict[str, tuple[Scalar, Node]] = {}
        seen: dict[str, Scalar] = {}
        above = ""  # the nearest known key if it has no value: what follows may belong under it
        for key, value in node:
            field = self._by_key.get(key.text)
            if field is None:
                rest[key.text] = (key, value)
                if not self.rest:
                    self.unknown(key, report, above)
                continue
            above = key.text if is_empty(value) else ""
            if field.name in seen:
                self._twice(key, seen[field.name], report)
            else:
                seen[field.name] = key
                if not is_empty(value):
                    values[field.name] = field.kind.read(value, report)
        self._finish(node, values, seen, rest, report)
        return values

    def _finish(
        self,
        node: Mapping,
        values: dict[str, Any],
        seen: dict[str, Scalar],
        rest: dict[str, tuple[Scalar, Node]],
        report: Report,
    ) -> None:
        for field in self.fields:
            if field.required and (
                field.name not in seen or is_empty(node.entries[seen[field.name].text][1])
            ):
                message = say("the key '{key}' is missing", key=self._shown(field, node))
                report.error(
                    "E122", message, node.place, field.about if field.about.template else None
                )
        if self.rest:
            values[self.rest] = rest

    def unknown(self, key: Scalar, report: Report, above: str = "") -> None:
        """Report a key that is unknown here; ``above`` is one without value that it follows."""
        hint = say("if it belongs to '{key}', set it in two blanks below that", key=above)
        other = self.elsewhere(key.text) if self.elsewhere else None
        unknown_key(key, self._by_key, report, hint if above else other)

    def _listed(self) -> Message:
        """The keys in the reader's language, where the file does not tell its own."""
        english = ", ".join(field.name for field in self.fields)
        chinese = "、".join(field.zh or field.name for field in self.fields)
        return say("the keys here are: {names}", names=Bilingual(english, chinese))

    def _shown(self, field: Field, node: Mapping) -> str:
        chinese = any(not key.text.isascii() for key, _ in node)
        return field.zh if chinese and field.zh else field.name

    def _twice(self, key: Scalar, first: Scalar, report: Report) -> None:
        message = say("'{key}' and '{first}' are the same key", key=key.text, first=first.text)
        report.error("E117", message, key.place, say("delete one of them"))

    def schema(self, languages: tuple[str, ...]) -> Json:
        """A JSON Schema object; with both languages either name of a key is allowed."""
        properties: Json = {}
        required: list[Json] = []
        for field in self.fields:
            names = _names(field, languages)
            for name in names:
                kind = field.kind.schema(languages)
                properties[name] = {
                    **_about(field),
                    **(kind if field.required else _or_empty(kind)),
                }
            if field.required:
                required.append({"anyOf": [{"required": [name]} for name in names]})
        found: Json = {"type": "object", "properties": properties}
        if not self.rest:
            found["additionalProperties"] = False
        if required:
            found["allOf"] = required
        return found


def _or_empty(schema: Json) -> Json:
    """The schema that lets a key stand without a value, which is null to editors."""
    return {"anyOf": [schema, {"type": "null"}]}


def _names(field: Field, languages: tuple[str, ...]) -> list[str]:
    names = {"en": field.name, "zh": field.zh or field.name}
    return list(dict.fromkeys(names[language] for language in languages))


def _about(field: Field) -> Json:
    return {"description": str(field.about)} if field.about.template else {}


class Text:
    """A text; the node itself comes back, so that it keeps its place."""

    def read(self, node: Node, report: Report) -> Scalar | None:
        if isinstance(node, Scalar):
            return node
        hint = None
        if isinstance(node, Mapping) and len(node.entries) == 1:
            hint = say("if it is a text with a colon, put it in quotes or write ：")
        wrong_type(node, say("a text"), report, hint)
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"type": ["string", "number", "boolean"]}


class ListOf:
    """A list of one kind; a single value counts as a list of one where ``single`` is set."""

    def __init__(self, kind: Kind, single: bool = False) -> None:
        self.kind = kind
        self.single = single

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            return tuple(self.kind.read(item, report) for item in node.items)
        if self.single and isinstance(node, Scalar):
            return (self.kind.read(node, report),)
        if self.single:
            self.kind.read(node, report)
        else:
            wrong_type(node, say("a list"), report, say("put a dash and a blank before each item"))
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        items = self.kind.schema(languages)
        listed: Json = {"type": "array", "items": items}
        return {"anyOf": [items, listed]} if self.single else listed


class Flag:
    """Yes or no: ``true`` ``false`` ``是`` ``否``, also ``yes`` ``no`` ``on`` ``off``."""

    def read(self, node: Node, report: Report) -> bool | None:
        if isinstance(node, Scalar):
            with suppress(ValueError):
                return parse_flag(node.text)
        wrong_type(node, say("true or false"), report, say("write true or false (是 or 否)"))
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"enum": [True, False, *_YES[1:], *_NO[1:]]}


def parse_flag(text: str) -> bool:
    """What a word says that means yes or no; ``ValueError`` if it means neither."""
    word = text.strip().lower()
    if word not in _YES + _NO:
        raise ValueError(text)
    return word in _YES


class Parsed:
    """A text that a function turns into a value; ``ValueError`` makes the diagnostic ``code``."""

    def __init__(
        self,
        parse: Callable[[str], Any],
        code: str,
        message: Message,
        hint: Message | None = None,
        schema: Json | None = None,
    ) -> None:
        self.parse = parse
        self.code = code
        self.message = message
        self.hint = hint
        self._schema = schema or {"type": ["string", "number"]}

    def read(self, node: Node, report: Report) -> Any:
        if not isinstance(node, Scalar):
            wrong_type(node, say("a text"), report)
            return None
        try:
            return self.parse(node.text)
        except ValueError:
            values = (*self.message.values, ("text", node.text))
            hint = self._near(node.text) or self.hint
            report.error(self.code, Message(self.message.template, values), node.place, hint)
            return None

    def _near(self, text: str) -> Message | None:
        """What the text was perhaps meant to be."""
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return self._schema


class Whole(Parsed):
    """A whole number from ``least`` up."""

    def __init__(self, least: int = 0, most: int = 10**9) -> None:
        message = say(
            "'{text}' is not a whole number from {least} to {most}", least=least, most=most
        )
        super().__init__(self._parse, "E123", message, schema={"type": "integer", "minimum": least})
        self.least, self.most = least, most

    def _parse(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 12:
            raise ValueError(text)
        number = int(text)
        if not self.least <= number <= self.most:
            raise ValueError(text)
        return number

    def _near(self, text: str) -> Message | None:
        return None if text.isascii() else say("write it in digits")


class Number(Parsed):
    """A decimal number between two bounds."""

    def __init__(self, least: float = 0, most: float = 1e6) -> None:
        message = say("'{text}' is not a number from {least} to {most}", least=least, most=most)
        super().__init__(self._parse, "E123", message, schema={"type": "number", "minimum": least})
        self.least, self.most = least, most

    def _parse(self, text: str) -> float:
        number = float(text)
        if not self.least <= number <= self.most:
            raise ValueError(text)
        return number


class Choice(Parsed):
    """One of a few words; ``words`` maps each way of writing it to the value."""

    def __init__(self, words: Dict[str, Any]) -> None:
        message = say("'{text}' is none of: {words}", words=Listed.of(words))
        super().__init__(self._parse, "E123", message, schema={"enum": list(words)})
        self.words = words

    def _parse(self, text: str) -> Any:
        if text not in self.words:
            raise ValueError(text)
        return self.words[text]

    def _near(self, text: str) -> Message | None:
        return near_miss(text, self.words)


class MapOf:
    """Free keys, each with a value of one kind; gives ``{key text: value}``."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def read(self, node: Node, report: Report) -> dict[str, Any] | None:
        if isinstance(node, Mapping):
            return {key.text: self.kind.read(value, report) for key, value in node}
        wrong_type(node, say("keys with values"), report)
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"type": "object", "additionalProperties": self.kind.schema(languages)}


class Data:
    """Anything: nested dicts, lists and texts without places."""

    def read(self, node: Node, report: Report) -> object:
        return plain_data(node)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {}


class Raw:
    """Anything, as the node that it is."""

    def read(self, node: Node, report: Report) -> Node:
        return node

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {}
