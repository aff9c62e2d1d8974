"""Scopes: which texts stand under which condition, and what ``sections`` and ``items`` mean there.

The outline is a tree of scopes; each text in it is a :class:`Site`. A section's scope counts its
inner sections, a block's scope its items.
"""

from collections.abc import Iterator
from enum import Enum

from jinja2 import nodes

from speechgen.source.nodes import Scalar

SECTION_NAMES = ("sections", "分节")
ITEM_NAMES = ("items", "条目")


class Mode(Enum):
    """How the result of a text is used."""

    LINE = "line"  # one line of Markdown
    BODY = "body"  # paragraphs
    DATE = "date"  # one line; a day in it is printed as documents write it
    PLAIN = "plain"  # a word, a number, a date: the value itself
    LIST = "list"  # an expression that gives a list
    WHEN = "when"  # a condition


class Site:
    """One text of the outline: where it stands, its Jinja nodes, how its result is used."""

    __slots__ = (
        *("body", "expression", "index", "mode", "names", "origin"),
        *("parts", "scalar", "scope", "static"),
    )

    def __init__(self, scalar: Scalar, mode: Mode, scope: "Scope") -> None:
        self.scalar = scalar
        self.mode = mode
        self.scope = scope
        self.index = -1  # its position in the program, once that is made
        self.body: list[nodes.Node] = []
        self.expression: nodes.Expr | None = None
        self.origin = -1
        self.static: str | None = None  # the result, where nothing can change it
        self.parts: list[tuple[str, str, int]] | None = None  # of a plain text, see simple.Part
        self.names: set[str] = set()

    @property
    def statements(self) -> bool:
        """Whether statements stand in the text (``{% … %}``): it may loop, or set names."""
        return "{%" in self.scalar.text


class Child:
    """A scope inside another and the condition it stands under.

    ``counted`` tells whether it is one of ``sections`` or ``items``; ``fields`` are its texts by
    the names that others may call them (``sections[0].heading``); ``flag`` is the number under
    which a run notes the condition's result.
    """

    __slots__ = ("counted", "fields", "flag", "scope", "when")

    def __init__(self, scope: "Scope", when: Site | None, counted: bool) -> None:
        self.scope = scope
        self.when = when
        self.counted = counted
        self.fields: dict[str, Site] = {}
        self.flag = 0


class Scope:
    """Texts that see the same names."""

    def __init__(self, names: tuple[str, ...], parent: "Scope | None" = None) -> None:
        self.names = names
        self.parent = parent
        self.index = -1
        self.sites: list[Site] = []
        self.children: list[Child] = []
        self.siblings: list[Child] = []  # the children that are counted, in order
        self.dynamic: Site | None = None  # the expression that gives the items instead, and
        self.entry_fields: tuple[tuple[str, str], ...] = ()  # both names of an item's fields

    def add(self, scalar: Scalar, mode: Mode) -> Site:
        """A text in this scope."""
        site = Site(scalar, mode, self)
        self.sites.append(site)
        return site

    def add_child(self, scope: "Scope", when: Scalar | None = None, counted: bool = False) -> Child:
        """A scope inside this one; ``counted`` if it is one of ``sections`` or ``items``."""
        condition = Site(when, Mode.WHEN, self) if when is not None else None
        child = Child(scope, condition, counted)
        self.children.append(child)
        if counted:
            self.siblings.append(child)
        return child

    def outer(self) -> Iterator["Scope"]:
        """The scopes that this one stands in, the nearest first."""
        scope = self.parent
        while scope is not None:
            yield scope
            scope = scope.parent

    def visible_names(self) -> set[str]:
        """``sections`` or ``items`` as far as they mean something here."""
        return set(self.names).union(*(scope.names for scope in self.outer()))
