"""One text of an outline: parsed as Jinja, its names checked, its expressions placed."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from speechgen.document.holes import has_hole, pieces
from speechgen.document.tree import Origin
from speechgen.expand.environment import Environment
from speechgen.expand.fields import date_line
from speechgen.expand.markdown import strong_spans
from speechgen.expand.scope import Mode, Site
from speechgen.expand.simple import simple_nodes
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Scalar
from speechgen.source.schema import near_miss

_TAG = re.compile(r"\{[{%#]")
_PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_WIDE_TAG = re.compile("｛｛|｝｝|｛%|%｝")
_REFUSED = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Block,
)
_STORED = ("store", "param")


class Expression(NamedTuple):
    """An expression in a text: what stands between the braces, and where."""

    offset: int
    text: str


def is_static(text: str) -> bool:
    """Whether nothing can change what a text prints."""
    return not _TAG.search(text) and not has_hole(text)


def static_text(site: Site) -> str:
    """What a static text prints."""
    text = site.scalar.text
    return date_line(text) if site.mode is Mode.DATE else text


def check_text(scalar: Scalar, report: Report) -> None:
    """Report what a text holds that was surely meant otherwise: E209, W211."""
    wide = _WIDE_TAG.search(scalar.text)
    if wide:
        braces = wide[0]
        message = say("full-width braces {braces} print as they are", braces=braces)
        hint = say("write half-width braces: {example}", example="{{ … }}")
        report.error("E209", message, scalar.at(wide.start(), 2), hint)
    start = 0
    for line in scalar.text.split("\n") if "**" in scalar.text else ():
        for offset in strong_spans(line).single:
            message = say("these ** have no partner and will be printed as they are")
            hint = say("** after a digit or before 年, 月, 日, 同志 is a mask, not strong text")
            report.warning("W211", message, scalar.at(start + offset, 2), hint)
        start += len(line) + 1


def parse_text(
    env: Environment, site: Site, origins: list[Origin], report: Report
) -> list[nodes.Node]:
    """The Jinja nodes of a text, each printed expression put through the filter ``_put``.

    What it prints is noted in ``origins``. Faults (E201, E207) go into ``report``.
    """
    body = simple_nodes(env, site.scalar.text)
    if body is None:
        try:
            body = env.parse(site.scalar.text).body
        except TemplateSyntaxError as error:
            _syntax_error(env, site.scalar, error, report)
            return []
        _check_tags(body, site.scalar, report)
    _wrap(env, body, site.scalar, origins, "_put_day" if site.mode is Mode.DATE else "_put")
    return body


def parse_expression(env: Environment, scalar: Scalar, report: Report) -> nodes.Expr | None:
    """The Jinja node of a bare expression, as ``when`` holds it; braces around it are taken off."""
    found = re.fullmatch(r"\s*\{\{(.*)\}\}\s*", scalar.text, re.DOTALL)
    text = found[1] if found else scalar.text
    try:
        parser = Parser(env, text, state="variable")
        expression = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("the expression goes on where it should end", 1)
    except TemplateSyntaxError as error:
        message = say("this expression cannot be read: {reason}", reason=error.message or "")
        report.error("E201", message, scalar.place, _WORDS_IN_QUOTES)
        return None
    return expression


_WORDS_IN_QUOTES = say("words to compare with stand in quotes: level == '县'")


def whole_expression(env: Environment, scalar: Scalar) -> str | None:
    """The expression of a text that consists of one ``{{ … }}`` and nothing else."""
    text = scalar.text.strip()
    if not (text.startswith("{{") and text.endswith("}}")):
        return None
    found = list(expressions(env, text))
    alone = len(found) == 1 and text.index("}}", found[0].offset) == len(text) - 2
    return found[0].text if alone else None


def expressions(env: Environment, text: str) -> Iterator[Expression]:
    """The printed expressions of a text in order."""
    if "{%" not in text and "{#" not in text and text.count("{{") == text.count("}}"):
        for found in _PRINTED.finditer(text):  # nothing can hide in it: no need of Jinja's lexer
            yield Expression(found.start(1), found[1])
        return
    start = None
    for offset, kind, value in _tokens(env, text):
        if kind == "variable_begin":
            start = offset + len(value)
        elif kind == "variable_end" and start is not None:
            inner = text[start:offset]
            left = len(inner) - len(inner.lstrip())
            yield Expression(start + left, inner.strip())
            start = None


def free_names(body: Iterable[nodes.Node]) -> set[str]:
    """The names that Jinja nodes use and do not set themselves."""
    loaded: set[str] = set()
    stored: set[str] = set()
    for node in body:
        found = [node, *node.find_all((nodes.Name, nodes.Macro, nodes.NSRef))]
        for name in found:
            if isinstance(name, nodes.Name):
                (stored if name.ctx in _STORED else loaded).add(name.name)
            elif isinstance(name, nodes.Macro):
                stored.add(name.name)
    return loaded - stored - {"loop", "caller", "varargs", "kwargs"}


def check_names(
    env: Environment, scalar: Scalar, used: set[str], known: Iterable[str], report: Report
) -> None:
    """Report each name that nothing declares (E203), with the near miss."""
    for name in sorted(used - set(known)):
        message = say("'{name}' is undefined", name=name)
        offset = name_offset(env, scalar.text, name)
        hint = near_miss(name, known) or say("declare it under vars, or in required")
        place = scalar.place if offset is None else scalar.at(offset, len(name))
        report.error("E203", message, place, hint)


def name_offset(env: Environment, text: str, name: str, attribute: bool = False) -> int | None:
    """Where a name stands in a text or a bare expression; with ``attribute``, after a dot too."""
    source = text if _TAG.search(text) else "{{" + text + "}}"
    shift = 0 if source is text else 2
    before = ""
    for offset, kind, value in _tokens(env, source):
        if kind == "name" and value == name and (attribute or before != "."):
            return offset - shift
        if kind != "whitespace":
            before = value
    return None


def _tokens(env: Environment, text: str) -> Iterator[tuple[int, str, str]]:
    """Jinja's tokens with their offsets; what the lexer drops around ``-`` is passed over."""
    position = 0
    try:
        for _, kind, value in env.lexer.tokeniter(text, None):
            found = text.find(value, position)
            position = found if found >= 0 else position
            yield position, kind, value
            position += len(value)
    except TemplateSyntaxError:
        return


def _data(text: str) -> list[nodes.Expr]:
    """Typed text; a typed character that could be taken for a hole is printed through one."""
    return [
        nodes.TemplateData(piece, lineno=1)
        if index is None
        else _put(nodes.Const(piece, lineno=1), -1)
        for piece, index in pieces(text)
    ]


def _put(node: nodes.Expr, origin: int, name: str = "_put") -> nodes.Filter:
    number = nodes.Const(origin, lineno=node.lineno)
    return nodes.Filter(node, name, [number], [], None, None, lineno=node.lineno)


def _wrap(
    env: Environment, body: list[nodes.Node], scalar: Scalar, origins: list[Origin], name: str
) -> None:
    found = expressions(env, scalar.text)
    for output in (output for node in body for output in [node, *node.find_all(nodes.Output)]):
        if not isinstance(output, nodes.Output):
            continue
        wrapped: list[nodes.Expr] = []
        for child in output.nodes:
            if isinstance(child, nodes.TemplateData):
                wrapped += _data(child.data)
                continue
            expression = next(found, Expression(0, ""))
            wrapped.append(_put(child, len(origins), name))
            origins.append(Origin(expression.text, scalar, expression.offset))
        output.nodes = wrapped


def _check_tags(body: list[nodes.Node], scalar: Scalar, report: Report) -> None:
    for node in body:
        for refused in [node, *node.find_all(_REFUSED)]:
            if isinstance(refused, _REFUSED):
                word = type(refused).__name__.lower()
                message = say("'{tag}' belongs in section templates, not in an outline", tag=word)
                report.error("E207", message, scalar.place)
                return


def _syntax_error(
    env: Environment, scalar: Scalar, error: TemplateSyntaxError, report: Report
) -> None:
    offset, length = _fault_span(env, scalar.text, error)
    message, hint = syntax_message(error, scalar.text)
    report.error("E201", message, scalar.at(offset, length), hint)


def syntax_message(error: TemplateSyntaxError, text: str) -> tuple[Message, Message | None]:
    """Jinja's complaint in the writer's words, and what to do."""
    reason = error.message or ""
    if "comment" in reason:
        return say("a comment begins with {# and never ends"), say("end it with #}, or delete {#")
    if "nknown filter" in reason or "No filter" in reason or "No test" in reason:
        return say("{reason}", reason=reason), say("the filters are listed in docs/outline.md")
    if (
        "nd of template" in reason
        or "end of print statement" in reason
        or text.count("{{") != text.count("}}")
    ):
        return (
            say("the braces of this expression are not closed: {reason}", reason=reason),
            say("every {{ needs its }}, every {% if %} its {% endif %}"),
        )
    return say("this expression cannot be read: {reason}", reason=reason), None


def _fault_span(env: Environment, text: str, error: TemplateSyntaxError) -> tuple[int, int]:
    """Offset and length of the tag that cannot be read: the first that fails alone, on its line."""
    for found in re.finditer(r"\{\{.*?\}\}", text, re.DOTALL):
        try:
            env.parse(found[0])
        except TemplateSyntaxError:
            return found.start(), len(found[0].split("\n")[0])
    start = sum(len(line) + 1 for line in text.split("\n")[: error.lineno - 1])
    tag = _TAG.search(text, start) or _TAG.search(text)
    return (tag.start(), 2) if tag else (min(start, len(text)), 1)
