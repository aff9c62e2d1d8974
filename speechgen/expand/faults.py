"""What an exception raised by an expression means to the writer."""

import re

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from speechgen.expand.filters import ValueFault
from speechgen.expand.limits import LimitError
from speechgen.source.messages import Message, say

_QUOTED = re.compile("'([^']+)'")


def classify(error: Exception, message: Message | None = None) -> tuple[str, Message]:
    """The code and the message of an exception; ``message`` is kept where it says enough."""
    if isinstance(error, LimitError):
        return "E205", error.message
    if isinstance(error, RecursionError):
        return "E205", message or say("this calls itself without end")
    if isinstance(error, ValueFault):
        return error.code, error.message
    if isinstance(error, SecurityError):
        closed = _QUOTED.search(str(error))
        return "E208", say("expressions may not use '{name}'", name=closed[1] if closed else error)
    if isinstance(error, UndefinedError):
        name = undefined_name(error)
        return "E203", say("'{name}' is undefined", name=name) if name else _NO_ENTRY
    if isinstance(error, TemplateNotFound):
        return "E302", say("there is no template '{name}' to include", name=str(error.name))
    if isinstance(error, TemplateSyntaxError):
        return "E201", say("this expression cannot be read: {reason}", reason=error.message or "")
    return _computing(error)


def _computing(error: Exception) -> tuple[str, Message]:
    """What Python says of a computation, in plain words where it is usual."""
    if isinstance(error, ZeroDivisionError):
        return "E204", say("this divides by zero")
    if isinstance(error, OverflowError | MemoryError) or "digits) for integer" in str(error):
        return "E205", say("a number or a text in this expression is too large")
    if isinstance(error, ArithmeticError):
        return "E204", say("this cannot be computed: a number is too large, or is none")
    if _mixes(error):
        return "E204", say("a text, a number and a list do not mix here")
    reason = str(error) or type(error).__name__
    return "E204", say("this cannot be computed: {reason}", reason=reason)


def hint_for(error: Exception) -> Message | None:
    """What to do about an exception, where there is something to say."""
    if _mixes(error):
        return say("a text counts after | int; or declare the variable under required as number")
    hint: Message | None = getattr(error, "hint", None)
    return hint


def _mixes(error: Exception) -> bool:
    """Whether an operator was given a text and a number, or the like."""
    words = ("unsupported operand", "concatenate", "not supported between", "must be str")
    return isinstance(error, TypeError) and any(word in str(error) for word in words)


_NO_ENTRY = say("a list has no such entry; it is empty or too short")


def undefined_name(error: UndefinedError) -> str | None:
    """The name that Jinja found undefined, of an attribute the attribute itself.

    ``None`` where it was no name but an entry of a list.
    """
    found = _QUOTED.findall(error.message or "")
    return found[-1] if found else None
