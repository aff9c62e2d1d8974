"""An executor that works on a batch: whatever ``concurrent.futures`` knows as one."""

import pickle
from collections import deque
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import cached_property
from hashlib import sha256
from time import monotonic

from speechgen.batch.pools import Chunk, Done, LostError
from speechgen.batch.result import Result, Status
from speechgen.batch.work import Job, Outcome, Task, work
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say

_WAITING = 2  # chunks for each process beyond the one it works on
_LAST_WORDS = 20.0  # seconds that running chunks are given when a run is stopped


class Elsewhere:
    """An executor: any that ``concurrent.futures`` knows, with workers on this machine.

    ``workers`` tells how many chunks are worth sending at once. The job travels with each chunk
    and is unpacked once in each process.
    """

    def __init__(self, job: Job, executor: Executor, workers: int) -> None:
        self._executor = executor
        self._window = workers * (1 + _WAITING)
        self._waiting: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
        self._ready: deque[list[Outcome]] = deque()
        self._own = job

    @cached_property
    def _packed(self) -> tuple[str, bytes]:
        return packed(self._own)

    @property
    def here(self) -> bool:
        """As the job says: the workers are on this machine."""
        return self._own.here

    @property
    def full(self) -> bool:
        """Whether every worker has something to do, and something waiting."""
        return len(self._waiting) + len(self._ready) >= self._window

    def send(self, chunk: Chunk) -> None:
        """Hand a chunk to the executor."""
        try:
            future = self._submit(chunk)
        except (BrokenExecutor, RuntimeError) as error:  # met when its turn comes
            future = Future()
            future.set_exception(BrokenExecutor(str(error)))
        self._waiting.append((chunk, future))

    def _submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        key, job = self._packed
        return self._executor.submit(work, key, chunk, job)

    def receive(self) -> list[Outcome]:
        """The outcomes of the oldest chunk; raises :class:`LostError` if the workers are gone."""
        if not self._ready:
            self._receive()
        return self._ready.popleft()

    def _receive(self) -> None:
        _, future = self._waiting[0]
        try:
            self._ready.append(self._result(future))
            self._waiting.popleft()
        except BrokenExecutor as error:
            self._mend(error)

    def _mend(self, error: BrokenExecutor) -> None:
        """Try all that broke again, after everything else is done: nothing is to run beside it."""
        waiting = [(chunk, self._settled(future)) for chunk, future in self._waiting]
        self._waiting.clear()
        self._ready += [
            self._again(chunk, error) if outcomes is None else outcomes
            for chunk, outcomes in waiting
        ]

    def _settled(self, future: "Future[list[Outcome]]") -> list[Outcome] | None:
        try:
            return self._result(future)
        except BrokenExecutor:
            return None

    def _result(self, future: "Future[list[Outcome]]") -> list[Outcome]:
        """What comes of a chunk; raises ``BrokenExecutor`` if it took its worker with it."""
        try:
            return self._arrived(future.result())
        except CancelledError as error:
            raise LostError("cancelled") from error

    def _arrived(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Outcomes as they are told here."""
        return outcomes

    def _again(self, chunk: Chunk, error: Exception) -> list[Outcome]:
        """A chunk that an executor, broken now, did not finish: it is not ours to mend."""
        raise LostError(str(error)) from error

    def stop(self) -> list[Done]:
        """Cancel what waits; what runs has some seconds to come to its end."""
        self._cancel()
        end = monotonic() + _LAST_WORDS
        return [
            (chunk, self._arrived(future.result()))
            for chunk, future in self._waiting
            if _came_to_its_end(future, end)
        ]

    def _cancel(self) -> None:
        for _, future in self._waiting:
            future.cancel()

    def close(self) -> None:
        """Whoever made the executor lets it go."""


def _came_to_its_end(future: "Future[list[Outcome]]", end: float) -> bool:
    """Whether there are outcomes, waited for until a time of the clock.

    One future at a time: ``concurrent.futures.wait`` waits in vain for those that are cancelled
    before anybody has taken them up.
    """
    try:
        return future.exception(max(0.0, end - monotonic())) is None
    except (CancelledError, TimeoutError):
        return False


def packed(job: Job) -> tuple[str, bytes]:
    """A job as it travels, and the key by which processes know it."""
    data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    return sha256(data).hexdigest(), data


def killed(task: Task) -> Outcome:
    """The outcome of a row that takes every process with it."""
    message = say("the process died while it was at work on this row")
    hint = say(
        "it may need more memory than there is; build it alone: --rows {row}", row=task.row.number
    )
    found = Diagnostic(Severity.ERROR, "E763", message, None, hint)
    row = task.row
    return Outcome(Result(row.number, row.line, task.name, Status.FAILED, diagnostics=(found,)))
