"""Marks in the texts of a merged draft: where a value stands, where a condition begins and ends.

They are control characters, which no text of a speech can hold, so that the passes and the writer
take them for text; they become expressions when the outline is written.
"""

import re
from collections.abc import Callable

_VALUE = "\x01{index}\x02"
_IF = "\x03{index}\x02"
_ENDIF = "\x04"
_MARK = re.compile("([\x01\x03])([0-9]+)\x02|\x04")
_CUT = re.compile("^[0-9]*\x02")


def value_mark(index: int) -> str:
    """What stands for a value of a column."""
    return _VALUE.format(index=index)


def only_if(condition: int, text: str) -> str:
    """A text that is printed where a condition holds."""
    return _IF.format(index=condition) + text + _ENDIF


def unmarked(text: str, sign: str) -> str:
    """A text, which may begin inside of a mark, without marks; ``sign`` stands for a value."""
    whole = _CUT.sub("", text)
    return _MARK.sub(lambda found: sign if found[1] == "\x01" else "", whole)


def with_expressions(text: str, name: Callable[[int], str]) -> str:
    """A text, escaped already, with Jinja where marks stand; ``name`` names a column."""

    def expression(found: re.Match[str]) -> str:
        if found[1] is None:
            return "{% endif %}"
        named = name(int(found[2]))
        return f"{{{{ {named} }}}}" if found[1] == "\x01" else f"{{% if {named} %}}"

    return _MARK.sub(expression, text)
