"""One run from its first row to its report: steps go out to a pool, what they come to is kept."""

from collections import deque
from collections.abc import Iterator

from speechgen.batch.account import Account
from speechgen.batch.destination import Destination
from speechgen.batch.ending import Ending
from speechgen.batch.keep import Keeper
from speechgen.batch.likeness import Likeness
from speechgen.batch.open_pool import open_pool
from speechgen.batch.options import Options
from speechgen.batch.pools import Pool
from speechgen.batch.prepare import Prepared
from speechgen.batch.result import Result
from speechgen.batch.state import State
from speechgen.batch.steps import Step, Steps
from speechgen.batch.tell import clear
from speechgen.batch.workplace import Workplace
from speechgen.source.diagnostic import Diagnostic

_LONGEST_QUEUE = 50  # chunks that wait for one in front of them


class Running:
    """A run; whoever began it ends it, by :meth:`end` or :meth:`stop`, and closes it.

    ``account`` is filled as it goes on. Raises :class:`SpeechgenError` for an output that cannot
    be written to, or that another run is at work in.
    """

    def __init__(
        self,
        ready: Prepared,
        options: Options,
        destination: Destination,
        notes: tuple[Diagnostic, ...],
        account: Account,
    ) -> None:
        self._account = account
        self._queue: deque[Step] = deque()
        self._met = 0  # rows whose results were told
        self._pool: Pool | None = None
        destination.output.begin(destination.room)
        # Last of all: what comes after it could be interrupted, and leave it open.
        state = State(destination.state, destination.output.at_once)
        try:
            destination.output.clear()  # not before: another run may be at work there
            self._place = Workplace(ready, options, destination, state)
            likeness = Likeness()
            self._keeper = Keeper(self._place, account, likeness)
            self._ending = Ending(self._place, account, likeness, notes)
            self._stopped = state.stopped
            state.begin(self._ending.started.isoformat())
            clear(destination)
        except BaseException:
            state.close()
            raise

    def results(self) -> Iterator[Result]:
        """The result of each row, in order."""
        self._pool = open_pool(self._place)
        for step in Steps(self._place, self._stopped, self._pool.here):
            self._queue.append(step)
            if step.tasks:
                self._pool.send(step.tasks)
            while self._queue and self._is_ready(self._queue[0]):
                yield from self._done()
        while self._queue:
            yield from self._done()

    def _is_ready(self, step: Step) -> bool:
        assert self._pool is not None
        return not step.tasks or self._pool.full or len(self._queue) > _LONGEST_QUEUE

    def _done(self) -> list[Result]:
        """The results of the oldest step, after what they say was written and remembered."""
        outcomes = self._pool.receive() if self._queue[0].tasks and self._pool else ()
        step = self._queue.popleft()  # not before: a run may be stopped while it waits
        results = self._keeper.keep(step, {outcome.result.row: outcome for outcome in outcomes})
        self._met += step.spooled
        return results

    def end(self) -> None:
        """All rows were met."""
        self._ending.all_met()

    def stop(self) -> None:
        """The run ends early."""
        if self._pool is not None:
            done = {id(chunk): outcomes for chunk, outcomes in self._pool.stop()}
            for step in self._queue:
                if not step.tasks or id(step.tasks) in done:
                    outcomes = done.get(id(step.tasks), [])
                    self._keeper.keep(step, {outcome.result.row: outcome for outcome in outcomes})
            self._pool.close()
        self._ending.stopped(self._met)

    def close(self) -> None:
        """Let go of the state; where the documents are, there is also what tells of them."""
        try:
            if self._pool is not None:
                self._pool.close()
        finally:  # an interruption may come just now
            self._place.state.close()
        reported, self._account.reported = self._account.reported, False
        self._place.output.publish(self._place.destination.room)
        self._account.reported = reported
