"""Where the work is done: in this process, in several, or wherever an executor sends it.

Whatever the place, chunks of rows go out in order and their outcomes come back in order, a few at
a time, so that neither memory nor what is written depends on who was faster.
"""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
)
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import mkstemp
from time import monotonic
from typing import Protocol

from speechgen.batch.result import Result, Status
from speechgen.batch.work import Job, Outcome, Task, Worker, install, take, work
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say

_WAITING = 2  # chunks for each process beyond the one it works on
_MOST_ON_WINDOWS = 61  # processes that can be waited for (WaitForMultipleObjects, less two)
_LAST_WORDS = 20.0  # seconds that running chunks are given when a run is stopped

Chunk = list[Task]
Done = tuple[Chunk, list[Outcome]]


class Pool(Protocol):
    """A place where work is done: chunks go in, their outcomes come out in the same order.

    ``here`` tells whether those who work there see the documents, and write them.
    """

    @property
    def here(self) -> bool:
        """Whether the output is seen and written where the work is done."""

    @property
    def full(self) -> bool:
        """Whether there is enough to do for every worker."""

    def send(self, chunk: Chunk) -> None:
        """One more chunk to work on."""

    def receive(self) -> list[Outcome]:
        """The outcomes of the oldest chunk; waits for them."""

    def stop(self) -> list[Done]:
        """Send nobody to work any more; what was under way is finished and comes back."""

    def close(self) -> None:
        """Let the workers go."""


class Here:
    """No other process than the one that asks; it works when the outcomes are asked for."""

    full = False

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)
        self.here = job.here
        self.waiting: deque[Chunk] = deque()

    def send(self, chunk: Chunk) -> None:
        """Remember a chunk."""
        self.waiting.append(chunk)

    def receive(self) -> list[Outcome]:
        """Work on the oldest chunk."""
        return self._worker.work(self.waiting.popleft())

    def stop(self) -> list[Done]:
        """Nothing is under way."""
        return []

    def close(self) -> None:
        """Nobody to let go."""


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


class Processes(Elsewhere):
    """Processes of this machine; one that dies costs no row but the one that killed it."""

    def __init__(self, job: Job, count: int) -> None:
        self._count = min(count, _MOST_ON_WINDOWS) if sys.platform == "win32" else count
        self._context = _context()
        self._begin = self._first(job)
        super().__init__(job, self._start(), self._count)

    def _first(self, job: Job) -> tuple[str, str]:
        """What processes are given when they begin: the key of the job, the file that has it."""
        if self._context.get_start_method() != "fork":
            # Through a file: a pipe that is full is waited for, though nobody is left to read it.
            key, data = packed(job)
            descriptor, path = mkstemp(prefix="speechgen-job-")
            with open(descriptor, "wb") as file:  # noqa: PTH123
                file.write(data)
            return key, path
        # Compiled once, before the processes part; nothing need travel.
        key = f"forked {os.getpid()} {id(job)}"
        install(key, Worker(job))
        return key, ""

    def _start(self) -> ProcessPoolExecutor:
        """Processes that begin at once: what interrupts the run must not hit them half ready."""
        executor = ProcessPoolExecutor(self._count, self._context, _begin, self._begin)
        with _uninterrupted():
            self._alive = [executor.submit(os.getpid) for _ in range(self._count)]
        self._broken = False
        return executor

    def _submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        return self._executor.submit(work, self._begin[0], chunk)

    def _again(self, chunk: Chunk, error: Exception, tries: int = 2) -> list[Outcome]:
        """A chunk with nothing beside it, halved as long as it takes the process with it."""
        if self._broken:
            self._restart(error)
        try:
            return self._result(self._submit(chunk))
        except BrokenExecutor:
            self._broken = True
            if len(chunk) > 1:
                half = len(chunk) // 2
                return [*self._again(chunk[:half], error), *self._again(chunk[half:], error)]
            return self._again(chunk, error, tries - 1) if tries > 1 else [killed(chunk[0])]

    def _mend(self, error: BrokenExecutor) -> None:
        self._broken = True
        super()._mend(error)

    def _cancel(self) -> None:
        # By the executor: if processes die just now, it is confused by what others cancel.
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _restart(self, error: Exception) -> None:
        """New processes; raises :class:`LostError` if they die before they have anything to do."""
        self._executor.shutdown(wait=True, cancel_futures=True)  # a fork wants no other threads
        self._executor = self._start()
        try:
            self._alive[0].result()
        except BrokenExecutor:
            raise LostError(str(error)) from error

    def close(self) -> None:
        """End the processes: nothing else would, for the program leaves in a hurry."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        patience = 0 if self._waiting else 1  # none for what is at work after a run was stopped
        for process in processes:
            process.join(patience)
            process.kill()
            process.join(1)
        if self._begin[1]:
            Path(self._begin[1]).unlink(missing_ok=True)


class Growing:
    """One process, the own, while there is little to do; several as soon as there is more."""

    def __init__(self, job: Job, count: int) -> None:
        self._job = job
        self._count = count
        self._seen = 0
        self._here: Here | None = None
        self._gathered: deque[Chunk] = deque()
        self._many: Processes | None = None

    @property
    def here(self) -> bool:
        """As the job says."""
        return self._job.here

    @property
    def full(self) -> bool:
        """Whether every process has something to do."""
        return self._many is not None and self._many.full

    def send(self, chunk: Chunk) -> None:
        """One more chunk; enough of them, and processes are started for all that follow."""
        self._seen += len(chunk)
        if self._many is None and self._count > 1 and self._seen >= _worth_starting():
            with _uninterrupted():  # until somebody has them to let go
                self._many = Processes(self._job, self._count)
            for waiting in self._gathered:
                self._many.send(waiting)
            self._gathered.clear()
        if self._many is None:
            self._gathered.append(chunk)
        else:
            self._many.send(chunk)

    def receive(self) -> list[Outcome]:
        """The outcomes of the oldest chunk."""
        if self._many is not None:
            return self._many.receive()
        self._here = self._here or Here(self._job)
        self._here.send(self._gathered.popleft())
        return self._here.receive()

    def stop(self) -> list[Done]:
        """Finish what is under way."""
        return self._many.stop() if self._many else []

    def close(self) -> None:
        """End the processes."""
        if self._many:
            self._many.close()


class LostError(Exception):
    """The workers are gone, and with them the run; what was written stays."""


def _worth_starting() -> int:
    """Rows that take longer than starting processes: forked ones begin in an instant."""
    return 300 if _context().get_start_method() == "fork" else 1_000


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


def _context() -> BaseContext:
    """Fork where it is safe and the system's way (Linux): the compiled speech comes for free."""
    alone = threading.active_count() == 1
    return multiprocessing.get_context("fork" if sys.platform == "linux" and alone else "spawn")


_STOPPING = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here is not interrupted until it is ready (:func:`_begin`)."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(key: str, job: str) -> None:
    """A process begins: only its parent is interrupted, and it does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if job:
        take(key, Path(job).read_bytes())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def killed(task: Task) -> Outcome:
    """The outcome of a row that takes every process with it."""
    message = say("the process died while it was at work on this row")
    hint = say(
        "it may need more memory than there is; build it alone: --rows {row}", row=task.row.number
    )
    found = Diagnostic(Severity.ERROR, "E763", message, None, hint)
    row = task.row
    return Outcome(Result(row.number, row.line, task.name, Status.FAILED, diagnostics=(found,)))
