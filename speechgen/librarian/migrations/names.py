"""Names as migrations write them: one, or one in each language."""

from collections.abc import Iterator

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.misfit import wrong_type
from speechgen.source.nodes import Node, Scalar, Sequence
from speechgen.source.record import Record
from speechgen.source.schema import Field, Json, Shape, Text


class Names(Record):
    """The English and the Chinese name of one thing, as far as they were written."""

    en: Scalar | None = None
    zh: Scalar | None = None

    def __contains__(self, name: object) -> bool:
        return name in self.texts

    @property
    def texts(self) -> tuple[str, ...]:
        """The names."""
        return tuple(name.text for name in self.written)

    @property
    def written(self) -> Iterator[Scalar]:
        """The names where they were written."""
        return (name for name in (self.en, self.zh) if name is not None)

    def counterpart(self, name: str, other: "Names") -> str:
        """What ``other`` has for one of these names: in the same language, else in the one it has.

        An English name is not taken for a Chinese one where both were changed.
        """
        chinese = self.zh is not None and self.zh.text == name
        first, second = (other.zh, other.en) if chinese else (other.en, other.zh)
        found = first or second
        assert found is not None
        return found.text

    def __str__(self) -> str:
        return self.texts[0]


class NamesKind:
    """A name, whose language its letters tell, or ``{en: …, zh: …}``."""

    _shape = Shape((Field("en", "", Text()), Field("zh", "", Text())))

    def read(self, node: Node, report: Report) -> Names | None:
        """The names in a node."""
        if isinstance(node, Scalar):
            return Names(en=node) if node.text.isascii() else Names(zh=node)
        values = self._shape.read(node, report)
        if values is None or any(values.values()):
            return Names(**values) if values else None
        wrong_type(node, say("a name, or {example}", example="{en: …, zh: …}"), report)
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        """What an editor is told."""
        return {"anyOf": [{"type": "string"}, self._shape.schema(languages)]}


class PathKind:
    """The list in whose entries a field stands; for one in another, the outer one first."""

    _names = NamesKind()

    def read(self, node: Node, report: Report) -> tuple[Names, ...]:
        """The names of the lists."""
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(names for item in items if (names := self._names.read(item, report)))

    def schema(self, languages: tuple[str, ...]) -> Json:
        """What an editor is told."""
        one = self._names.schema(languages)
        return {"anyOf": [one, {"type": "array", "items": one}]}
