"""YAML traps that a Chinese writer falls into, each told in plain words.

What is here YAML reads without complaint but otherwise than it was meant. What it cannot read is
explained in :mod:`repair`, what no reading could make right in :mod:`lines`.
"""

import re

from speechgen.source.diagnostic import Report
from speechgen.source.folding import is_wide
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Node, Scalar

SPECIAL_FIRST = tuple("[{*%@!&`|>,?]}")  # signs that a value cannot begin with
_WIDE_KEY = "([^\\s，、。；：]{1,12})：(?=.)"  # a key with a full-width colon
_PARTS = "[，、；](?=.)"
_CURLY = "“[^“”]*”|‘[^‘’]*’"


def put_in_quotes(value: str) -> Message:
    """What to do with a value that YAML would read as something else."""
    return say("put the whole value in quotes: {text}", text=shortened(in_quotes(value)))


def in_quotes(value: str) -> str:
    """A value in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def shortened(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= 40 else text[:30] + "…" + text[-8:]


def split_at_comma(key: Scalar, value: Node, before: Scalar, report: Report) -> bool:
    """Whether a key of ``{…}`` is the rest of the text before it, cut off at a half-width comma."""
    cut = isinstance(value, Scalar) and not value.text and value.style is None and before.text
    text = key.source.text
    if not cut or text[key.end : key.end + 1] == ":" or key.style or not _has_wide(key.text):
        return False
    comma = text.rfind(",", 0, key.start)
    wide = re.match(_WIDE_KEY, key.text)
    if wide and key.start > comma + 1:  # a blank after the comma: an entry was meant, no text
        from speechgen.source.lines import tell_colon

        place = key.source.place(key.start + wide.end() - 1)
        tell_colon(wide[1], "：", place, report)
        return True
    message = say(
        "the text is cut at this comma: '{text}' became a key of its own", text=shortened(key.text)
    )
    place = key.source.place(comma)
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


def curly_quotes(scalar: Scalar, report: Report) -> None:
    """Warn of Chinese quotation marks around a whole value: they are printed (W132)."""
    if scalar.style or scalar.text[:1] not in ("“", "‘") or not re.fullmatch(_CURLY, scalar.text):
        return
    message = say("the Chinese quotation marks around this value are printed with it")
    both = shortened(in_quotes(scalar.text))
    hint = say("delete them; if they are meant, write {text}", text=both)
    if scalar.text[1:2] in SPECIAL_FIRST:  # without any it could not be read
        bare = shortened(in_quotes(scalar.text[1:-1]))
        hint = say("write straight ones: {bare}; if they are meant, {both}", bare=bare, both=both)
    report.warning("W132", message, scalar.place, hint)


def _has_wide(text: str) -> bool:
    return any(is_wide(char) for char in text)


def one_item(scalar: Scalar, report: Report) -> None:
    """Warn when the items of ``[…]`` are parted by full-width signs: YAML sees a single one."""
    found = re.search(_PARTS, scalar.text)
    if scalar.style or not found:
        return
    message = say("full-width signs part no items: this list has one item")
    hint = say("part items with a half-width comma and a blank; one text is put in quotes")
    report.warning("W133", message, scalar.at(found.start()), hint)
