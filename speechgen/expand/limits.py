"""Limits on what a template may do: counted, not timed, so they hold alike on every system.

Every turn of a loop, every call and every include is a tick; what is printed is added up; texts
that an operator or a filter builds have a greatest length. No signals, no threads.
"""

from collections.abc import ItemsView, KeysView, ValuesView
from decimal import Decimal
from typing import Any

from speechgen.source.messages import Message, say

CALL = 10  # ticks; what a call costs beside a turn of a loop
INCLUDE = 10  # the same of an include
MOST_TICKS = 1_000_000  # a speech of a million characters takes some 50,000
MOST_PRINTED = 32_000_000  # characters
MOST_HANDLED = 50_000_000  # characters and entries compared, copied, looked through
LONGEST_TEXT = 4_000_000  # characters that one operator or filter may build
LARGEST_POWER = 10_000
MOST_DIGITS = 4_000  # of a whole number


class LimitError(Exception):
    """A template went beyond a limit; ``message`` says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class FullError(LimitError):
    """One block holds more than a block can: no fault of its template."""

    hint = say("divide it into several blocks, each with a part of the list")


class Budget:
    """What one rendering may still spend."""

    __slots__ = ("handled", "printed", "ticks")

    def __init__(self) -> None:
        self.ticks = MOST_TICKS
        self.printed = MOST_PRINTED
        self.handled = MOST_HANDLED

    def tick(self, steps: int = 1) -> None:
        """One turn of a loop, one include; a call takes several such steps."""
        self.ticks -= steps
        if self.ticks < 0:
            raise LimitError(
                say("the template runs too long (more than {most} steps)", most=MOST_TICKS)
            )

    def weigh(self, value: Any) -> None:
        """A value compared, copied or looked through: pays for its length and all that is in it."""
        kind = type(value)
        if kind in _LIGHT:
            return
        if isinstance(value, str):
            self.handle(len(value))
        elif isinstance(value, list | tuple | dict):
            self.handle(_size(value, {}, 0))
        elif isinstance(value, _COUNTED):
            self.handle(len(value))

    def handle(self, length: int) -> None:
        """So many characters or entries compared, copied or looked through."""
        self.handled -= length
        if self.handled < 0:
            raise LimitError(_TOO_MUCH)

    def print(self, length: int) -> None:
        """So many characters printed, or built by an operator."""
        self.printed -= length
        if self.printed < 0:
            raise LimitError(
                say("the template prints more than {most} characters", most=MOST_PRINTED)
            )


def _size(value: Any, known: dict[int, int], depth: int) -> int:
    """How many characters and entries a value holds, what stands in it twice counted twice.

    That is what comparing it takes; a list doubled sixty times would take for ever.
    """
    if depth > _DEEPEST_VALUE:
        raise LimitError(say("lists in this expression are nested more than {most} deep",
                             most=_DEEPEST_VALUE))  # fmt: skip
    total, kinds = len(value), set(map(type, value))
    if type(value) is not dict and kinds <= _FLAT:
        return total + (sum(len(one) for one in value if type(one) is str) if str in kinds else 0)
    inner = (one for pair in value.items() for one in pair) if isinstance(value, dict) else value
    for one in inner:
        if isinstance(one, str):
            total += len(one)
        elif isinstance(one, list | tuple | dict):
            if id(one) not in known:
                known[id(one)] = _size(one, known, depth + 1)
            total += known[id(one)]
            if total > MOST_HANDLED:
                raise LimitError(_TOO_MUCH)
    return total


_LIGHT = frozenset((int, bool, float, Decimal, type(None)))
_FLAT = _LIGHT | {str}
_COUNTED = (range, KeysView, ValuesView, ItemsView)
_DEEPEST_VALUE = 100
_TOO_MUCH = say(
    "the expressions look through more than {most} characters and entries", most=MOST_HANDLED
)


def check_length(length: int) -> None:
    """Refuse to build a text or a list of that length."""
    if length > LONGEST_TEXT:
        raise LimitError(say("an expression builds more than {most} characters", most=LONGEST_TEXT))


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Refuse ``*``, ``**``, ``+`` and ``%`` where the result would be too large."""
    if operator == "**":
        _check_power(left, right)
    elif operator == "*":
        _check_product(left, right)
    elif operator == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
        check_length(len(left) + len(right))
    elif operator == "%" and isinstance(left, str):
        raise LimitError(say("the operator % does not format texts here; use ~"))


def _check_power(left: Any, right: Any) -> None:
    sides = (left, right)
    numbers = all(isinstance(side, int | float | Decimal) for side in sides)
    small = numbers and all(abs(side) <= LARGEST_POWER for side in sides)
    if not small or len(str(left)) * abs(float(right)) > MOST_DIGITS:
        raise LimitError(say("the power in this expression is too large"))


def _check_product(left: Any, right: Any) -> None:
    for side, times in ((left, right), (right, left)):
        if hasattr(side, "__len__") and isinstance(times, int):
            check_length(len(side) * max(times, 0))
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if bits > MOST_DIGITS * 4:
            raise LimitError(say("the number in this expression is too large"))
