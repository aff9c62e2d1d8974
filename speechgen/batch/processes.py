"""Processes of this machine that work on a batch."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path

from speechgen.batch.executors import Elsewhere, killed, packed
from speechgen.batch.pools import Chunk, LostError
from speechgen.batch.work import Job, Outcome, Worker, install, take, work

_MOST_ON_WINDOWS = 61  # processes that can be waited for (WaitForMultipleObjects, less two)


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
            from tempfile import mkstemp

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
        with uninterrupted():
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


def worth_starting() -> int:
    """Rows that take longer than starting processes: forked ones begin in an instant."""
    return 300 if _context().get_start_method() == "fork" else 1_000


def _context() -> BaseContext:
    """Fork where it is safe and the system's way (Linux): the compiled speech comes for free."""
    alone = threading.active_count() == 1
    return multiprocessing.get_context("fork" if sys.platform == "linux" and alone else "spawn")


_STOPPING = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def uninterrupted() -> Iterator[None]:
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
