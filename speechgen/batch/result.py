"""What became of each row."""

from enum import Enum
from typing import Any, NamedTuple

from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import Message
from speechgen.source.place import Place

Json = dict[str, Any]


class Status(Enum):
    """What became of a row."""

    BUILT = "built"  # written by this run
    UNCHANGED = "unchanged"  # there already, just as this run would write it
    KEPT = "kept"  # edited by hand since, or somebody else's: left as it is
    FAILED = "failed"  # could not be rendered or written
    PENDING = "pending"  # not reached before the run was stopped


class Leak(NamedTuple):
    """Something in a document that belongs to another row, or to another level.

    ``kind`` is ``identity`` or ``level``; ``text`` what stands there, ``column`` the column that
    it is a value of, ``others`` the numbers of rows with that value (the first few), ``sentence``
    the sentence that it stands in, ``place`` the line of the outline (or template) it comes from.
    """

    kind: str
    text: str
    sentence: str
    column: str = ""
    others: tuple[int, ...] = ()
    place: Place | None = None

    def as_json(self) -> Json:
        """As it stands in the report."""
        return {
            "kind": self.kind,
            "text": self.text,
            "sentence": self.sentence,
            "column": self.column,
            "others": list(self.others),
            "place": place_json(self.place),
        }


class Result(NamedTuple):
    """What became of one row.

    ``name`` is the document's, ``digest`` the SHA-256 of its bytes (hex), ``size`` their number,
    ``length`` the number of characters that it prints, ``seconds`` what rendering and writing took.
    ``wording`` tells documents apart from each other: equal for two that are word for word the
    same but for their identity values. ``makeup`` is what :mod:`likeness` compares.
    """

    row: int
    line: int
    name: str
    status: Status
    digest: str = ""
    size: int = 0
    length: int = 0
    seconds: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()
    leaks: tuple[Leak, ...] = ()
    wording: str = ""
    makeup: bytes = b""

    @property
    def failed(self) -> bool:
        """Whether there is no such document now though the row asks for one."""
        return self.status is Status.FAILED

    @property
    def stale(self) -> bool:
        """Whether somebody's document was kept though the row asks for another."""
        return any(found.code == "W754" for found in self.diagnostics)


def diagnostic_json(diagnostic: Diagnostic) -> Json:
    """A diagnostic as it stands in the report, in the language in force."""
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": str(diagnostic.message),
        "hint": str(diagnostic.hint) if diagnostic.hint else "",
        "place": place_json(diagnostic.place),
        "trace": [place_json(place) for place in diagnostic.trace],
    }


def place_json(place: Place | None) -> Json | None:
    """A place as it stands in the report."""
    return {"file": place.file, "line": place.line, "column": place.column} if place else None


def has_error(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether one of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def diagnostic_of(said: Json) -> Diagnostic:
    """The diagnostic of a report's entry."""
    hint = Message(said["hint"]) if said["hint"] else None
    trace = tuple(place for found in said["trace"] if (place := place_of(found)))
    place = place_of(said["place"])
    severity, message = Severity(said["severity"]), Message(said["message"])
    return Diagnostic(severity, said["code"], message, place, hint, trace)


def leak_of(said: Json) -> Leak:
    """The leak of a report's entry."""
    others, place = tuple(said["others"]), place_of(said["place"])
    return Leak(said["kind"], said["text"], said["sentence"], said["column"], others, place)


def place_of(said: Json | None) -> Place | None:
    """The place of a report's entry."""
    return Place(said["file"], said["line"], said["column"]) if said else None
