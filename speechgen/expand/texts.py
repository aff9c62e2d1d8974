"""One text of an outline: parsed as Jinja, its names checked, its expressions placed."""

import re
from collections.abc import Iterable, Iterator, Set

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from speechgen.document.holes import has_hole, pieces
from speechgen.document.tree import Origin
from speechgen.expand.environment import Environment
from speechgen.expand.fields import date_line
from speechgen.expand.markdown import strong_spans
from speechgen.expand.scope import ITEM_NAMES, Mode, Site
from speechgen.expand.syntax import (
    HUGE_NUMBER,
    TOO_DEEP,
    check_words,
    huge_number,
    parsed,
    syntax_fault,
    tokens,
    too_deep,
)
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place
from speechgen.source.record import Record

_TAG = re.compile(r"\{[{%#]")
_PRINTED = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_WIDE_TAG = "｛｛|｝｝|｛%|%｝"
_REFUSED = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Block,
)
_REFUSED_TAG = re.compile(r"\{%[-+]?\s*(include|import|from|extends|block)\b")
_STORED = ("store", "param")
_NAMING = (nodes.Name, nodes.Macro, nodes.NSRef, nodes.Import, nodes.FromImport)


class Expression(Record):
    """An expression in a text: what stands between the braces, and where."""

    offset: int
    text: str


def has_tag(text: str) -> bool:
    """Whether something in a text is computed."""
    return _TAG.search(text) is not None


def is_static(text: str) -> bool:
    """Whether nothing can change what a text prints."""
    return not has_tag(text) and not has_hole(text)


def static_text(site: Site) -> str:
    """What a static text prints."""
    text = site.scalar.text
    return date_line(text) if site.mode is Mode.DATE else text


def check_text(scalar: Scalar, report: Report) -> None:
    """Report what a text holds that was surely meant otherwise: E201, E209, W211."""
    wide = re.search(_WIDE_TAG, scalar.text) if "｛" in scalar.text or "｝" in scalar.text else None
    if wide:
        braces = wide[0]
        message = say("full-width braces {braces} print as they are", braces=braces)
        example = "{% … %}" if "%" in braces else "{{ … }}"
        hint = say("write half-width braces: {example}", example=example)
        report.error("E209", message, scalar.at(wide.start(), 2), hint)
    if "}}" in scalar.text and not _TAG.search(scalar.text):
        message, hint = say("}} closes nothing"), say("an expression begins with {{")
        report.error("E201", message, scalar.at(scalar.text.index("}}"), 2), hint)
    start = 0
    for line in _typed(scalar.text).split("\n") if "**" in scalar.text else ():
        for offset in strong_spans(line).single:
            message = say("these ** have no partner and will be printed as they are")
            hint = say("** after a digit or before 年, 月, 日, 同志 is a mask, not strong text")
            report.warning("W211", message, scalar.at(start + offset, 2), hint)
        start += len(line) + 1


def _typed(text: str) -> str:
    """A text without its tags, of the same length: a power is no mark."""
    end = text.rfind("}") + 1  # no tag ends behind, so none is looked for
    return _EXPRESSION.sub(lambda found: "x" * len(found[0]), text[:end]) + text[end:]


def parse_text(
    env: Environment, site: Site, origins: list[Origin], report: Report
) -> list[nodes.Node]:
    """The Jinja nodes of a text, each printed expression put through the filter ``_put``.

    What it prints is noted in ``origins``. Faults (E201, E205, E207) go into ``report``.
    """
    scalar = site.scalar
    tree = parsed(env, scalar.text, scalar.at, report)
    if tree is None:
        return []
    body = tree.body
    _check_tags(body, scalar, report)
    _wrap(env, body, scalar, origins, "_put_day" if site.mode is Mode.DATE else "_put")
    return body


def parse_expression(env: Environment, scalar: Scalar, report: Report) -> nodes.Expr | None:
    """The Jinja node of a bare expression, as ``when`` holds it; braces around it are taken off."""
    found = re.fullmatch(r"\s*\{\{(.*)\}\}\s*", scalar.text, re.DOTALL)
    text, shift = (found[1], found.start(1)) if found else (scalar.text, 0)

    def place(offset: int, length: int) -> Place:
        return scalar.at(shift + offset, length)

    if "{%" in text:
        report.error("E201", say("an expression must stand here, no tag"), scalar.place, _NO_TAGS)
        return None
    huge = huge_number(env, "{{" + text + "}}")
    if huge is not None:
        report.error("E205", HUGE_NUMBER, place(huge[0] - 2, huge[1]))
        return None
    try:
        expression = _expression(env, text)
    except TemplateSyntaxError as error:
        fault = syntax_fault(env, text, error)
        report.error("E201", fault.message, place(*fault.span), fault.hint or _WORDS_IN_QUOTES)
        return None
    if expression is None:
        report.error("E205", TOO_DEEP, scalar.place)
    elif not check_words(env, nodes.Output([expression]), text, place, report):
        return None
    return expression


def _expression(env: Environment, text: str) -> nodes.Expr | None:
    """The node of an expression that is the whole text; ``None`` if it is nested too deep."""
    parser = Parser(env, text, state="variable")
    try:
        expression = parser.parse_expression()
    except RecursionError:
        return None
    if not parser.stream.eos:
        raise TemplateSyntaxError(f"end expected, got '{parser.stream.current.value}'", 1)
    return None if too_deep(expression) else expression


_WORDS_IN_QUOTES = say("words to compare with stand in quotes: level == '县'")
_NO_TAGS = say("write the condition alone, without {% and %}: level == '县'")


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
        # Nothing can hide in it: no need of Jinja's lexer.
        for found in _PRINTED.finditer(text, 0, text.rfind("}}") + 2):
            blanks = len(found[1]) - len(found[1].lstrip())
            yield Expression(found.start(1) + blanks, found[1].strip())
        return
    start = None
    for offset, kind, value in tokens(env, text):
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
        found = [node, *node.find_all(_NAMING)]
        for name in found:
            if isinstance(name, nodes.Name):
                (stored if name.ctx in _STORED else loaded).add(name.name)
            elif isinstance(name, nodes.Macro):
                stored.add(name.name)
            elif isinstance(name, nodes.Import):
                stored.add(name.target)
            elif isinstance(name, nodes.FromImport):
                stored |= {said if isinstance(said, str) else said[1] for said in name.names}
    return loaded - stored - {"loop", "caller", "varargs", "kwargs"}


def near_name(name: str, declared: Iterable[str], env: Environment) -> Message | None:
    """“did you mean …?”: a declared name that is near, else one of Jinja's that is very near."""
    return near_miss(name, declared) or near_miss(name, env.globals, 0.8)


def check_names(
    env: Environment, scalar: Scalar, used: set[str], known: Set[str], report: Report
) -> None:
    """Report each name that nothing declares (E203), with the near miss."""
    undefined = sorted(used - known)
    if not undefined:
        return
    offsets, bare = name_offsets(env, scalar.text), is_static(scalar.text)
    for name in undefined:
        hint: Message | None = None
        if name in ITEM_NAMES:
            hint = say("it means the items of a block, in the texts of that block")
        elif bare and not name.isascii():  # a bare expression, as when holds it
            hint = say("a word to compare with stands in quotes: '{name}'", name=name)
        elif report.is_open:
            declared = known - env.globals.keys()
            hint = near_name(name, declared, env) or say("declare it under vars, or in required")
        offset = offsets.get((name, False))
        place = scalar.place if offset is None else scalar.at(offset, len(name))
        report.error("E203", say("'{name}' is undefined", name=name), place, hint)


def name_offset(
    env: Environment, text: str, name: str, attribute: bool | None = False
) -> int | None:
    """Where a name stands in a text or a bare expression.

    With ``attribute`` it is one after a dot; ``None`` takes either.
    """
    offsets = name_offsets(env, text)
    asked = (False, True) if attribute is None else (attribute,)
    return min((offsets[name, dot] for dot in asked if (name, dot) in offsets), default=None)


def name_offsets(env: Environment, text: str) -> dict[tuple[str, bool], int]:
    """Where each name first stands in a text, by the name and whether a dot is before it."""
    source = text if has_tag(text) else "{{" + text + "}}"
    shift = 0 if source is text else 2
    found: dict[tuple[str, bool], int] = {}
    before = ""
    for offset, kind, value in tokens(env, source):
        if kind == "name":
            found.setdefault((value, before == "."), offset - shift)
        if kind != "whitespace":
            before = value
    return found


def _data(text: str) -> list[nodes.Expr]:
    """Typed text; a typed character that could be taken for a hole is printed through one."""
    return [
        nodes.TemplateData(piece, lineno=1)
        if index is None
        else _put(nodes.Const(piece, lineno=1), -1)
        for piece, index in pieces(text)
    ]


def _put(node: nodes.Expr, origin: int, name: str = "_put") -> nodes.Filter:
    """A printed expression; its “line number” is its origin below zero (see :mod:`diagnose`)."""
    number = nodes.Const(origin, lineno=1)
    return nodes.Filter(node, name, [number], [], None, None, lineno=-1 - origin)


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
    """Report a tag that only templates may use (E207)."""
    if not any(isinstance(n, _REFUSED) or any(n.find_all(_REFUSED)) for n in body):
        return
    for found in _REFUSED_TAG.finditer(scalar.text):
        message = say("'{tag}' belongs in section templates, not in an outline", tag=found[1])
        report.error("E207", message, scalar.at(found.start(1), len(found[1])))
