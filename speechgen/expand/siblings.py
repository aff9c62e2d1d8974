"""What ``sections`` and ``items`` are in an expression: the counted ones, their texts on demand."""

from collections.abc import Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.expand.scope import Child, Scope
from speechgen.expand.values import as_list


class Siblings:
    """The sections, or the items, that ``when`` leaves in; a list of mappings to templates."""

    __slots__ = ("_children", "_context")

    def __init__(self, children: list[Child], context: Context) -> None:
        self._children = children
        self._context = context

    def __len__(self) -> int:
        return len(self._children)

    def __getitem__(self, index: int) -> "Sibling":
        return Sibling(self._children[index], self._context)

    def __iter__(self) -> Iterator["Sibling"]:
        return (Sibling(child, self._context) for child in self._children)


class Sibling:
    """One of them: ``sections[0].heading`` renders that heading."""

    __slots__ = ("_child", "_context")

    def __init__(self, child: Child, context: Context) -> None:
        self._child = child
        self._context = context

    def __getitem__(self, name: str) -> Markup:
        site = self._child.fields[name]
        parent: dict[str, Any] = self._context.parent
        text: Markup = parent["_program"].text(site, parent["_run"], parent)
        return text

    def get(self, name: str, default: Any = "") -> Any:
        """A field, or ``default`` where it was not written."""
        return self[name] if name in self._child.fields else default


@pass_context
def view(context: Context, scope_index: int) -> Siblings:
    """The filter that gives the siblings of a scope whose conditions hold."""
    scope: Scope = context.parent["_program"].scopes[scope_index]
    flags: dict[int, bool] = context.parent["_run"].flags
    kept = [child for child in scope.siblings if child.when is None or flags[child.flag]]
    return Siblings(kept, context)


class TextEntry(str):
    """An entry of a list that is one text: its first field, by both names; it has no other."""

    __slots__ = ("fields",)
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str, fields: tuple[tuple[str, str], ...]) -> "TextEntry":
        """An entry of a text."""
        entry = cls(text)
        entry.fields = fields
        return entry

    def field(self, name: str) -> str | None:
        """The text of a field: empty if it is not the first, ``None`` if there is no such field."""
        number = next((i for i, names in enumerate(self.fields) if name in names), -1)
        return None if number < 0 else "" if number else str(self)


class RecordEntry(dict[str, Any]):
    """An entry of a list that has keys: a field by both names, empty where it was not written."""

    __slots__ = ()

    @classmethod
    def of(cls, record: dict[str, Any], fields: tuple[tuple[str, str], ...]) -> "RecordEntry":
        """An entry of what was given."""
        entry = cls(record)
        for names in fields:
            given = next((record[name] for name in names if name in record), "")
            entry.update((name, given) for name in names if name)
        return entry


@pass_context
def entries(context: Context, value: Any, scope_index: int) -> list[Any]:
    """The filter that makes the entries of a list, which an expression gives, like written ones."""
    fields = context.parent["_program"].scopes[scope_index].entry_fields
    return [_entry(item, fields) if fields else item for item in as_list(value)]


def _entry(item: Any, fields: tuple[tuple[str, str], ...]) -> Any:
    if isinstance(item, dict):
        return RecordEntry.of(item, fields)
    return TextEntry.of(item, fields) if type(item) is str else item
