"""The short way for simple texts: ``{{ name }}`` and ``{{ name | filter }}`` and nothing else.

Nine texts in ten hold no more. Their Jinja nodes are made from a regular expression, without
Jinja's lexer and parser; a variable is looked up by one filter call. That is a tenth of a cold
build, and half of a run. What does not fit goes the long way, and so does whatever is at fault.
"""

import re
from typing import NamedTuple

from jinja2 import nodes

from speechgen.document.holes import has_hole
from speechgen.document.tree import Origin
from speechgen.expand.environment import Environment
from speechgen.expand.scope import Mode, Site

_PRINTED = re.compile(r"\{\{ *([^\W\d]\w*) *((?:\| *[a-z]+ *)*)\}\}")
_WORDS = frozenset("true false none True False None not and or in is if else".split())


class Simple(NamedTuple):
    """The nodes of a simple text, the names that it uses, and what it prints."""

    body: list[nodes.Node]
    names: set[str]
    origins: list[Origin]


def simple_text(env: Environment, site: Site, declared: set[str], first: int) -> Simple | None:
    """The nodes of a text, or ``None`` if it is not so simple.

    ``declared`` are the names that always have a value; ``first`` is the number of the first of
    its origins.
    """
    text, end = site.scalar.text, 0
    if site.mode is Mode.DATE or has_hole(text):
        return None
    found, names, origins = list[nodes.Expr](), set[str](), list[Origin]()
    for match in _PRINTED.finditer(text):
        before, name, filters = text[end : match.start()], match[1], match[2]
        node = _printed(env, name, filters, declared, first + len(origins))
        if "{" in before or node is None:
            return None
        found += [nodes.TemplateData(before, lineno=1), node]
        names.add(name)
        origins.append(Origin(match[0][2:-2].strip(), site.scalar, match.start(1)))
        end = match.end()
    if "{" in text[end:]:
        return None
    found.append(nodes.TemplateData(text[end:], lineno=1))
    return Simple([nodes.Output(found, lineno=1)], names, origins)


def _printed(
    env: Environment, name: str, filters: str, declared: set[str], origin: int
) -> nodes.Expr | None:
    if name in _WORDS or not name.isidentifier():
        return None
    if not filters and name in declared:
        return _filter(nodes.Const(name, lineno=1), "_put_named", origin)
    node: nodes.Expr = nodes.Name(name, "load", lineno=1)
    for word in filters.replace("|", " ").split():
        if word not in env.filters:
            return None
        node = nodes.Filter(node, word, [], [], None, None, lineno=1)
    return _filter(node, "_put", origin)


def _filter(node: nodes.Expr, name: str, origin: int) -> nodes.Expr:
    return nodes.Filter(node, name, [nodes.Const(origin, lineno=1)], [], None, None, lineno=1)
