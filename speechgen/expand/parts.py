"""Parts: what a template is given for its texts, and one use of a template that collects them.

A part is one private-use character; what stands behind it is opened in :mod:`assemble`.
"""

import re
from typing import Any, TypeAlias

from markupsafe import Markup

from speechgen.document.numbers import NumberStyle
from speechgen.document.tree import Block, Heading, Line, Paragraph, Run, plain
from speechgen.expand.constants import Constants
from speechgen.expand.filters import Rendered
from speechgen.expand.limits import Budget, FullError
from speechgen.expand.values import check_printable
from speechgen.source.messages import Message, say

FIRST_PART, LAST_PART = "\ue000", "\uf8ff"
PARTS = re.compile(f"([{FIRST_PART}-{LAST_PART}])")
MOST_PARTS = ord(LAST_PART) - ord(FIRST_PART) + 1


class Stop:
    """An end mark that is printed only where none stands already."""

    __slots__ = ("mark",)

    def __init__(self, mark: str) -> None:
        self.mark = mark


Part: TypeAlias = Line | tuple[Block, ...] | NumberStyle | Stop


class Use:
    """One use of a template: the parts it was given and those it made.

    ``field`` is the name of the field that is being given; ``names`` are those of the parts given.
    ``constants`` take what the template prints itself.
    """

    __slots__ = ("budget", "constants", "field", "names", "parts")

    def __init__(self, budget: Budget, constants: Constants) -> None:
        self.budget = budget
        self.constants = constants
        self.parts: list[Part] = []
        self.names: list[str] = []
        self.field = ""

    def give(self, part: Line | tuple[Block, ...]) -> Markup:
        """A text or a body as its part; an empty one is empty to the template too."""
        if not part:
            return Rendered()
        self.names.append(self.field)
        return self.add(part)

    def inert(self, text: str) -> Markup:
        """A text that the template prints, as a part of its own: whatever it holds is text."""
        self.budget.print(len(text))
        check_printable(text)
        return self.add((Run(self.constants.put(text)),)) if text else Rendered()

    def add(self, part: Part) -> Markup:
        """Anything as a part."""
        if len(self.parts) >= MOST_PARTS:
            raise FullError(
                say(
                    "this block holds more than {most} texts, with what its template prints",
                    most=MOST_PARTS,
                )
            )
        self.parts.append(part)
        return Rendered(part_char(len(self.parts) - 1))

    def again(self) -> "Use":
        """The same use before the template ran."""
        use = Use(self.budget, self.constants)
        use.names, use.parts = self.names, self.parts[: len(self.names)]
        return use

    def read(self, text: str) -> str:
        """A text with what stands behind the signs in it: what people mean to see."""
        return self.constants.fill(PARTS.sub(self._read, text))

    def readable(self, message: Message) -> Message:
        """A message with what stands behind the signs in its values."""
        return message.mapped(self.read)

    def _read(self, sign: re.Match[str]) -> str:
        index = part_index(sign[0])
        return shown(self.parts[index]) if index < len(self.parts) else sign[0]


def part_char(index: int) -> str:
    """The character that stands for a part."""
    return chr(ord(FIRST_PART) + index)


def part_index(char: str) -> int:
    """Which part a character stands for, or -1 if it is an ordinary one."""
    return ord(char) - ord(FIRST_PART) if FIRST_PART <= char <= LAST_PART else -1


def is_body(part: Any) -> bool:
    """Whether a part is paragraphs and headings."""
    return type(part) is tuple and isinstance(part[0], Paragraph | Heading)


def shown(part: Any) -> str:
    """A part as a text, holes and all."""
    if isinstance(part, Stop):
        return f"({part.mark})"
    if isinstance(part, NumberStyle):
        return part.first
    if is_body(part):
        return "\n\n".join(
            (f"{'#' * block.level} " if isinstance(block, Heading) else "") + plain(block.runs)
            for block in part
        )
    return plain(part)
