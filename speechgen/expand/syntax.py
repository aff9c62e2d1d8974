"""What Jinja cannot read in a text, in the writer's words and at the very place."""

import re
from collections.abc import Callable, Iterator
from math import isfinite
from unicodedata import normalize

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from speechgen.expand.limits import MOST_DIGITS
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Listed, Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place
from speechgen.source.record import Record

_TAG = re.compile(r"\{[{%#]")
_WHOLE_TAG = re.compile(r"\{[{%#][^\n]*?(?:[}%#]\}|$)", re.MULTILINE)
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")
_OPEN = re.compile(r"(\{[{%])(?:(?![}%]\}|\{[{%]).)*(?:\Z|(?=\{[{%]))", re.DOTALL)
_WORDS = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "raw", "endraw")
_ELSE_IF = ("elseif", "elsif", "elsef", "elseIf")
_ELSE_IF_APART = re.compile(r"\{%[-+]?\s*(else\s+if)\b")
_ELIF = say("did you mean '{name}'?", name="elif")
_CURLY_QUOTES = "“”‘’"
# What a number has that is too large for Python's float, or of more than MOST_DIGITS digits.
_LONG_NUMBER = re.compile(r"\d[eE]\+?[\d_]{3}|\d[\w.]{300}")
_MADE = ("_tick", "_concat", "_weigh")  # filters that the environment itself puts in
# Jinja writes Python, which holds 20 loops inside each other and 100 levels of indentation.
_DEEPEST = 50
_DEEPEST_LOOPS = 10
_MOST_BRANCHES = 200  # to Python each elif stands inside the one before

Span = tuple[int, int]  # offset and length


class SyntaxFault(Record):
    """Where a text cannot be read, why, and what to do."""

    span: Span
    message: Message
    hint: Message | None = None


def parsed(
    env: Environment, text: str, place: Callable[[int, int], Place], report: Report
) -> nodes.Template | None:
    """The Jinja nodes of a text or a template, or ``None`` after saying what is wrong with it.

    ``place`` gives the place of an offset and a length. Faults: E201, E205.
    """
    tree: nodes.Template | None
    huge = huge_number(env, text)
    if huge is not None:
        report.error("E205", HUGE_NUMBER, place(*huge))
        return None
    try:
        tree = env.parse(text)
    except TemplateSyntaxError as error:
        fault = syntax_fault(env, text, error)
        report.error("E201", fault.message, place(*fault.span), fault.hint)
        return None
    except RecursionError:
        tree = None
    if tree is None or too_deep(tree):
        tag = _TAG.search(text)
        report.error("E205", TOO_DEEP, place(tag.start() if tag else 0, 2))
        return None
    if any(len(node.elif_) > _MOST_BRANCHES for node in tree.find_all(nodes.If)):
        message = say("an {tag} has more than {most} branches", tag="if", most=_MOST_BRANCHES)
        tag = re.search(r"\{%[-+]?\s*elif\b", text)
        report.error("E205", message, place(tag.start() if tag else 0, len(tag[0]) if tag else 2))
        return None
    return tree if check_words(env, tree, text, place, report) else None


TOO_DEEP = say(
    "the expressions or tags of this text are nested more than {most} deep, or loops {loops}",
    most=_DEEPEST,
    loops=_DEEPEST_LOOPS,
)
HUGE_NUMBER = say("the number in this expression is too large")


def huge_number(env: Environment, text: str) -> Span | None:
    """Where a number is typed that is too large to reckon with, if there is one."""
    if not _LONG_NUMBER.search(text):
        return None
    numbers = ((at, word) for at, kind, word in tokens(env, text) if kind in ("integer", "float"))
    return next(((at, len(word)) for at, word in numbers if _is_huge(word)), None)


def _is_huge(word: str) -> bool:
    digits = word.replace("_", "")
    if digits.isdecimal() or (digits[:1] == "0" and digits[1:2] in "xXoObB"):
        return len(digits) > MOST_DIGITS
    return not isfinite(float(digits))


def too_deep(node: nodes.Node) -> bool:
    """Whether nodes are nested deeper than Python can hold what Jinja makes of them."""
    level, depth = [node], 0
    while level and depth <= _DEEPEST:
        level = [child for node in level for child in node.iter_child_nodes()]
        depth += 1
    return depth > _DEEPEST or _loops(node) > _DEEPEST_LOOPS


def _loops(node: nodes.Node) -> int:
    inner = max(map(_loops, node.iter_child_nodes()), default=0)
    return inner + isinstance(node, nodes.For)


def check_words(
    env: Environment,
    tree: nodes.Node,
    text: str,
    place: Callable[[int, int], Place],
    report: Report,
) -> bool:
    """Report each filter and test that there is not (E201), and each name of speechgen's own, which
    begins with _ (E208); whether there was none.
    """
    known = {
        nodes.Filter: [name for name in env.filters if not name.startswith("_")],
        nodes.Test: list(env.tests),
    }
    unknown: dict[str, str] = {}
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        if node.name not in (*known[type(node)], *_MADE):
            unknown[node.name] = "filter" if isinstance(node, nodes.Filter) else "test"
    own = sorted(_own_names(tree)) if "_" in text else []
    offsets = _word_offsets(env, text) if unknown else {}
    for name in own:
        message = say("expressions may not use '{name}'", name=name)
        at = re.search(rf"(?<!\w){name}(?!\w)", text)
        report.error("E208", message, place(at.start() if at else 0, len(name)), _NO_LINE)
    for name, kind in unknown.items():
        words = known[nodes.Filter if kind == "filter" else nodes.Test]
        message, hint = unknown_word(kind, name, words if report.is_open else [])
        offset = offsets.get(name, 0)
        report.error("E201", message, place(offset, len(name)), hint)
    return not unknown and not own


def _own_names(tree: nodes.Node) -> set[str]:
    """The names that begin with _, by which the program itself hands things on; _ alone is free."""
    found: set[str] = {node.name for node in tree.find_all(nodes.Name)}
    found |= {macro.name for macro in tree.find_all(nodes.Macro)}
    if isinstance(tree, nodes.Name):  # a bare expression
        found.add(tree.name)
    return {name for name in found if name.startswith("_") and name != "_"}


_NO_LINE = say("choose a name that does not begin with _")


def _word_offsets(env: Environment, text: str) -> dict[str, int]:
    """Where each filter and each test is first named, a name of several parts by its first."""
    source = text if _TAG.search(text) else "{{" + text + "}}"
    shift = 0 if source is text else 2
    found: dict[str, int] = {}
    before = ""
    for offset, kind, value in tokens(env, source):
        if kind == "name" and before in ("|", "is", "not"):
            found.setdefault(value, offset - shift)
        if kind != "whitespace":
            before = value
    return found


def syntax_fault(env: Environment, text: str, error: TemplateSyntaxError) -> SyntaxFault:
    """What a complaint of Jinja's about a text means."""
    faulty, reason = _Faulty(env, text, error.lineno), error.message or ""
    for pattern, explain in _COMPLAINTS:
        found = re.search(pattern, reason)
        if found:
            return explain(faulty, found)
    message = say("this expression cannot be read: {reason}", reason=reason)
    return SyntaxFault(faulty.tag(), message)


def tokens(env: Environment, text: str) -> Iterator[tuple[int, str, str]]:
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


def unknown_word(kind: str, name: str, known: list[str]) -> tuple[Message, Message]:
    """That there is no filter, test or tag of a name; the near miss, or those that are usual."""
    said, usual = _KINDS[kind]
    message = say("there is no {kind} '{name}'", kind=said, name=name)
    names = Listed.of(usual.split())
    return message, near_miss(name, known, 0.7) or say("usual ones: {names}", names=names)


_KINDS = {
    "filter": (say("filter"), "count cn ordinal join lines default replace round"),
    "test": (say("test"), "defined none string number in even odd"),
    "tag": (say("tag"), "if elif else endif for endfor set"),
}


class _Faulty:
    """A text with a fault on a line of it."""

    def __init__(self, env: Environment, text: str, line: int) -> None:
        self.env = env
        self.text = text
        self._start = sum(len(line) + 1 for line in text.split("\n")[: line - 1])

    def tag(self) -> Span:
        """The first expression that cannot be read by itself, else the first tag on the line."""
        end = self.text.rfind("}}") + 2  # none ends behind, so none is looked for
        for found in _EXPRESSION.finditer(self.text, 0, end):
            try:
                self.env.parse(found[0])
            except TemplateSyntaxError:
                return found.start(), len(found[0].split("\n")[0])
        tag = _TAG.search(self.text, self._start) or _TAG.search(self.text)
        return self._whole(tag.start()) if tag else (0, len(self.text.split("\n")[0]) or 1)

    def statement(self, word: str) -> Span:
        """The first ``{% word …`` from the line on."""
        found = (s for s in _STATEMENT.finditer(self.text, self._start) if s[1] == word)
        first = next(found, None)
        return self._whole(first.start()) if first else self.tag()

    def unclosed(self, word: str) -> Span:
        """The last ``{% word …`` that no ``{% endword %}`` closes."""
        opened: list[int] = []
        for found in _STATEMENT.finditer(self.text):
            if found[1] == word:
                opened.append(found.start())
            elif found[1] == f"end{word}" and opened:
                opened.pop()
        return self._whole(opened[-1]) if opened else self.tag()

    def word(self, word: str) -> Span:
        """A word that does not belong where it stands: not the first of its tag."""
        start, length = self.tag()
        first = 4 if self.text.startswith("{", start) else 1
        found = self.text.find(word, start + first, start + length)
        return (found, len(word)) if found >= 0 else (start, length)

    def _whole(self, start: int) -> Span:
        """A tag from its opening sign to its end, as far as its line goes."""
        found = _WHOLE_TAG.match(self.text, start)
        return start, len(found[0]) if found else 2


def _comment(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    message = say("a comment begins with {# and never ends")
    return SyntaxFault((faulty.text.rfind("{#"), 2), message, say("end it with #}, or delete {#"))


def _braces(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    opened = _OPEN.search(faulty.text)
    if opened is None:
        message = say("'{sign}' is missing in this expression", sign="}")
        return SyntaxFault(faulty.tag(), message)
    closing = "}}" if opened[1] == "{{" else "%}"
    hint = say("write {sign} where it ends", sign=closing)
    return SyntaxFault((opened.start(), 2), say("{sign} is never closed", sign=opened[1]), hint)


def _never_closed(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    word = found[1]
    message = say("{sign} is never closed", sign=f"{{% {word} %}}")
    hint = say("write {sign} where it ends", sign=f"{{% end{word} %}}")
    return SyntaxFault(faulty.unclosed(word), message, hint)


def _character(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    char, span = found[2], (int(found[3]), 1)
    if char in "'\"":
        message = say("the quotation mark {sign} is never closed", sign=char)
        return SyntaxFault(span, message, say("add {sign} at the end", sign=char))
    message = say("the character {sign} cannot stand in an expression", sign=char)
    plain = normalize("NFKC", char)
    hint = say("write it half-width: {sign}", sign=plain) if plain != char else None
    if char in _CURLY_QUOTES:
        hint = say("in an expression, write straight quotation marks: {text}", text="'…'")
    return SyntaxFault(span, message, hint)


def _statement(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    """A tag that there is not, or that stands where another must be closed first."""
    name, inner = found[1], found[2]
    span = faulty.statement(name)
    if name in _ELSE_IF:
        message = say("there is no {kind} '{name}'", kind=say("tag"), name=name)
        return SyntaxFault(span, message, _ELIF)
    if name not in _WORDS:
        return SyntaxFault(span, *unknown_word("tag", name, list(_WORDS)))
    tag = f"{{% {name} %}}"
    if inner:
        hint = say("write {sign} before it", sign=f"{{% end{inner} %}}")
        return SyntaxFault(span, say("{tag} stands where it does not belong", tag=tag), hint)
    return SyntaxFault(span, say("{tag} stands where it does not belong", tag=tag))


def _empty(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    return SyntaxFault(faulty.tag(), say("no expression stands between the braces"))


def _bracket(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    message = say("'{sign}' is missing in this expression", sign=found[1])
    return SyntaxFault(faulty.tag(), message)


def _broken_off(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    return SyntaxFault(faulty.tag(), say("the expression breaks off before its end"))


def _token(faulty: _Faulty, found: re.Match[str]) -> SyntaxFault:
    sign = found[1]
    if _OPEN.search(faulty.text):
        return _braces(faulty, found)
    else_if = _ELSE_IF_APART.search(faulty.text) if sign == "if" else None
    if else_if:
        message = say("there is no {kind} '{name}'", kind=say("tag"), name="else if")
        return SyntaxFault((else_if.start(1), len(else_if[1])), message, _ELIF)
    hint = say("two of them compare: ==") if sign == "=" else None
    message = say("'{sign}' does not belong here", sign=sign)
    return SyntaxFault(faulty.word(sign), message, hint)


_Explain = Callable[[_Faulty, "re.Match[str]"], SyntaxFault]
# What Jinja 3.1 says, by the first pattern that fits, and what it means.
_COMPLAINTS: tuple[tuple[str, _Explain], ...] = (
    (r"end of comment", _comment),
    (r"end of (raw)", _never_closed),
    (r"unexpected char (['\"])(.+?)\1 at (\d+)", _character),
    (r"unknown tag '(\w+)'(?:.*needs to be closed is '(\w+)')?", _statement),
    (r"needs to be closed is '(\w+)'", _never_closed),
    (r", expected '([)\]}])'", _bracket),
    (r"unexpected end of template|got '[{%]|unexpected '}'$", _braces),
    (r"Expected an expression, got 'end of|tag name expected", _empty),
    (r"unexpected 'end of |, got 'end of |name or number", _broken_off),
    (r", got '(.+)'", _token),
    (r"unexpected '(.+)'", _token),
)
