"""YAML traps that a Chinese writer falls into, each told in plain words.

``check_lines`` looks for what is wrong whatever YAML makes of it (full-width blanks as indent, a
full-width colon after a key). ``repair`` explains the line at which YAML gave up and mends it in
memory, so that reading can go on. The rest finds what YAML reads without complaint but otherwise
than it was meant.
"""

import re
from typing import NamedTuple

import yaml

from speechgen.source.diagnostic import Report
from speechgen.source.folding import is_wide
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Node, Scalar, Source
from speechgen.source.place import Place

_LINE = re.compile(
    r"(?P<indent>[ \t\u3000]*(?:- +)*)"
    r"(?:(?P<key>[^\s:：#\"'{}\[\],&*!|>%@`-][^:：\"'{}\[\],]{0,30}?) ?(?P<colon>:(?=\s|$)|：))?"
    r"(?P<gap>[ \t]*)(?P<value>.*)$"
)
_BLOCK_START = re.compile(r"(?:^|[:\-]\s+)[|>][+\-0-9]*\s*(?:#.*)?$")
_SPECIAL = {
    "{{": say("a value that begins with {{ must stand in quotes"),
    "{%": say("a value that begins with {% must stand in quotes"),
    "**": say("a value that begins with ** must stand in quotes"),
}
_SPECIAL_FIRST = "[{*%@!&`|>,?]}"
_QUOTE_IT = say("put the whole value in quotes: {text}")


class _Line(NamedTuple):
    """A line of the file, taken apart."""

    number: int
    text: str
    indent: str
    key: str
    colon: str
    value: str

    @property
    def value_column(self) -> int:
        """Where the value begins, from 1."""
        return len(self.text) - len(self.value) + 1


def _take_apart(number: int, text: str) -> _Line:
    found = _LINE.match(text)
    if found is None:  # pragma: no cover - every part of the pattern may be empty
        return _Line(number, text, "", "", "", text)
    key, colon = found["key"] or "", found["colon"] or ""
    return _Line(number, text, found["indent"], key, colon, found["value"])


def check_lines(source: Source, keys: frozenset[str], report: Report) -> str:
    """The text with each line mended that no reading could make right; each is reported."""
    lines = source.text.split("\n")
    if "\u3000" not in source.text and "\t" not in source.text and "：" not in source.text:
        return source.text
    block_indent: int | None = None
    for index, text in enumerate(lines):
        width = len(text) - len(text.lstrip(" "))
        if block_indent is not None and (not text.strip() or width > block_indent):
            continue
        block_indent = width if _BLOCK_START.search(text) else None
        lines[index] = _mend_line(_take_apart(index + 1, text), source.file, keys, report)
    return "\n".join(lines)


def _mend_line(line: _Line, file: str, keys: frozenset[str], report: Report) -> str:
    text = line.text
    if "\u3000" in line.indent and (line.key in keys or "- " in line.indent):
        column = line.indent.index("\u3000") + 1
        message = say(
            "the line is indented with full-width blanks; YAML counts only half-width ones"
        )
        hint = say("delete them and indent with the space bar in half-width mode")
        report.error("E112", message, Place(file, line.number, column), hint)
        text = line.indent.replace("\u3000", "  ") + text[len(line.indent) :]
    if "\t" in line.indent:
        message = say("the line is indented with a tab; YAML wants blanks")
        hint = say("use two blanks for each level; most editors have “tabs to spaces”")
        column = line.indent.index("\t") + 1
        report.error("E111", message, Place(file, line.number, column), hint)
        text = line.indent.replace("\t", "  ") + text[len(line.indent) :]
    if line.colon == "：" and line.key in keys:
        column = text.index("：") + 1
        message = say("a full-width colon follows the key '{key}'", key=line.key)
        hint = say("write a half-width colon and a blank: '{key}: …'", key=line.key)
        report.error("E114", message, Place(file, line.number, column), hint)
        text = text.replace("：", ": ", 1)
    return text


def repair(
    source: Source, error: yaml.MarkedYAMLError, keys: frozenset[str], report: Report
) -> str | None:
    """Report why YAML stopped; the text with that line mended, or ``None`` if nothing helps.

    A line that cannot be explained is left out, and told only once a file: what YAML finds after
    that may be no more than its echo.
    """
    lines = source.text.split("\n")
    for number in _suspects(error, lines):
        line = _take_apart(number, lines[number - 1])
        found = _explain(line, error)
        if found is None:
            continue
        code, message, column, length, hint = found
        report.error(code, message, Place(source.file, number, column, length), hint)
        lines[number - 1] = _quoted_line(line)
        return "\n".join(lines)
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
    unclosed = "quoted scalar" in (error.context or "")
    numbers = [mark.line + 1 for mark in (marks if unclosed else reversed(marks))]
    before = numbers[0] - 1 if numbers else 0
    while before > 0 and not lines[before - 1].strip():
        before -= 1
    candidates = [*numbers, before]
    return [n for n in dict.fromkeys(candidates) if 0 < n <= len(lines) and lines[n - 1].strip()]


_Explanation = tuple[str, Message, int, int, Message | None]


def _explain(line: _Line, error: yaml.MarkedYAMLError) -> _Explanation | None:
    value = line.value.rstrip()
    quote = Message(_QUOTE_IT.template, (("text", _short(_in_quotes(value))),))
    if value[:1] in ('"', "'"):
        return _explain_quotes(line, value)
    if value[:2] in _SPECIAL:
        return "E113", _SPECIAL[value[:2]], line.value_column, 2, quote
    if value[:1] and value[0] in _SPECIAL_FIRST and not _closes(value):
        message = say("a value that begins with {sign} must stand in quotes", sign=value[0])
        return "E113", message, line.value_column, 1, quote
    colon = re.search(r":(?=\s|$)", value)
    if colon:
        column = line.value_column + colon.start()
        message = say("a half-width colon inside a text; YAML takes it for a key")
        return (
            "E115",
            message,
            column,
            1,
            say("write a full-width colon ：, or put the text in quotes"),
        )
    return None


def _explain_quotes(line: _Line, value: str) -> _Explanation | None:
    sign = value[0]
    close = _closing_quote(value)
    if close is None:
        message = say("the quotation mark {sign} is never closed", sign=sign)
        return "E113", message, line.value_column, 1, say("add {sign} at the end", sign=sign)
    if value[close + 1 :].strip() and not value[close + 1 :].strip().startswith("#"):
        message = say("the straight quotation mark closes before the value ends")
        hint = say(
            "write Chinese quotation marks “ ” in the text, or put it all in {text}", text="'…'"
        )
        return "E113", message, line.value_column + close, 1, hint
    return None


def _closing_quote(value: str) -> int | None:
    found = re.match(r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'", value)
    return found.end() - 1 if found else None


def _closes(value: str) -> bool:
    """Whether a flow list or mapping ends where the line ends: then the fault is elsewhere."""
    return value[0] in "[{" and value[-1] in "]}" and not value.startswith("{{")


def _quoted_line(line: _Line) -> str:
    head = line.text[: line.value_column - 1]
    return head + _in_quotes(line.value.rstrip())


def _in_quotes(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:30] + "…" + text[-8:]


def _plain_words(
    source: Source, error: yaml.MarkedYAMLError
) -> tuple[Place, Message, Message | None]:
    """What YAML complains of, for a writer who does not know YAML."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    last = source.text.count("\n") + 1
    place = Place(source.file, min(line, last), column)
    reason = error.problem or ""
    if "expected <block end>" in reason or "did not find expected" in reason:
        return place, say("the indentation does not fit the lines above"), _SAME_COLUMN
    if "could not find expected ':'" in reason:
        return place, say("this line is neither a key with a colon nor an item with a dash"), _BLOCK
    return place, say("YAML cannot read this: {reason}", reason=reason), None


_SAME_COLUMN = say("entries of one level must begin in the same column")
_BLOCK = say("a text of several lines begins with '|' after the key, its lines indented")


def split_at_comma(key: Scalar, value: Node, before: Scalar, report: Report) -> bool:
    """Whether a key of ``{…}`` is the rest of the text before it, cut off at a half-width comma."""
    alone = isinstance(value, Scalar) and not value.text and value.style is None
    text = key.source.text
    if not alone or text[key.end : key.end + 1] == ":" or key.style or not _has_wide(key.text):
        return False
    message = say(
        "the text is cut at this comma: '{text}' became a key of its own", text=_short(key.text)
    )
    place = key.source.place(text.rfind(",", 0, key.start))
    hint = say("write a full-width comma ，, or put the text in quotes")
    report.error("E115", message, place, hint)
    before.text += "," + key.text
    return True


def comment_in_text(scalar: Scalar, report: Report) -> None:
    """Warn when a single blank and ``#`` end a Chinese text: YAML drops what follows."""
    if scalar.style or not scalar.text:
        return
    rest = scalar.source.text[scalar.end : scalar.end + 3]
    if rest[:2] == " #" and _has_wide(scalar.text):
        place = scalar.source.place(scalar.end + 1)
        message = say("what follows # is a comment to YAML and will not be printed")
        hint = say("if it is text, put the value in quotes; before a comment, put two blanks")
        report.warning("W131", message, place, hint)


def _has_wide(text: str) -> bool:
    return any(is_wide(char) for char in text)
