"""What a cell must not hold, and the faults that say so."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from speechgen.source.characters import UNTYPED
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import Message, say
from speechgen.source.place import Place
from speechgen.source.yaml_file import DEEPEST

MOST_CHARACTERS = 100_000  # of a cell; a spreadsheet allows 32,767, a long speech has 30,000
MOST_FAULTS = 10  # that are told of one row


class CellFault(Exception):
    """What is wrong with one cell; ``message`` has an empty ``cell`` until its name is known."""

    def __init__(self, code: str, message: Message, hint: Message | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.hint = hint

    def at(self, place: Place, cell: Message) -> Diagnostic:
        """The fault as a diagnostic, given what a reader calls the cell."""
        values = {**dict(self.message.values), "cell": cell}
        message = self.message._replace(values=tuple(values.items()))
        return fault(self.code, message, place, self.hint)


class ReadingStopped(Exception):
    """Nothing further can be read of a source; carries why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def fault(code: str, message: Message, place: Place, hint: Message | None = None) -> Diagnostic:
    """An error as data."""
    return Diagnostic(Severity.ERROR, code, message, place, hint)


def clean(text: str) -> bool:
    """Whether a text can hold nothing wrong; the quick look at the cells of a row joined."""
    return text.isprintable() and len(text) <= MOST_CHARACTERS


def text_fault(text: str) -> CellFault | None:
    """What is wrong with the text of a cell, if anything is (E704, E711, E713)."""
    if len(text) > MOST_CHARACTERS:
        message = say("{cell} holds {count} characters", cell="", count=len(text))
        return CellFault("E713", message, say("the most is {most}", most=MOST_CHARACTERS))
    found = re.search(UNTYPED, text)
    if not found:
        return None
    if "\udc80" <= found[0] <= "\udcff":  # how Python reads a byte that is none of the encoding
        byte = f"{ord(found[0]) - 0xDC00:02X}"
        message = say("{cell} holds a byte that is no character ({byte})", cell="", byte=byte)
        return CellFault("E704", message, _SAVE_ANEW)
    code = f"U+{ord(found[0]):04X}"
    message = say("{cell} holds a control character ({code})", cell="", code=code)
    return CellFault("E711", message, _DELETE)


TOO_LONG = say("a cell or a line of enormous length begins here")
_SAVE_ANEW = say("type the cell anew and save the file as UTF-8")
_DELETE = say("delete it; it often comes in with pasted text")


def harmless(text: str) -> str:
    """The text of a faulty cell as it can be shown and stored."""
    return re.sub(UNTYPED, "\ufffd", text[:MOST_CHARACTERS])


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, the keys of its mappings too."""
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict):
            pending += [*inner.keys(), *inner.values()]
        elif isinstance(inner, list):
            pending += inner


def too_deep(value: Any) -> bool:
    """Whether lists and mappings are nested deeper in a value than YAML allows."""
    level = [value]
    for _ in range(DEEPEST):
        level = [item for inner in level for item in _items(inner)]
        if not level:
            return False
    return True


def _items(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def checked(values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values with one kind of line break, and the names of those that hold what they must not.

    The break is for texts themselves; inside a list or a mapping it stays as it is.
    """
    try:
        if clean("".join(values.values())):
            return values, []
    except TypeError:  # lists or mappings among them
        pass
    even = {n: one_break(v) if isinstance(v, str) else v for n, v in values.items()}
    return even, [n for n, value in even.items() if any(map(text_fault, texts_in(value)))]


def one_break(text: str) -> str:
    """A text with the line breaks of this program, whatever wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
