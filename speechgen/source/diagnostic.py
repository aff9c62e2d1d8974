"""Problems as data: what is wrong, where, and what to do; they are printed elsewhere."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple, Never

from speechgen.source.messages import Message
from speechgen.source.place import Place

MOST_SHOWN = 200  # a file that is wrong everywhere need not be listed to the last line


class Severity(Enum):
    """How bad it is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Diagnostic(NamedTuple):
    """One problem.

    ``trace`` names the places that led there, the nearest first: for a fault inside a template,
    the line of the outline that called it.
    """

    severity: Severity
    code: str
    message: Message
    place: Place | None = None
    hint: Message | None = None
    trace: tuple[Place, ...] = ()


class SpeechgenError(Exception):
    """Something a user can mend; carries every problem that was found, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=_order))
        super().__init__("\n".join(_line(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type["SpeechgenError"], tuple[tuple[Diagnostic, ...]]]:
        """Pickled by its diagnostics, so that a worker process can hand it on."""
        return SpeechgenError, (self.diagnostics,)


class Report:
    """Collects problems while a stage goes on; ``check()`` at the end of the stage stops."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(
        self,
        code: str,
        message: Message,
        place: Place | None = None,
        hint: Message | None = None,
        trace: tuple[Place, ...] = (),
    ) -> None:
        """Note an error and go on."""
        self.diagnostics.append(Diagnostic(Severity.ERROR, code, message, place, hint, trace))

    def warning(
        self,
        code: str,
        message: Message,
        place: Place | None = None,
        hint: Message | None = None,
    ) -> None:
        """Note a warning and go on."""
        self.diagnostics.append(Diagnostic(Severity.WARNING, code, message, place, hint))

    def take(self, problem: SpeechgenError) -> None:
        """Add what another stage found."""
        self.diagnostics.extend(problem.diagnostics)

    @property
    def is_open(self) -> bool:
        """Whether what is noted next will be shown: else nobody need look for its hint."""
        return len(self.diagnostics) < MOST_SHOWN

    @property
    def failed(self) -> bool:
        """Whether an error was noted."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings alone, sorted by place."""
        found = (d for d in self.diagnostics if d.severity is Severity.WARNING)
        return tuple(sorted(found, key=_order))

    def check(self) -> None:
        """Raise everything noted as one :class:`SpeechgenError` if there was an error."""
        if self.failed:
            raise SpeechgenError(self.diagnostics)


def fail(
    code: str, message: Message, place: Place | None = None, hint: Message | None = None
) -> Never:
    """Raise one error at once, where nothing further can be checked."""
    raise SpeechgenError([Diagnostic(Severity.ERROR, code, message, place, hint)])


def _order(diagnostic: Diagnostic) -> tuple[Place, Place, str]:
    """By where the reader comes upon it: a fault inside a template where the outline uses it."""
    place = diagnostic.place or Place("")
    return diagnostic.trace[-1] if diagnostic.trace else place, place, diagnostic.code


def _line(diagnostic: Diagnostic) -> str:
    where = f"{diagnostic.place}: " if diagnostic.place else ""
    return f"{where}{diagnostic.severity.value}[{diagnostic.code}] {diagnostic.message}"
