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
        return "E208", say("the sandbox keeps this closed: {reason}", reason=str(error))
    if isinstance(error, UndefinedError):
        name = undefined_name(error)
        return "E203", say("'{name}' is undefined", name=name) if name else _NO_ENTRY
    if isinstance(error, TemplateNotFound):
        return "E302", say("there is no template '{name}' to include", name=str(error.name))
    if isinstance(error, TemplateSyntaxError):
        return "E201", say("this expression cannot be read: {reason}", reason=error.message or "")
    return "E204", say("this cannot be computed: {reason}", reason=str(error))


_NO_ENTRY = say("a list has no such entry; it is empty or too short")


def undefined_name(error: UndefinedError) -> str | None:
    """The name that Jinja found undefined, of an attribute the attribute itself.

    ``None`` where it was no name but an entry of a list.
    """
    found = _QUOTED.findall(error.message or "")
    return found[-1] if found else None
