"""The lines of a YAML file as typed: what is wrong with them whatever YAML makes of it.

Full-width blanks or a tab as indent, a full-width colon after a key, no blank after its colon, a
mistyped dash (:mod:`dashes`), a block of text whose lines do not stand in.
"""

import re
from typing import NamedTuple

from speechgen.source.dashes import find_dash, mend_item, tell_dash
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Source
from speechgen.source.place import Place

_LINE = re.compile(
    r"(?P<indent>[ \t\u3000]*(?:- +)*)"
    r"(?:(?P<key>[^\s:：#\"'{}\[\],&*!|>%@`-][^:：\"'{}\[\],]{0,30}?) ?(?P<colon>:(?=\s|$)|：))?"
    r"(?P<gap>[ \t]*)(?P<value>.*)$"
)
_NO_TEXT = ("#", "---", "...", "'", '"', "{")  # what begins a line that is not loose text
_BLOCK_START = re.compile(r"(?:^|[:\-]\s+)[|>][+\-0-9]*\s*(?:#.*)?$")


class Line(NamedTuple):
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

    @property
    def width(self) -> int:
        """How many half-width blanks it begins with."""
        return indent_width(self.text)

    def glued_key(self, keys: frozenset[str]) -> str:
        """The key whose colon no blank follows (``title:讲话``), if it is one of ``keys``."""
        key, colon, value = self.value.partition(":")
        return key if colon and value and key in keys else ""


def take_apart(number: int, text: str) -> Line:
    """A line in its parts; every one of them may be empty."""
    found = _LINE.match(text)
    if found is None:  # pragma: no cover - every part of the pattern may be empty
        return Line(number, text, "", "", "", text)
    key, colon = found["key"] or "", found["colon"] or ""
    return Line(number, text, found["indent"], key, colon, found["value"])


def indent_width(text: str) -> int:
    """How many half-width blanks a line begins with."""
    return len(text) - len(text.lstrip(" "))


def check_lines(source: Source, keys: frozenset[str], report: Report) -> str:
    """The text with each line mended that no reading could make right; each is reported."""
    return _Check(source, keys, report).mended()


class _Check:
    """Goes through the lines; what stands in a block of text (``|``) is left alone."""

    def __init__(self, source: Source, keys: frozenset[str], report: Report) -> None:
        self._file = source.file
        self._lines = source.text.split("\n")
        self._keys = keys
        self._report = report
        self._block: Line | None = None  # the line that began the block of text we are in
        self._told: Line | None = None  # the block that was reported

    def mended(self) -> str:
        """The text, each line mended."""
        for index, text in enumerate(self._lines):
            if not self._in_block(text):
                self._lines[index] = self._with_dash(index)
                self._lines[index] = self._line(take_apart(index + 1, self._lines[index]))
        return "\n".join(self._lines)

    def _with_dash(self, index: int) -> str:
        """The line with its dash mended; what belongs to the item moves with it."""
        dash = find_dash(self._lines, index, self._keys)
        if dash is None:
            return self._lines[index]
        tell_dash(dash, self._file, index + 1, self._report)
        return mend_item(self._lines, index, dash)

    def _in_block(self, text: str) -> bool:
        return self._block is not None and (
            not text.strip() or indent_width(text) > self._block.width
        )

    def _line(self, line: Line) -> str:
        if self._block and not self._is_entry(line):
            if "\u3000" in line.indent:
                return self._wide_block_line(line, self._block)
            if self._is_loose(line, self._block):
                return self._block_line(line, self._block)
        mended = self._mend(line)
        self._block = take_apart(line.number, mended) if _BLOCK_START.search(mended) else None
        return mended

    def _is_entry(self, line: Line) -> bool:
        return line.key in self._keys or "-" in line.indent or bool(line.glued_key(self._keys))

    def _is_loose(self, line: Line, block: Line) -> bool:
        """Whether a line is more of a block's text, though it does not stand in."""
        if line.width > block.width or line.colon == ":" or "\t" in line.indent:
            return False
        if line.value.startswith(_NO_TEXT):
            return False
        return line.colon != "：" or line.number == block.number + 1 or self._told is block

    def _wide_block_line(self, line: Line, block: Line) -> str:
        """A line of a block of text that full-width blanks alone set in; told once a block."""
        if self._told is not block:
            self._told = block
            tell_wide_blanks(line, self._file, _SET_IN, self._report)
        return " " * self._text_width(block) + line.text.lstrip()

    def _block_line(self, line: Line, block: Line) -> str:
        """A line of a block of text that nothing sets in; told once a block."""
        if self._told is not block:
            self._told = block
            message = say("the text under '|' does not stand further in than its key")
            place = Place(self._file, line.number, line.width + 1, len(line.text.strip()))
            self._report.error("E110", message, place, _SET_IN)
        return " " * self._text_width(block) + line.text.lstrip()

    def _text_width(self, block: Line) -> int:
        """How far the lines of a block of text stand in: as far as the first that does so."""
        for text in self._lines[block.number :]:
            if text.strip() and indent_width(text) > block.width:
                return indent_width(text)
            if text.strip() and not text.lstrip(" ").startswith("\u3000"):
                break
        return len(block.indent) + 2

    def _mend(self, line: Line) -> str:
        text, key = line.text, line.key or line.glued_key(self._keys)
        if "\u3000" in line.indent and (key in self._keys or "- " in line.indent):
            tell_wide_blanks(line, self._file, WIDE_BLANKS, self._report)
            text = with_half_width_blanks(line)
        if "\t" in line.indent:
            self._tell_tab(line)
            text = line.indent.replace("\t", "  ") + text[len(line.indent) :]
        known = key in self._keys or self._begins_keys(line)
        if known and (line.colon == "：" or not line.key):
            column = line.text.index(line.colon or ":", len(line.indent)) + 1
            place = Place(self._file, line.number, column)
            tell_colon(key, line.colon, place, self._report)
            text = text.replace(line.colon or ":", ": ", 1)
        return text

    def _begins_keys(self, line: Line) -> bool:
        """Whether the line after ``problems：`` shows that it is a key, known or not."""
        if line.colon != "：" or not line.key.replace("-", "_").isidentifier():
            return False
        below = self._below(line)
        column, depth = len(line.indent), len(below.indent)
        empty = not line.value.strip() or line.value.startswith("#")
        if "-" in below.indent.strip():
            short = len(line.key) <= _SHORT or line.key.isascii()
            return empty and indent_width(below.text) >= column and short
        deeper = empty and depth > column
        return below.colon == ":" and (deeper or depth == column)

    def _below(self, line: Line) -> Line:
        """The next line that says something."""
        for number, text in enumerate(self._lines[line.number :], line.number + 1):
            if text.strip() and not text.lstrip().startswith("#"):
                return take_apart(number, text)
        return take_apart(line.number + 1, "")

    def _tell_tab(self, line: Line) -> None:
        message = say("the line is indented with a tab; YAML wants blanks")
        hint = say("use two blanks for each level; most editors have “tabs to spaces”")
        column = line.indent.index("\t") + 1
        self._report.error("E111", message, Place(self._file, line.number, column), hint)


_SHORT = 6  # hanzi of a key; a longer line before a list is a sentence that leads in
_SET_IN = say(
    "begin each line of the text with two half-width blanks more than its key has; "
    "the indent of paragraphs is made by itself"
)
WIDE_BLANKS = say("delete them and indent with the space bar in half-width mode")


def tell_wide_blanks(line: Line, file: str, hint: Message, report: Report) -> None:
    """Report the full-width blanks that a line is indented with (E112)."""
    message = say("the line is indented with full-width blanks; YAML counts only half-width ones")
    start = line.indent.index("\u3000")
    blanks = line.indent[start:]
    length = len(blanks) - len(blanks.lstrip("\u3000"))
    report.error("E112", message, Place(file, line.number, start + 1, length), hint)


def with_half_width_blanks(line: Line) -> str:
    """A line with two half-width blanks for each full-width one of its indent."""
    return line.indent.replace("\u3000", "  ") + line.text[len(line.indent) :]


def tell_colon(key: str, colon: str, place: Place, report: Report) -> None:
    """Report the colon of a key (E114): a full-width one, or one that no blank follows."""
    message = say("no blank follows the colon of the key '{key}'", key=key)
    if colon == "：":
        message = say("a full-width colon follows the key '{key}'", key=key)
    hint = say("write a half-width colon and a blank: '{key}: …'", key=key)
    report.error("E114", message, place, hint)
