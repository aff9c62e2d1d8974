"""Compiles the texts of a planned outline: parsed, their names checked, one program made."""

from speechgen.document.tree import Origin
from speechgen.expand.directives import Quote
from speechgen.expand.environment import Environment
from speechgen.expand.placeholders import Placeholder, placeholders
from speechgen.expand.plan import SpeechPlan
from speechgen.expand.program import Program, register
from speechgen.expand.scope import Mode, Scope, Site
from speechgen.expand.simple import simple_text
from speechgen.expand.texts import (
    check_names,
    check_text,
    free_names,
    is_static,
    parse_expression,
    parse_text,
    static_text,
    whole_expression,
)
from speechgen.library.library import Library
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar


def text_environment(library: Library) -> Environment:
    """The Jinja environment of outline texts; ``directive`` quotes from the library's ledgers."""
    env = Environment()
    register(env)
    env.globals["directive"] = Quote(library)
    return env


class Compiler:
    """Compiles the sites of a plan; faults go into ``report``."""

    def __init__(self, env: Environment, outline: Outline, report: Report) -> None:
        self._env = env
        self._report = report
        self._origins: list[Origin] = []
        self.placeholders: list[Placeholder] = []
        names = [*(v.name for v in outline.vars), *(r.name for r in outline.required)]
        self._variables = {name.text for name in names}
        self._names: dict[frozenset[str], frozenset[str]] = {}
        self._declared = frozenset(self._variables | env.globals.keys())

    def program(self, plan: SpeechPlan) -> Program:
        """The program of a plan; raises what was found wrong with any text."""
        return self.lone(plan.root)

    def lone(self, root: Scope) -> Program:
        """The program of the texts in a scope; raises what was found wrong with any of them."""
        self._scope(root)
        self._report.check()
        return Program(self._env, root, self._origins)

    def _scope(self, scope: Scope) -> None:
        names = self._known(scope)
        for site in scope.sites:
            self._site(site, names)
        outside = self._known(scope.parent)
        for child in scope.children:
            if child.when is not None:
                self._site(child.when, outside if child.counted else names)
            self._scope(child.scope)

    def _known(self, scope: Scope | None) -> frozenset[str]:
        """The names that mean something in a scope: one set for all scopes that see the same."""
        visible = frozenset(scope.visible_names() if scope else ())
        if visible not in self._names:
            self._names[visible] = self._declared | visible
        return self._names[visible]

    def _site(self, site: Site, names: frozenset[str]) -> None:
        if site.mode in (Mode.LINE, Mode.BODY, Mode.DATE):
            self._text(site)
        elif site.mode is Mode.WHEN:
            self._expression(site, site.scalar)
        else:
            self._whole_expression(site)
        check_names(self._env, site.scalar, site.names, names, self._report)

    def _text(self, site: Site) -> None:
        check_text(site.scalar, self._report)
        self.placeholders += placeholders(site.scalar)
        if is_static(site.scalar.text):
            site.static = static_text(site)
        elif simple := simple_text(self._env, site, self._variables, len(self._origins)):
            site.body, site.names, origins, site.parts = simple
            self._origins += origins
        else:
            site.body = parse_text(self._env, site, self._origins, self._report)
            site.names = free_names(site.body)

    def _expression(self, site: Site, scalar: Scalar) -> None:
        site.expression = parse_expression(self._env, scalar, self._report)
        site.names = free_names([site.expression]) if site.expression else set()

    def _whole_expression(self, site: Site) -> None:
        """A field that wants a list or a typed value: its whole text is one ``{{ … }}``."""
        if whole_expression(self._env, site.scalar) is None:
            message = say("here a list must stand, or one expression and nothing else")
            hint = say(
                "put a dash before each item, or write {example} alone", example='"{{ name }}"'
            )
            self._report.error("E120", message, site.scalar.place, hint)
            return
        self._expression(site, site.scalar)
        site.origin = len(self._origins)
        self._origins.append(Origin(site.scalar.text.strip(), site.scalar, 0))
