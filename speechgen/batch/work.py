"""The work on rows: render, look for leaks, write. Runs in this process or in any other."""

import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from speechgen.batch.glyphs import Glyphs
from speechgen.batch.inputs import Inputs
from speechgen.batch.leaks.identities import Identities
from speechgen.batch.leaks.names import identity_of
from speechgen.batch.likeness import makeup, wording
from speechgen.batch.measure import length
from speechgen.batch.output import File, Output
from speechgen.batch.plan import Given
from speechgen.batch.result import Result, Status, has_error
from speechgen.batch.rows.table import Row
from speechgen.building import document_bytes
from speechgen.document.tree import Document
from speechgen.source.diagnostic import Diagnostic, Report, Severity, SpeechgenError
from speechgen.source.messages import say, set_language
from speechgen.source.place import Place
from speechgen.speech import Speech
from speechgen.word.deflate import Deflate
from speechgen.word.read import State as Found

if TYPE_CHECKING:
    from speechgen.batch.leaks.check import LeakCheck


_A = TypeVar("_A")
_B = TypeVar("_B")


class Seen(NamedTuple):
    """What lies where a document is to be written, and the digest of its bytes."""

    state: Found
    digest: str


class Task(NamedTuple):
    """One row to work on.

    ``inputs`` is what an earlier run made its document from, ``digest`` what came out; empty if
    nothing is known. ``there`` tells that there is such a file, ``touched`` that it is not as that
    run left it. ``seen`` is what the sender saw there, if those who work cannot look themselves.
    """

    row: Row
    name: str
    inputs: bytes = b""
    digest: str = ""
    there: bool = False
    touched: bool = False
    seen: Seen | None = None


class Outcome(NamedTuple):
    """What became of a task, and what is to be remembered of it.

    ``data`` is the document where the one who asked is to write it.
    """

    result: Result
    inputs: bytes = b""
    stamp: str = ""
    data: bytes = b""


class Search(NamedTuple):
    """What documents are searched for: see :class:`speechgen.batch.leaks.check.LeakCheck`.

    ``digest`` tells one search from another.
    """

    identities: Identities
    digest: str
    mentions: tuple[str, ...] = ()
    level: str = ""

    def check(self, speech: Speech, shared: dict[str, Any]) -> "LeakCheck":
        """The check of one process; ``shared`` are the values that all rows have."""
        from speechgen.batch.leaks.check import LeakCheck  # not where nothing has changed

        outline, library = speech.outline, speech.library
        return LeakCheck(self.identities, outline, library, self.mentions, self.level, shared)


class Job(NamedTuple):
    """What the work on all rows has in common; travels to other processes."""

    speech: Speech
    given: Given
    form: str
    output: Output
    search: Search | None
    identity: tuple[str, ...]
    here: bool = True  # whether documents are written where the work is done
    force: bool = False
    fresh: bool = False
    language: str | None = None
    deflate: Deflate = "zlib"


_workers: dict[str, "Worker"] = {}  # of this process, by the key of their job


_alone = threading.Lock()  # threads gain nothing here, and a speech is rendered by one at a time


def work(key: str, tasks: list[Task], job: bytes = b"") -> list[Outcome]:
    """Work on rows; ``job`` comes along where the process was not given it before."""
    with _alone:
        worker = _workers.get(key) or take(key, job)
        return worker.work(tasks)


def look(output: Output, form: str, name: str, digest: str) -> Seen:
    """What lies under a document's name; ``digest`` is of what an earlier run left there."""
    found = output.digest(name)
    if form == "docx":
        return Seen(output.state(name), found)
    return Seen(Found.OURS if digest and found == digest else Found.FOREIGN, found)


def take(key: str, job: bytes) -> "Worker":
    """Make a process ready for a job; the last one it was given is forgotten."""
    import pickle

    made: Job = pickle.loads(job)  # noqa: S301 # sent by the batch itself
    set_language(made.language)
    return install(key, Worker(made))


def install(key: str, worker: "Worker") -> "Worker":
    """Keep the one worker of this process."""
    _workers.clear()
    _workers[key] = worker
    return worker


class _Rendered(NamedTuple):
    """A rendered row before it is packed; the result lacks what the bytes and the clock tell."""

    task: Task
    document: Document
    result: Result
    inputs: bytes
    seen: Seen | None
    strange: bool
    seconds: float


class _Prepared(NamedTuple):
    """A packed row before it is written."""

    task: Task
    result: Result
    inputs: bytes
    data: bytes


# Rows are rendered some at a time, then packed: by turns each would find the processor's caches
# full of what the other needs (a zlib at work takes 200 KB), which costs a tenth to a quarter.
_TOGETHER = 20  # rows
_MOST_CHARACTERS = 200_000  # of documents that are held before they are packed


class Worker:
    """Works on rows; remembers nothing of one that another could see."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._inputs = Inputs(job.speech, job.form, job.deflate)
        self._glyphs = Glyphs(job.speech.layout) if job.form == "docx" else None
        self._required = job.speech.variables.required
        shared = {**job.given.under, **job.given.over}
        self._leaks = job.search.check(job.speech, shared) if job.search else None
        self._shared = job.speech.variables.texts() | {str(value) for value in shared.values()}

    def work(self, tasks: list[Task]) -> list[Outcome]:
        """What becomes of each task, in order; one that fails stops no other."""
        found: list[Outcome | _Prepared] = []
        held: list[Outcome | _Rendered] = []
        characters = 0
        for task in tasks:
            held.append(one := self._told(task, self._rendered, task))
            characters += one.result.length
            if len(held) >= _TOGETHER or characters >= _MOST_CHARACTERS:
                found += self._packed_all(held)
                held, characters = [], 0
        found += self._packed_all(held)
        files = [one for one in found if isinstance(one, _Prepared)]
        written = iter(self._write(files))
        return [next(written) if isinstance(one, _Prepared) else one for one in found]

    def _packed_all(self, held: "list[Outcome | _Rendered]") -> "Iterator[Outcome | _Prepared]":
        for one in held:
            yield self._told(one.task, self._packed, one) if isinstance(one, _Rendered) else one

    def _told(self, task: Task, step: "Callable[[_A, float], _B]", given: "_A") -> "_B | Outcome":
        """A step on the way of a task, or that it failed."""
        begun = perf_counter()
        try:
            return step(given, begun)
        except SpeechgenError as error:
            return _failed(task, error.diagnostics, perf_counter() - begun)
        except MemoryError:
            return _failed(task, (_TOO_LARGE,), perf_counter() - begun)
        except Exception as error:  # of whatever kind: it stops no other row
            return _failed(task, (_ours(error),), perf_counter() - begun)

    def _rendered(self, task: Task, begun: float) -> "Outcome | _Rendered":
        row, job = task.row, self._job
        if has_error(row.faults):
            return _failed(task, row.faults)
        values = job.given.of(row)
        inputs = self._inputs.of(values)
        seen = self._seen(task)
        strange = seen is not None and not job.force and seen.state not in _REPLACEABLE
        if seen and strange and job.form == "docx":
            return _spared(task, seen.state, inputs)
        self._check_cells(row, values)
        document = job.speech.render(values)
        result = self._result(task, document, values)
        return _Rendered(task, document, result, inputs, seen, strange, perf_counter() - begun)

    def _packed(self, one: _Rendered, begun: float) -> "Outcome | _Prepared":
        task, seen, job = one.task, one.seen, self._job
        data = document_bytes(one.document, job.form, job.speech.layout, job.deflate)
        digest = sha256(data).hexdigest()
        same = task.there and digest == (seen.digest if seen else task.digest)
        if seen and one.strange and not same:
            return _spared(task, seen.state, one.inputs)
        same = same and (one.strange or not job.fresh)
        seconds = one.seconds + perf_counter() - begun
        status = Status.UNCHANGED if same else Status.BUILT
        result = one.result._replace(status=status, digest=digest, size=len(data), seconds=seconds)
        if same:
            return Outcome(result, one.inputs, self._stamp(task))
        return _Prepared(task, result, one.inputs, data)

    def _check_cells(self, row: Row, values: dict[str, Any]) -> None:
        """Refuse a row that lacks a value or has one of the wrong type; the parent knows where."""
        if all(values.get(name) not in _EMPTY for name in self._required):
            return
        report = Report()
        self._job.speech.variables.check_row(values, lambda _: Place("", row.line), report)
        report.check()

    def _seen(self, task: Task) -> Seen | None:
        """What lies there, if it is not just what an earlier run left."""
        if not (task.there and task.touched):
            return None
        return task.seen or look(self._job.output, self._job.form, task.name, task.digest)

    def _stamp(self, task: Task) -> str:
        return self._job.output.stamps([task.name])[0] if self._job.here else ""

    def _result(self, task: Task, document: Document, values: dict[str, Any]) -> Result:
        row, report = task.row, Report()
        if self._glyphs:
            self._glyphs.check(document, report)
        leaks = self._leaks.check(document, row.number, row.values) if self._leaks else ()
        identity = list(identity_of(values, self._job.identity))
        return Result(
            row.number,
            row.line,
            task.name,
            Status.BUILT,
            length=length(document),
            diagnostics=(*row.faults, *report.diagnostics),
            leaks=tuple(leaks),
            wording=wording(document, identity),
            makeup=makeup(document, self._shared),
        )

    def _write(self, files: list[_Prepared]) -> list[Outcome]:
        if not self._job.here:
            return [Outcome(one.result, one.inputs, "", one.data) for one in files]
        begun = perf_counter()
        stamps = self._job.output.write(
            [File(one.task.name, one.data, one.task.there) for one in files]
        )
        each = (perf_counter() - begun) / max(len(files), 1)
        return [_written(one, stamp, each) for one, stamp in zip(files, stamps, strict=True)]


def _spared(task: Task, found: Found, inputs: bytes) -> Outcome:
    """What became of a row whose document somebody edited, or that is not ours."""
    told = _kept(task, found, stale=inputs != task.inputs)
    result = Result(task.row.number, task.row.line, task.name, Status.KEPT, task.digest)
    return Outcome(result._replace(diagnostics=(*task.row.faults, told)), task.inputs)


def _written(one: _Prepared, stamp: str | SpeechgenError, seconds: float) -> Outcome:
    if isinstance(stamp, SpeechgenError):
        return _failed(one.task, stamp.diagnostics, one.result.seconds + seconds)
    result = one.result._replace(seconds=one.result.seconds + seconds)
    return Outcome(result, one.inputs, stamp)


def _failed(task: Task, found: tuple[Diagnostic, ...], seconds: float = 0.0) -> Outcome:
    result = Result(task.row.number, task.row.line, task.name, Status.FAILED)
    return Outcome(result._replace(diagnostics=tuple(found), seconds=seconds))


def _kept(task: Task, found: Found, stale: bool) -> Diagnostic:
    """Why a document was left as it is; a finding (W754) where it is not what the row asks for."""
    if found is Found.EDITED:
        message = say("this document was edited since speechgen wrote it; it was left as it is")
    else:
        message = say(
            "this file was not made by speechgen, or was changed since; it was left as it is"
        )
    hint = say("overwrite it with --force, or give it another name") if stale else None
    code = "W754" if stale else "W755"
    return Diagnostic(Severity.WARNING, code, message, Place(task.name), hint)


def _ours(error: Exception) -> Diagnostic:
    """A fault of ours, or a row too large for this machine: it stops one row, and no other."""
    if isinstance(error, MemoryError):
        return Diagnostic(Severity.ERROR, "E205", say("there is not enough memory for this"))
    reason = f"{type(error).__name__}: {error}"
    message = say("speechgen itself failed ({reason}); please report this", reason=reason)
    return Diagnostic(Severity.ERROR, "E900", message)


_TOO_LARGE = Diagnostic(Severity.ERROR, "E205", say("there is not enough memory for this"))
_REPLACEABLE = (Found.OURS, Found.MISSING)
_EMPTY: tuple[Any, ...] = (None, "", [], {})
