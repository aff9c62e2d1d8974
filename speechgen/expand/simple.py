"""The short way for simple texts: ``{{ name }}`` and ``{{ name | filter }}`` and nothing else.

Nine texts in ten hold no more. Their Jinja nodes are made from a regular expression, without
Jinja's lexer and parser, which would be a tenth of a cold build. What does not fit goes the long
way, and so does whatever is at fault.
"""

import re

from jinja2 import nodes

from speechgen.expand.environment import Environment

_PRINTED = re.compile(r"\{\{ *([^\W\d]\w*) *((?:\| *[a-z]+ *)*)\}\}")
_WORDS = frozenset("true false none True False None not and or in is if else".split())


def simple_nodes(env: Environment, text: str) -> list[nodes.Node] | None:
    """The nodes that ``env.parse(text)`` would give, or ``None`` if the text is not so simple."""
    found: list[nodes.Expr] = []
    end = 0
    for match in _PRINTED.finditer(text):
        before = text[end : match.start()]
        expression = _expression(env, match[1], match[2])
        if "{" in before or expression is None:
            return None
        found += [nodes.TemplateData(before, lineno=1)] if before else []
        found.append(expression)
        end = match.end()
    rest = text[end:]
    if "{" in rest:
        return None
    found += [nodes.TemplateData(rest, lineno=1)] if rest else []
    return [nodes.Output(found, lineno=1)]


def _expression(env: Environment, name: str, filters: str) -> nodes.Expr | None:
    if name in _WORDS or not name.isidentifier():
        return None
    node: nodes.Expr = nodes.Name(name, "load", lineno=1)
    for word in filters.replace("|", " ").split():
        if word not in env.filters:
            return None
        node = nodes.Filter(node, word, [], [], None, None, lineno=1)
    return node
