"""Fields, such as the page number, in the text of a paragraph.

A field is recorded by its instruction. Its result is a number that changes with the page, so it is
left out; what is no number, somebody typed there.
"""

from typing import TYPE_CHECKING

from speechgen.word.looks import FIELD, STRANGER
from speechgen.word.says import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_NUMBER = 9  # digits of a result


def field(instruction: str, result: str = "") -> str:
    """The record of a field."""
    record = f"{FIELD}{' '.join(instruction.split()).upper()}{FIELD}"
    is_number = not result or (result.isdecimal() and len(result) <= _LONGEST_NUMBER)
    return record if is_number else f"{record}{STRANGER}{result}"


class Fields:
    """The fields of one paragraph, whose marks stand in its runs: begin, separate, end."""

    def __init__(self) -> None:
        self._open = False
        self._instruction: list[str] = []
        self._result: list[str] | None = None  # once it has begun

    def turn(self, mark: "_Element") -> str:
        """Begin a field, part its result from it, or end it; then this is its record."""
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin" and not self._open and not len(mark):
            self._open = True
        elif kind == "separate" and self._open and self._result is None:
            self._result = []
        elif kind == "end" and self._open:
            return field("".join(self._instruction), self._ended())
        else:  # a field inside a field, half a one, or one to fill in
            return f"{STRANGER}{kind}"
        return ""

    def instruct(self, node: "_Element") -> str:
        """A piece of the instruction, unless it stands where none is read."""
        if not self._open or self._result is not None or len(node):
            return f"{STRANGER}instruction"
        self._instruction.append(node.text or "")
        return ""

    def take(self, text: str) -> str:
        """Text outside a field is as it is; in a result it waits for the end."""
        if not self._open or not text:
            return text
        if self._result is None:
            return f"{STRANGER}{text}"
        self._result.append(text)
        return ""

    def left_open(self) -> str:
        """What a field says that does not end in its paragraph; nothing if all did."""
        if not self._open:
            return ""
        said = "".join(self._instruction)
        return f"{STRANGER}field {said}{self._ended()}"

    def _ended(self) -> str:
        """The result; and the field is forgotten."""
        result = "".join(self._result or ())
        self._open, self._result = False, None
        self._instruction.clear()
        return result
