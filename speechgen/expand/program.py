"""All texts of an outline as one Jinja program, and its runs.

One program is compiled once and run once a variant: a run costs little more than the values that
it prints. Only when a run fails are the texts rendered one by one (:mod:`diagnose`), to name every
text that is at fault.
"""

from typing import Any, NamedTuple

from jinja2 import Template, nodes
from markupsafe import Markup

from speechgen.document.tree import Origin
from speechgen.expand.empty_strong import without_empty_strong
from speechgen.expand.environment import Environment
from speechgen.expand.filters import Rendered, ValueFault
from speechgen.expand.scope import Child, Mode, Scope, Site
from speechgen.expand.siblings import entries, view
from speechgen.expand.simple import Part
from speechgen.expand.values import (
    PlainTexts,
    Run,
    note,
    noted,
    put,
    put_day,
    put_list,
    put_plain,
    put_plain_texts,
)
from speechgen.source.messages import say

SEPARATOR = "\x1e"  # between the results of two texts; no text can hold it
_VIEW = "_siblings"
_ENTRIES = "_entries"
_NOTE, _NOTED = "_note", "_noted"


class Result(NamedTuple):
    """What a run gives.

    ``text`` holds the results of all texts that may change, in order, holes in them: variants of
    one shape have the same text. ``values`` and ``origins`` belong to the holes.
    """

    text: str
    values: tuple[str, ...]
    origins: tuple[int, ...]

    def texts(self) -> list[str]:
        """The result of each site by its index."""
        return [without_empty_strong(text) for text in self.text.split(SEPARATOR)[1:]]


class Program:
    """The compiled texts of an outline.

    ``sites`` are its texts in the order of their results, those left out that never change
    (``site.static``); ``origins`` is what each printed expression is.
    """

    def __init__(self, env: Environment, root: Scope, origins: list[Origin]) -> None:
        self.env = env
        self.root = root
        self.sites: list[Site] = []
        self.scopes: list[Scope] = []
        self._batches: list[list[Part]] = []
        self._batch: list[Part] | None = None  # the batch that the next plain text goes into
        self.origins = tuple(origins)
        self._single: dict[int, Template] = {}
        self._flags = 0
        body = self._scope(root)
        self.batches = [_joined(parts) for parts in self._batches]
        self._plain = list(dict.fromkeys(name for batch in self.batches for name in batch.names))
        self.has_loops = any(site.statements for site in self.sites)
        self._template = self.compile([nodes.Scope(body, lineno=1)])

    def compile(self, body: list[nodes.Node]) -> Template:
        """A Jinja template of the nodes."""
        tree = nodes.Template(body, lineno=1)
        tree.set_environment(self.env)
        code = self.env.compile(tree)
        template = Template.from_code(self.env, code, self.env.make_globals(None))
        # Every printed expression went through a filter of ours: there is nothing left to escape,
        # and Jinja's escape would be half of the time of a run.
        template.root_render_func.__globals__["escape"] = str
        return template

    def names(self) -> frozenset[str]:
        """Every name that one of the texts uses."""
        return frozenset(_names_under(self.root))

    def run(self, variables: dict[str, Any]) -> Result:
        """Print every text once; raises whatever a text raises."""
        run = Run()
        run.meet([variables.get(name) for name in self._plain])
        text = self.print(self._template, run, variables)
        run.check_size()
        return Result(text, tuple(run.values), tuple(run.origins))

    def print(self, template: Template, run: Run, variables: dict[str, Any]) -> str:
        """The output of a template under the limits of a run."""
        context = template.new_context({**variables, "_run": run, "_program": self})
        pieces = template.root_render_func(context)
        if not self.has_loops:
            return "".join(pieces)
        found: list[str] = []
        for piece in pieces:
            run.budget.print(len(piece))
            found.append(piece)
        return "".join(found)

    def text(self, site: Site, run: Run, variables: dict[str, Any]) -> Markup:
        """The result of one text alone, for a text that names another, or to find a fault."""
        if site.static is not None:
            return Rendered(site.static)
        if site.index not in run.texts:
            if site.index in run.active:
                raise ValueFault(say("this text names itself, directly or through others"))
            run.active.add(site.index)
            try:
                text = self.print(self._alone(site), run, variables)
                run.texts[site.index] = Rendered(without_empty_strong(text))
            finally:
                run.active.discard(site.index)
        return run.texts[site.index]

    def _alone(self, site: Site) -> Template:
        """The template of one text, wrapped in the scopes that it stands in."""
        if site.index not in self._single:
            body, needed = site_nodes(site), set(site.names)
            for scope in (site.scope, *site.scope.outer()):
                used = needed.intersection(scope.names)
                if used:
                    body, names = self._alone_in(scope, body, used)
                    needed = (needed - used) | names
            self._single[site.index] = self.compile([nodes.Scope(body, lineno=1)])
        return self._single[site.index]

    def _alone_in(
        self, scope: Scope, body: list[nodes.Node], used: set[str]
    ) -> tuple[list[nodes.Node], set[str]]:
        """Statements with the names that mean something in a scope; the names these need."""
        sites = [child.when for child in scope.children if child.when and child.counted]
        sites += [scope.dynamic] if scope.dynamic else []
        conditions = [self._condition(child) for child in scope.siblings if child.when]
        body = [nodes.Scope([*conditions, *self._counting(scope, body, used)], lineno=1)]
        return body, set().union(*(site.names for site in sites))

    def _scope(self, scope: Scope) -> list[nodes.Node]:
        """The statements of a scope: conditions, then what it counts, texts, inner scopes."""
        scope.index = len(self.scopes)
        self.scopes.append(scope)
        for child in scope.children:
            child.flag = self._flags = self._flags + 1
        before = [self._condition(child) for child in scope.children if child.when]
        used = _names_under(scope)
        apart = bool(before) or not used.isdisjoint(scope.names)
        self._batch = None if apart else self._batch
        inner = self._sites([site for site in scope.sites if site.static is None])
        for child in scope.children:
            inner += self._child(child)
        self._batch = None if apart else self._batch
        return before + self._counting(scope, inner, used)

    def _condition(self, child: Child) -> nodes.Node:
        """The statement that notes whether a condition holds.

        It is noted in the run: thousands of names in one template would take Jinja minutes.
        """
        assert child.when is not None
        test = child.when.expression or nodes.Const(True, lineno=1)
        index = nodes.Const(child.flag, lineno=1)
        note = nodes.Filter(test, _NOTE, [index], [], None, None, lineno=1)
        return nodes.ExprStmt(note, lineno=1)

    def _counting(self, scope: Scope, inner: list[nodes.Node], used: set[str]) -> list[nodes.Node]:
        names = [name for name in scope.names if name in used]
        if not names:
            return inner
        targets: list[nodes.Expr] = [nodes.Name(name, "param", lineno=1) for name in names]
        values = [self._siblings(scope) for _ in names]
        return [nodes.With(targets, values, inner, lineno=1)]

    def _siblings(self, scope: Scope) -> nodes.Expr:
        if scope.dynamic is not None and scope.dynamic.expression is not None:
            index = nodes.Const(scope.index, lineno=1)
            return nodes.Filter(
                scope.dynamic.expression, _ENTRIES, [index], [], None, None, lineno=1
            )
        index = nodes.Const(scope.index, lineno=1)
        return nodes.Filter(index, _VIEW, [], [], None, None, lineno=1)

    def _sites(self, sites: list[Site]) -> list[nodes.Node]:
        """The texts of a scope, each after a separator.

        Plain ones in a row are printed at once, even if they stand in several scopes.
        """
        found: list[nodes.Node] = []
        for site in sites:
            site.index = len(self.sites)
            self.sites.append(site)
            if site.parts is None:
                self._batch = None
                found += self._site(site)
                continue
            if self._batch is None:
                self._batch = []
                number = nodes.Const(len(self._batches), lineno=1)
                call = nodes.Filter(number, "_put_plain_texts", [], [], None, None, lineno=1)
                found.append(nodes.Output([call], lineno=1))
                self._batches.append(self._batch)
            self._batch += [(SEPARATOR, "", -1), *site.parts]
        return found

    def _site(self, site: Site) -> list[nodes.Node]:
        """A text after its separator; in a scope of its own if it may set a name."""
        mark: nodes.Expr = nodes.TemplateData(SEPARATOR, lineno=1)
        body = site_nodes(site)
        if body and isinstance(body[0], nodes.Output):
            body[0] = nodes.Output([mark, *body[0].nodes], lineno=1)
        else:
            body.insert(0, nodes.Output([mark], lineno=1))
        return [nodes.Scope(body, lineno=1)] if site.statements else body

    def _child(self, child: Child) -> list[nodes.Node]:
        if child.when is None:
            return self._scope(child.scope)
        child.when.index = len(self.sites)
        self.sites.append(child.when)
        first = len(self.sites)
        self._batch = None
        body = self._scope(child.scope)
        self._batch = None
        skipped = SEPARATOR * (len(self.sites) - first)
        flag = nodes.Const(child.flag, lineno=1)
        test = nodes.Filter(flag, _NOTED, [], [], None, None, lineno=1)
        shown = nodes.Output([nodes.TemplateData(f"{SEPARATOR}1", lineno=1)], lineno=1)
        otherwise = nodes.Output([nodes.TemplateData(SEPARATOR + skipped, lineno=1)], lineno=1)
        return [nodes.If(test, [shown, *body], [], [otherwise], lineno=1)]


def _joined(parts: list[Part]) -> PlainTexts:
    """Parts with the typed pieces between two variables joined to one."""
    pieces, names, origins = [""], list[str](), list[int]()
    for piece, name, origin in parts:
        if name:
            names.append(name)
            origins.append(origin)
            pieces += ("", "")
        else:
            pieces[-1] += piece
    return PlainTexts(tuple(pieces), tuple(names), tuple(origins))


def site_nodes(site: Site) -> list[nodes.Node]:
    """The statements that print one text."""
    if site.expression is None:
        return list(site.body)
    if site.mode is Mode.WHEN:
        return [nodes.Output([_yes_or_nothing(site.expression)], lineno=1)]
    name = "_put_list" if site.mode is Mode.LIST else "_put_plain"
    origin = nodes.Const(site.origin, lineno=1)
    printed = nodes.Filter(site.expression, name, [origin], [], None, None, lineno=1)
    return [nodes.Output([printed], lineno=1)]


def _yes_or_nothing(test: nodes.Expr) -> nodes.Expr:
    """What a condition prints: 1 if it holds."""
    return nodes.CondExpr(test, nodes.Const("1", lineno=1), nodes.Const("", lineno=1), lineno=1)


def _names_under(scope: Scope) -> set[str]:
    """The names that the texts of a scope, and of the scopes inside it, use."""
    used = set().union(*(site.names for site in scope.sites))
    for child in scope.children:
        used |= _names_under(child.scope) | (child.when.names if child.when else set())
    return used


def register(env: Environment) -> None:
    """Put the filters that programs use into an environment."""
    env.filters["_put"] = put
    env.filters["_put_plain_texts"] = put_plain_texts
    env.filters["_put_day"] = put_day
    env.filters["_put_plain"] = put_plain
    env.filters["_put_list"] = put_list
    env.filters[_NOTE] = note
    env.filters[_NOTED] = noted
    env.filters[_VIEW] = view
    env.filters[_ENTRIES] = entries
