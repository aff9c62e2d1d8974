"""What ``sections`` and ``items`` are in an expression: the counted ones, their texts on demand."""

from collections.abc import Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.expand.scope import Child, Scope


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
def view(context: Context, flags: tuple[bool, ...], scope_index: int) -> Siblings:
    """The filter that turns the conditions' results into the siblings of a scope."""
    scope: Scope = context.parent["_program"].scopes[scope_index]
    kept = [child for child, flag in zip(scope.siblings, flags, strict=True) if flag]
    return Siblings(kept, context)
