"""Why YAML stopped at a line, in plain words, and the line mended so that reading can go on."""

import re
from typing import NamedTuple

import yaml

from speechgen.source.diagnostic import Report
from speechgen.source.lines import (
    WIDE_BLANKS,
    Line,
    indent_width,
    take_apart,
    tell_colon,
    tell_wide_blanks,
    with_half_width_blanks,
)
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Source
from speechgen.source.place import Place
from speechgen.source.traps import SPECIAL_FIRST, in_quotes, put_in_quotes, shortened

_SPECIAL = {
    "{{": say("a value that begins with {{ must stand in quotes"),
    "{%": say("a value that begins with {% must stand in quotes"),
    "**": say("a value that begins with ** must stand in quotes"),
}
_BRACKETS = {"[": "]", "{": "}"}
_MENDED = ("E113", "E115")  # whoever puts quotes around quotes again and again never ends


def repair(
    source: Source, error: yaml.MarkedYAMLError, keys: frozenset[str], report: Report
) -> str | None:
    """Report why YAML stopped; the text with that line mended, or ``None`` if nothing helps.

    A line that cannot be explained is left out, and told only once a file: what YAML finds after
    that may be no more than its echo.
    """
    lines = source.text.split("\n")
    mended_before = {d.place.line for d in report.diagnostics if d.place and d.code in _MENDED}
    for number in _suspects(error, lines):
        if number in mended_before:
            continue
        stop = _Stop(source.file, take_apart(number, lines[number - 1]), lines, keys, error, report)
        for explain in _EXPLANATIONS:
            mended = explain(stop)
            if mended is not None:
                lines[number - 1] = mended
                return "\n".join(lines)
    return _leave_out(source, error, lines, report)


def _leave_out(
    source: Source, error: yaml.MarkedYAMLError, lines: list[str], report: Report
) -> str | None:
    place, message, hint = _plain_words(source, error)
    told = any(
        d.code == "E110" or (d.place and d.place.line == place.line) for d in report.diagnostics
    )
    if not told:
        report.error("E110", message, place, hint)
    if not lines[place.line - 1].strip():
        return None
    lines[place.line - 1] = ""
    return "\n".join(lines)


def _suspects(error: yaml.MarkedYAMLError, lines: list[str]) -> list[int]:
    """The numbers of the lines to look at: where YAML stopped, where the thing began, before."""
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    numbers = [mark.line + 1 for mark in (marks if _began_it(error) else reversed(marks))]
    before = numbers[0] - 1 if numbers else 0
    while before > 0 and not lines[before - 1].strip():
        before -= 1
    candidates = [*numbers, before]
    return [n for n in dict.fromkeys(candidates) if 0 < n <= len(lines) and lines[n - 1].strip()]


def _began_it(error: yaml.MarkedYAMLError) -> bool:
    """Whether the fault is where the thing began rather than where YAML noticed it."""
    context = error.context or ""
    return "quoted scalar" in context or "simple key" in context


class _Stop(NamedTuple):
    """A line at which YAML may have stopped, and what it complained of."""

    file: str
    line: Line
    lines: list[str]
    keys: frozenset[str]
    error: yaml.MarkedYAMLError
    report: Report

    @property
    def value(self) -> str:
        """The value, without the blanks after it."""
        return self.line.value.rstrip()

    @property
    def quoted(self) -> str:
        """The line with its value in quotes."""
        return self.line.text[: self.line.value_column - 1] + in_quotes(self.value)

    @property
    def misplaced(self) -> bool:
        """Whether YAML found a key where none can be."""
        mark, problem = self.error.problem_mark, self.error.problem or ""
        here = mark is not None and mark.line + 1 == self.line.number
        return here and "mapping values are not allowed" in problem

    @property
    def no_key(self) -> bool:
        """Whether YAML took the line for a key without colon."""
        mark, problem = self.error.context_mark, self.error.problem or ""
        here = mark is not None and mark.line + 1 == self.line.number
        return here and "could not find expected ':'" in problem

    @property
    def told(self) -> bool:
        """Whether something was found wrong with the indent of the line before."""
        codes = ("E111", "E112")
        return any(
            d.place and d.place.line == self.line.number and d.code in codes
            for d in self.report.diagnostics
        )

    def tell(
        self, code: str, message: Message, column: int, hint: Message | None, length: int = 1
    ) -> None:
        """Report a fault of the line."""
        place = Place(self.file, self.line.number, column, length)
        self.report.error(code, message, place, hint)


def _wide_blanks(stop: _Stop) -> str | None:
    """Full-width blanks as the indent of what goes on from the line above."""
    if "\u3000" not in stop.line.indent or not stop.no_key:
        return None
    tell_wide_blanks(stop.line, stop.file, WIDE_BLANKS, stop.report)
    return with_half_width_blanks(stop.line)


def _wide_colon(stop: _Stop) -> str | None:
    """A full-width colon after a key of the writer's own, such as a variable."""
    if stop.line.colon != "：" or not stop.no_key:
        return None
    column = stop.line.text.index("：") + 1
    tell_colon(stop.line.key, "：", Place(stop.file, stop.line.number, column), stop.report)
    return stop.line.text.replace("：", ": ", 1)


def _quotes(stop: _Stop) -> str | None:
    """A straight quotation mark that closes early or never."""
    sign = stop.value[:1]
    if sign not in ("'", '"'):
        return None
    close = _closing_quote(stop.value)
    if close is None:
        message = say("the quotation mark {sign} is never closed", sign=sign)
        hint = say("add {sign} at the end", sign=sign)
        stop.tell("E113", message, stop.line.value_column, hint)
        return stop.quoted
    rest = stop.value[close + 1 :].strip()
    if not rest or rest.startswith("#"):
        return _backslash(stop)
    message = say("the straight quotation mark closes before the value ends")
    hint = say("write Chinese quotation marks “ ” in the text, or put it all in {text}", text="'…'")
    stop.tell("E113", message, stop.line.value_column + close, hint)
    return stop.quoted


def _closing_quote(value: str) -> int | None:
    found = re.match(r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'", value)
    return found.end() - 1 if found else None


def _backslash(stop: _Stop) -> str | None:
    r"""A backslash in ``"…"`` that begins none of the signs YAML knows."""
    found = (f for f in _ESCAPE.finditer(stop.value) if f[1])
    wrong = next(found, None) if stop.value[0] == '"' else None
    if wrong is None:
        return None
    message = say("a backslash means something of its own between straight double quotes")
    text = shortened(in_quotes(stop.value[1:-1]))
    column = stop.line.value_column + wrong.start()
    stop.tell("E113", message, column, say("use single ones: {text}", text=text))
    return stop.quoted


# YAML 1.1, section 5.6: what may follow a backslash; group 1 is a backslash before anything else.
_ESCAPE = re.compile(
    r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(\\)'
)


def _special_sign(stop: _Stop) -> str | None:
    """A value that begins with a sign that means something to YAML."""
    sign = stop.value[:2] if stop.value[:2] in _SPECIAL else stop.value[:1]
    if sign not in (*_SPECIAL, *SPECIAL_FIRST) or _closes(stop.value):
        return None
    closing = _BRACKETS.get(sign)
    if closing and closing not in stop.value:
        message = say("the bracket {sign} is never closed", sign=sign)
        hint = say("add {sign} at the end; if it is text, put it all in quotes", sign=closing)
        stop.tell("E113", message, stop.line.value_column, hint)
        return stop.quoted
    message = say("a value that begins with {sign} must stand in quotes", sign=sign)
    message = _SPECIAL.get(sign, message)
    hint = put_in_quotes(stop.value)
    stop.tell("E113", message, stop.line.value_column, hint, len(sign))
    return stop.quoted


def _closes(value: str) -> bool:
    """Whether a flow list or mapping ends where the line ends: then the fault is elsewhere."""
    return value[0] in "[{" and value[-1] in "]}" and value[:2] not in _SPECIAL


def _curly_in_braces(stop: _Stop) -> str | None:
    """Chinese quotation marks around ``{{ … }}`` between ``{`` and ``}``: YAML sees none."""
    found = _CURLY_BRACES.search(stop.line.text)
    if found is None or not re.search(r"[{\[]", stop.line.text[: found.start()]):
        return None
    message = say("Chinese quotation marks put nothing in quotes")
    hint = say("write straight ones: {text}", text=shortened(in_quotes(found[0][1:-1])))
    stop.tell("E113", message, found.start() + 1, hint, len(found[0]))
    return _CURLY_BRACES.sub(lambda curly: in_quotes(curly[0][1:-1]), stop.line.text)


# With text before and after the braces, up to the mark that closes.
_CURLY_BRACES = re.compile("[“‘][^“”‘’{}]*\\{\\{[^“”]*?\\}\\}[^“”‘’{}]*[”’]")


def _wide_comma(stop: _Stop) -> str | None:
    """A full-width comma between the entries of ``{…}``."""
    found = _WIDE_COMMA.search(stop.line.text)
    if found is None:
        return None
    stop.tell("E129", _NO_PART, found.start("comma") + 1, _PART)
    return re.sub(_ENTRY, r", \g<key>", stop.line.text)


_ENTRY = "(?P<comma>[，、；])[ \u3000]*(?P<key>[^\\s，、；,:：{}\\[\\]\"']{1,16}:(?=\\s|[\"'{\\[]))"
_WIDE_COMMA = re.compile(r"\{.*?" + _ENTRY)
_NO_PART = say("a full-width sign does not part the entries between { and }")
_PART = say("write a half-width comma and a blank")


def _no_colon(stop: _Stop) -> str | None:
    """A key above without its colon, so that YAML takes it, and this line, for text."""
    if stop.line.colon != ":" or not stop.misplaced:
        return None
    number, text = stop.line.number - 1, ""
    while number and indent_width(stop.lines[number - 1]) == stop.line.width and ":" not in text:
        number, text = number - 1, stop.lines[number - 2]
    first = stop.lines[number]
    if number == stop.line.number - 1 or not text.rstrip().endswith(":") or ":" in first:
        return None
    place = Place(stop.file, number + 1, stop.line.width + 1, len(first.strip()))
    stop.report.error("E110", _NEITHER, place, _ADD_COLON)
    stop.lines[number] = ""
    return stop.line.text


def _colon_inside(stop: _Stop) -> str | None:
    """A half-width colon in a text, which YAML takes for that of a key."""
    message = say("a half-width colon inside a text; YAML takes it for a key")
    hint = say("write a full-width colon ：, or put the text in quotes")
    colon = re.search(r":(?=\s|$)", stop.value)
    if colon:
        stop.tell("E115", message, stop.line.value_column + colon.start(), hint)
        return stop.quoted
    if stop.line.colon == ":" and stop.line.key not in stop.keys and stop.misplaced:
        column = stop.line.text.index(":") + 1
        hint = say("in a text write ：; a key can only follow one that has no value of its own")
        stop.tell("E115", message, column, hint)
        return stop.line.text.replace(":", "：", 1)
    return None


def _too_far_in(stop: _Stop) -> str | None:
    """A key further in than the one above, so that YAML takes it for more of its text."""
    line = stop.line
    if line.colon != ":" or not stop.misplaced:
        return None
    above = next((text for text in reversed(stop.lines[: line.number - 1]) if text.strip()), "")
    mended = " " * indent_width(above) + line.text.lstrip()
    if stop.told:  # of the blanks before it, say: this is no more than their echo
        return mended
    message = say("'{key}' stands further in than the line above it", key=line.key)
    stop.tell("E110", message, len(line.indent) + 1, _SAME_COLUMN, len(line.key))
    return mended


_EXPLANATIONS = (
    _wide_blanks,
    _wide_colon,
    _quotes,
    _curly_in_braces,
    _wide_comma,
    _no_colon,
    _special_sign,
    _colon_inside,
    _too_far_in,
)


def _plain_words(
    source: Source, error: yaml.MarkedYAMLError
) -> tuple[Place, Message, Message | None]:
    """What YAML complains of, for a writer who does not know YAML."""
    mark = (error.context_mark if _began_it(error) else None) or error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    last = source.text.count("\n") + 1
    place = Place(source.file, min(line, last), column)
    reason = error.problem or ""
    if "expected <block end>" in reason or "did not find expected" in reason:
        return place, say("the indentation does not fit the lines above"), _SAME_COLUMN
    if "could not find expected ':'" in reason:
        text = source.text.split("\n")[place.line - 1]
        text = re.sub(r"\s+#.*", "", text).strip()
        hint = _ADD_COLON if _KEY_AND_VALUE.match(text) else _BLOCK
        return place._replace(length=max(len(text), 1)), _NEITHER, hint
    return place, say("YAML cannot read this: {reason}", reason=reason), None


_SAME_COLUMN = say("entries of one level must begin in the same column")
_KEY_AND_VALUE = re.compile(r"[^\s，。；：]{1,12}[ \u3000]+\S")
_NEITHER = say("this line is neither a key with a colon nor an item with a dash")
_ADD_COLON = say("if it is a key, write a half-width colon and a blank after it")
_BLOCK = say("a text of several lines begins with '|' after the key, its lines indented")
