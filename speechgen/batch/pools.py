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
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from functools import cached_property
from hashlib import sha256
from itertools import islice
from multiprocessing.context import BaseContext
from typing import Never, Protocol

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
    """A place where work is done."""

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Each chunk with its outcomes, in order."""

    def stop(self) -> list[Done]:
        """Send nobody to work any more; what was under way is finished and comes back."""


class Here:
    """No other process than the one that asks."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """One chunk after the other."""
        for chunk in chunks:
            yield chunk, self._worker.work(chunk)

    def stop(self) -> list[Done]:
        """Nothing is under way."""
        return []


class Elsewhere:
    """An executor: any that ``concurrent.futures`` knows, with workers on this machine.

    ``workers`` tells how many chunks are worth sending at once. The job travels with each chunk
    and is unpacked once in each process.
    """

    def __init__(self, job: Job, executor: Executor, workers: int) -> None:
        self._executor = executor
        self._window = workers * (1 + _WAITING)
        self._waiting: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
        self._own = job

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Several chunks at once, as many as keep every worker busy."""
        source = iter(chunks)
        while True:
            for chunk in islice(source, self._window - len(self._waiting)):
                self._waiting.append((chunk, self._submitted(chunk)))
            if not self._waiting:
                return
            chunk, future = self._waiting[0]
            try:
                done = [(chunk, future.result())]
                self._waiting.popleft()
            except BrokenExecutor:
                done = [(chunk, self._again(chunk)) for chunk, _ in self._waiting]
                self._waiting.clear()
            yield from done

    def _submitted(self, chunk: Chunk) -> "Future[list[Outcome]]":
        try:
            return self._submit(chunk)
        except BrokenExecutor as error:  # met when its turn comes
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed

    @cached_property
    def _packed(self) -> tuple[str, bytes]:
        return packed(self._own)

    def _submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        key, job = self._packed
        return self._executor.submit(work, key, chunk, job)

    def _again(self, chunk: Chunk) -> list[Outcome]:
        """A chunk that an executor, broken now, did not finish: it is not ours to mend."""
        lost("the executor is broken")

    def stop(self) -> list[Done]:
        """Cancel what waits; what runs has some seconds to come to its end."""
        for _, future in self._waiting:
            future.cancel()
        running = [(chunk, future) for chunk, future in self._waiting if not future.cancelled()]
        done, _ = wait([future for _, future in running], _LAST_WORDS)
        return [
            (chunk, future.result())
            for chunk, future in running
            if future in done and future.exception() is None
        ]


class Processes(Elsewhere):
    """Processes of this machine; one that dies costs no row but the one that killed it."""

    def __init__(self, job: Job, count: int) -> None:
        self._count = min(count, _MOST_ON_WINDOWS) if sys.platform == "win32" else count
        self._context = _context()
        super().__init__(job, self._start(job), self._count)

    def _start(self, job: Job | None = None) -> ProcessPoolExecutor:
        if job is not None and self._context.get_start_method() == "fork":
            # Compiled once, before the processes part; nothing need travel.
            self._begin = (f"forked {os.getpid()} {id(job)}", b"")
            install(self._begin[0], Worker(job))
        elif job is not None:
            self._begin = packed(job)
        return ProcessPoolExecutor(self._count, self._context, _begin, self._begin)

    def _submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        return self._executor.submit(work, self._begin[0], chunk)

    def _again(self, chunk: Chunk, tries: int = 2) -> list[Outcome]:
        """A chunk with nothing beside it, halved as long as it takes the process with it."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()
        try:
            return self._submit(chunk).result()
        except BrokenExecutor:
            if len(chunk) > 1:
                half = len(chunk) // 2
                return [*self._again(chunk[:half]), *self._again(chunk[half:])]
            return self._again(chunk, tries - 1) if tries > 1 else [_killed(chunk[0])]

    def stop(self) -> list[Done]:
        """As any executor; its processes end."""
        done = super().stop()
        self._executor.shutdown(wait=False, cancel_futures=True)
        return done


def packed(job: Job) -> tuple[str, bytes]:
    """A job as it travels, and the key by which processes know it."""
    data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    return sha256(data).hexdigest(), data


def _context() -> BaseContext:
    """Fork where it is safe and the system's way (Linux): the compiled speech comes for free."""
    alone = threading.active_count() == 1
    return multiprocessing.get_context("fork" if sys.platform == "linux" and alone else "spawn")


def _begin(key: str, job: bytes) -> None:
    """A process begins: only its parent is interrupted, and it does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if job:
        take(key, job)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _killed(task: Task) -> Outcome:
    message = say("the process died while it was at work on this row")
    hint = say(
        "it may need more memory than there is; build it alone: --rows {row}", row=task.row.number
    )
    found = Diagnostic(Severity.ERROR, "E763", message, None, hint)
    row = task.row
    return Outcome(Result(row.number, row.line, task.name, Status.FAILED, diagnostics=(found,)))


class LostError(Exception):
    """The workers are gone, and with them the run; what was written stays."""


def lost(reason: str) -> Never:
    """Stop the run because its workers are gone."""
    raise LostError(reason)
