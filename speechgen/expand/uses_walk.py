"""A template walked through: what each of its names stands for, and what is done with it."""

from collections.abc import Callable, Iterable
from functools import cached_property

from jinja2 import nodes
from jinja2.exceptions import TemplateNotFound

from speechgen.expand.environment import Environment
from speechgen.expand.filters import ValueFault
from speechgen.expand.syntax import tokens
from speechgen.expand.uses_values import (
    Entries,
    Entry,
    Leaf,
    Loop,
    Misuse,
    Uses,
    Value,
    Values,
    names_of,
    value_of,
)
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.nodes import Source
from speechgen.source.place import Place

_SAME_LIST = frozenset("select reject selectattr rejectattr sort unique reverse list".split())
_ENTRY = frozenset("first last min max".split())
_FIRST_IS_ATTRIBUTE = frozenset("selectattr rejectattr groupby".split())
_COUNTING = frozenset("count length _tick".split())
_OF_DICTS = frozenset("items keys values get".split())
_OF_LOOPS = ("previtem", "nextitem")
_DEEPEST = 8  # files and macros inside each other


class Walk:
    """One file walked through; ``known`` are the names that mean data, ``scope`` further ones."""

    def __init__(
        self,
        env: Environment,
        source: Source,
        uses: Uses,
        known: dict[str, Value],
        scope: dict[str, Values] | None = None,
        depth: int = 0,
    ) -> None:
        self._env = env
        self._source = source
        self._uses = uses
        self._known = known
        self._scopes: list[dict[str, Values]] = [scope or {}]
        self._depth = depth
        self._tree = env.parse(source.text)
        self._stored = _stored(self._tree)
        self._macros = {macro.name: macro for macro in self._tree.find_all(nodes.Macro)}
        self._called: set[str] = set()

    def template(self) -> None:
        """Walk through the file; macros that are never called too."""
        self._all(self._tree.body)
        for macro in self._macros.values():
            if macro.name not in self._called:
                self._within(macro, [], {})

    def _all(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            if self._uses.goes_on():
                self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        method: Callable[[nodes.Node], None] | None
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is not None:
            method(node)
        elif isinstance(node, nodes.Expr):
            self._uses.print(self._read(node))
        else:
            self._all(node.iter_child_nodes())

    def _output(self, node: nodes.Output) -> None:
        for part in node.nodes:
            self._uses.print(self._read(part))

    def _exprstmt(self, node: nodes.ExprStmt) -> None:
        self._read(node.node)

    def _if(self, node: nodes.If) -> None:
        self._read(node.test)
        self._all((*node.body, *node.elif_, *node.else_))

    def _for(self, node: nodes.For) -> None:
        values = self._read(node.iter)
        entries = tuple(value.of for value in values if isinstance(value, Entries))
        self._scopes.append({"loop": (Loop(entries),)})
        self._bind(node.target, entries, values)
        if node.test:
            self._read(node.test)
        self._all(node.body)
        self._scopes.pop()
        self._all(node.else_)

    def _assign(self, node: nodes.Assign) -> None:
        values = self._read(node.node)
        self._bind(node.target, values, values)

    def _assignblock(self, node: nodes.AssignBlock) -> None:
        self._all(node.body)
        self._bind(node.target, (), ())

    def _with(self, node: nodes.With) -> None:
        found = [self._read(value) for value in node.values]
        self._scopes.append({})
        for target, values in zip(node.targets, found, strict=True):
            self._bind(target, values, values)
        self._all(node.body)
        self._scopes.pop()

    def _macro(self, node: nodes.Macro) -> None:
        """Where it is written nothing is done; see :meth:`_within`."""

    def _within(self, macro: nodes.Macro, given: list[Values], named: dict[str, Values]) -> None:
        """The body of a macro, its arguments what a call gives; once for the same arguments."""
        names = [argument.name for argument in macro.args]
        scope = dict.fromkeys(names, ()) | dict(zip(names, given, strict=False))
        scope |= {name: values for name, values in named.items() if name in scope}
        if not self._uses.is_new((id(macro), tuple(scope.items()))) or len(self._scopes) > 50:
            return
        for values in (*given[len(names) :], *(v for k, v in named.items() if k not in scope)):
            self._uses.print(values)
        for default in macro.defaults:
            self._uses.print(self._read(default))
        self._scopes.append(scope)
        self._all(macro.body)
        self._scopes.pop()

    def _callblock(self, node: nodes.CallBlock) -> None:
        self._read(node.call)
        self._scopes.append({argument.name: () for argument in node.args})
        self._all(node.body)
        self._scopes.pop()

    def _include(self, node: nodes.Include) -> None:
        self._files(node.template, known=True)

    def _import(self, node: nodes.Import) -> None:
        self._files(node.template, known=bool(node.with_context))

    def _fromimport(self, node: nodes.FromImport) -> None:
        self._files(node.template, known=bool(node.with_context))

    def _extends(self, node: nodes.Extends) -> None:
        self._uses.all_known = False

    def _files(self, node: nodes.Expr, known: bool) -> None:
        """The files that a tag takes in; if that is computed, nothing is known of the data."""
        listed = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
        for one in listed:
            if isinstance(one, nodes.Const) and isinstance(one.value, str):
                self._follow(one.value, one.lineno, known)
            else:
                self._uses.print(self._read(one))
                self._uses.all_known = False

    def _follow(self, name: str, line: int, known: bool) -> None:
        """Walk through a file that is taken in."""
        self._uses.included.add(name)
        scope = {key: values for scope in self._scopes for key, values in scope.items()}
        scope = scope if known else {}
        if not self._uses.is_new((name, tuple(scope.items()))) or self._depth >= _DEEPEST:
            return
        try:
            assert self._env.loader is not None
            text, file, _ = self._env.loader.get_source(self._env, name)
        except (SpeechgenError, TemplateNotFound, ValueFault) as error:
            self._uses.faults.append((error, self._place(name, line, True)))
            return
        source, data = Source(file or name, text), self._known if known else {}
        if self._uses.goes_on(len(text) // 50):
            Walk(self._env, source, self._uses, data, scope, self._depth + 1).template()

    def _bind(self, target: nodes.Node, values: Values, whole: Values) -> None:
        """Give a name to what is assigned to it; both arms of an ``if`` may."""
        if isinstance(target, nodes.Name):
            before = self._scopes[-1].get(target.name, ())
            self._scopes[-1][target.name] = tuple(dict.fromkeys((*before, *values)))
        elif isinstance(target, nodes.Tuple):
            self._uses.print(whole)  # taken apart: nothing is known of the pieces
            for one in target.items:
                self._bind(one, (), ())
        else:
            self._uses.print(values)

    def _read(self, node: nodes.Node) -> Values:
        """What an expression may be; what is only looked at is not printed yet."""
        if isinstance(node, nodes.Name):
            return self._named(node)
        if isinstance(node, nodes.Getattr):
            return self._attribute(self._read(node.node), node.attr, node.lineno)
        if isinstance(node, nodes.Getitem):
            return self._item(node)
        if isinstance(node, nodes.Filter):
            return self._filter(node)
        if isinstance(node, nodes.Call):
            return self._call(node)
        if isinstance(node, nodes.CondExpr):
            self._read(node.test)
            return self._either(node.expr1, node.expr2)
        if isinstance(node, nodes.And | nodes.Or):
            return self._either(node.left, node.right)
        if isinstance(node, nodes.Compare | nodes.Not | nodes.Test | nodes.Operand):
            for child in node.iter_child_nodes():
                self._read(child)
            return ()
        for child in node.iter_child_nodes():
            self._uses.print(self._read(child))
        return ()

    def _either(self, *found: nodes.Expr | None) -> Values:
        return tuple(value for node in found if node is not None for value in self._read(node))

    def _named(self, node: nodes.Name) -> Values:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in self._known:
            return self._look(self._known[node.name])
        if self._depth and node.name not in self._stored and node.name not in self._env.globals:
            self._miss(node.name, node.lineno, False, tuple(self._known))
        return ()

    def _look(self, value: Value) -> Values:
        if isinstance(value, Entry | Entries | Leaf):
            self._uses.looked_at.add(value.path)
        return (value,)

    def _attribute(self, values: Values, name: str, line: int) -> Values:
        found: list[Value] = [value for value in values if isinstance(value, Leaf)]
        entries = [value for value in values if isinstance(value, Entry)]
        for value in values:
            if isinstance(value, Loop) and name in _OF_LOOPS:
                found += value.entries
        for entry in entries:
            for field in entry.fields:
                if name in names_of(field):
                    found += self._look(value_of(field, f"{entry.path}.{field.name}"))
        if entries and not found and name in _OF_DICTS:
            self._uses.print(tuple(entries))
        elif entries and not found and len(entries) == len(values):
            near = (word for entry in entries for field in entry.fields for word in names_of(field))
            self._miss(name, line, True, tuple(near))
        return tuple(found)

    def _item(self, node: nodes.Getitem) -> Values:
        values = self._read(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(values, node.arg.value, node.lineno)
        self._read(node.arg)
        if isinstance(node.arg, nodes.Slice):
            return values
        self._uses.print(tuple(value for value in values if isinstance(value, Entry)))
        return tuple(value.of for value in values if isinstance(value, Entries))

    def _filter(self, node: nodes.Filter) -> Values:
        values = self._read(node.node) if node.node is not None else ()
        arguments = list(node.args)
        attribute = next((k.value for k in node.kwargs if k.key == "attribute"), None)
        if attribute is None and arguments and node.name in _FIRST_IS_ATTRIBUTE:
            attribute = arguments.pop(0)
        named = [keyword.value for keyword in node.kwargs if keyword.value is not attribute]
        for argument in (*arguments, *named):
            self._uses.print(self._read(argument))
        entries = tuple(value.of for value in values if isinstance(value, Entries))
        taken: Values = ()
        if isinstance(attribute, nodes.Const) and isinstance(attribute.value, str):
            taken = entries
            for name in attribute.value.split("."):
                taken = self._attribute(taken, name, node.lineno)
        return self._filtered(node.name, values, entries, taken)

    def _filtered(self, name: str, values: Values, entries: Values, taken: Values) -> Values:
        """What comes out of a filter."""
        if name in _COUNTING:
            return ()
        if name == "_weigh":
            return values
        if name == "map" and taken:
            return tuple(Entries("", value) for value in taken)
        if name in _SAME_LIST:
            return values
        if name in _ENTRY:
            return entries
        if taken and name in ("sum", "join"):
            self._uses.print(taken)
            return ()
        leaves = tuple(value for value in values if isinstance(value, Leaf))
        self._uses.print(tuple(value for value in values if value not in leaves))
        return leaves

    def _call(self, node: nodes.Call) -> Values:
        given = [self._read(argument) for argument in node.args]
        named = {keyword.key: self._read(keyword.value) for keyword in node.kwargs}
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name in self._macros:
            self._called.add(name)
            self._within(self._macros[name], given, named)
            return ()
        for values in (*given, *named.values()):
            self._uses.print(values)
        return self._read(node.node)

    def _miss(self, name: str, line: int, dotted: bool, near: tuple[str, ...]) -> None:
        self._uses.miss(Misuse(name, self._place(name, line, dotted), near))

    def _place(self, name: str, line: int, dotted: bool) -> Place:
        """Where a name stands, on the line of its node or after it."""
        for (word, dot), offsets in self._words.items():
            if word == name and dot == dotted:
                places = (self._source.place(offset, len(name)) for offset in offsets)
                return next((p for p in places if p.line >= line), self._line(line))
        return self._line(line)

    def _line(self, line: int) -> Place:
        return Place(self._source.file, line, 1)

    @cached_property
    def _words(self) -> dict[tuple[str, bool], list[int]]:
        """Where each name stands, by the name and whether it is one after a dot, or quoted."""
        found: dict[tuple[str, bool], list[int]] = {}
        before = ""
        for offset, kind, word in tokens(self._env, self._source.text):
            if kind == "name":
                found.setdefault((word, before == "."), []).append(offset)
            elif kind == "string":
                found.setdefault((word[1:-1], True), []).append(offset + 1)
            before = before if kind == "whitespace" else word
        return found


def _stored(tree: nodes.Template) -> set[str]:
    """The names that a file sets somewhere, and those that Jinja gives it."""
    found = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    found |= {macro.name for macro in tree.find_all(nodes.Macro)}
    found |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        found |= {name if isinstance(name, str) else name[1] for name in node.names}
    return found | {"loop", "caller", "varargs", "kwargs", "self"}
