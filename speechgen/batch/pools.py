"""Where the work is done: in this process, in several, or wherever an executor sends it.

Whatever the place, chunks of rows go out in order and their outcomes come back in order, a few at
a time, so that neither memory nor what is written depends on who was faster.
"""

from collections import deque
from typing import Protocol

from speechgen.batch.work import Job, Outcome, Task, Worker

Chunk = list[Task]
Done = tuple[Chunk, list[Outcome]]
_FEWEST = 300  # rows that processes are worth starting for, wherever they start fastest


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


class Growing:
    """One process, the own, while there is little to do; several as soon as there is more."""

    def __init__(self, job: Job, count: int) -> None:
        self._job = job
        self._count = count
        self._seen = 0
        self._here: Here | None = None
        self._gathered: deque[Chunk] = deque()
        self._many: Pool | None = None

    @property
    def here(self) -> bool:
        """As the job says."""
        return self._job.here

    @property
    def full(self) -> bool:
        """Whether every process has something to do; one alone does it as it comes."""
        return self._many.full if self._many else self._count == 1

    def send(self, chunk: Chunk) -> None:
        """One more chunk; enough of them, and processes are started for all that follow."""
        self._seen += len(chunk)
        if self._many is None and self._count > 1 and self._seen >= _FEWEST:
            self._grow()
        if self._many is None:
            self._gathered.append(chunk)
        else:
            self._many.send(chunk)

    def _grow(self) -> None:
        """Start processes and give them all that was gathered, if that is worth while by now."""
        from speechgen.batch.processes import Processes, uninterrupted, worth_starting  # 20 ms

        if self._seen < worth_starting():
            return
        with uninterrupted():  # until somebody has them to let go
            self._many = Processes(self._job, self._count)
        for waiting in self._gathered:
            self._many.send(waiting)
        self._gathered.clear()

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
