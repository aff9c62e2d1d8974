"""The short way for simple texts: ``{{ name }}`` and ``{{ name | filter }}`` and nothing else.

Nine texts in ten hold no more. Their Jinja nodes are made from a regular expression, without
Jinja's lexer and parser, and the plain ones are run without its code: that is a tenth of a cold
build, and half of a run. What does not fit goes the long way, and so does whatever is at fault.
"""

import re
from typing import NamedTuple, TypeAlias

from jinja2 import nodes

from speechgen.document.holes import has_hole
from speechgen.document.tree import Origin
from speechgen.expand.empty_strong import with_edges
from speechgen.expand.environment import Environment
from speechgen.expand.scope import Mode, Site

Part: TypeAlias = tuple[str, str, int]  # a typed piece, or a variable and its origin
_PRINTED = re.compile(r"\{\{ *([^\W\d]\w*) *((?:\| *[a-z]+ *)*)\}\}")
_WORDS = frozenset("true false none True False None not and or in is if else".split())


class Simple(NamedTuple):
    """A simple text: its nodes, the names that it uses, what it prints.

    Where it prints plain variables only, ``parts`` are its typed pieces and its variables with
    their origins, in order, so that a run need not go through Jinja at all.
    """

    body: list[nodes.Node]
    names: set[str]
    origins: list[Origin]
    parts: list[Part] | None


def simple_text(env: Environment, site: Site, declared: set[str], first: int) -> Simple | None:
    """The nodes of a text, or ``None`` if it is not so simple.

    ``declared`` are the names that always have a value; ``first`` is the number of the first of
    its origins.
    """
    text, end = site.scalar.text, 0
    if has_hole(text):
        return None
    put = "_put_day" if site.mode is Mode.DATE else "_put"
    found, parts, origins = list[nodes.Expr](), list[Part](), list[Origin]()
    for match in _PRINTED.finditer(text):
        before = with_edges(text[end : match.start()], after_tag=end > 0)
        name, filters = match[1], match[2]
        node = _printed(env, name, filters, put, first + len(origins))
        if "{" in before or node is None:
            return None
        found += [nodes.TemplateData(before, lineno=1), node]
        parts += [(before, "", -1), ("", name, first + len(origins))]
        origins.append(Origin(match[0][2:-2].strip(), site.scalar, match.start(1)))
        end = match.end()
    if "{" in text[end:]:
        return None
    after = with_edges(text[end:], before_tag=False)
    found.append(nodes.TemplateData(after, lineno=1))
    parts.append((after, "", -1))
    names = {name for _, name, _ in parts if name}
    plain = put == "_put" and names <= declared
    plain = plain and not any("|" in origin.expression for origin in origins)
    return Simple([nodes.Output(found, lineno=1)], names, origins, parts if plain else None)


def _printed(env: Environment, name: str, filters: str, put: str, origin: int) -> nodes.Expr | None:
    if name in _WORDS or not name.isidentifier():
        return None
    node: nodes.Expr = nodes.Name(name, "load", lineno=1)
    for word in filters.replace("|", " ").split():
        if word not in env.filters:
            return None
        node = nodes.Filter(node, word, [], [], None, None, lineno=1)
    # Its “line number” is its origin below zero: so a fault can be placed (see :mod:`diagnose`).
    number = nodes.Const(origin, lineno=1)
    return nodes.Filter(node, put, [number], [], None, None, lineno=-1 - origin)
