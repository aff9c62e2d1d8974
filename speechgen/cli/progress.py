"""How far a batch has come while it runs: a bar, or lines where there is no terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from speechgen.batch.result import Result, Status
from speechgen.source.messages import say

Tick = Callable[[Result], None]
_BAR_AFTER, _BAR_EVERY = 0.3, 0.1  # seconds; a run that is over at once needs no bar
_LINE_EVERY, _LINE_STEP, _LINE_AT_LATEST = 2.0, 0.1, 60.0  # seconds, share of the rows, seconds
_BETWEEN = " · "


class _Shown(Protocol):
    """Where progress is shown."""

    due: float  # when it is to be shown next

    def show(self, count: "_Count") -> None:
        """Show it now."""

    def end(self, count: "_Count") -> None:
        """Show how it ended."""


class _Count:
    """The rows that are done: what each tick adds to, so kept to the least that is needed."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.failed = self.leaking = 0
        self.begun = monotonic()

    def add(self, result: Result) -> None:
        self.done += 1
        if result.status is Status.FAILED:
            self.failed += 1
        if result.leaks:
            self.leaking += 1

    @property
    def rate(self) -> float:
        """Rows a second since the beginning."""
        return self.done / max(monotonic() - self.begun, 1e-6)

    @property
    def left(self) -> float:
        """Seconds that the rest will take at this rate."""
        return (self.total - self.done) / self.rate if self.done else 0

    @property
    def trouble(self) -> str:
        """What went wrong so far, in a few words."""
        said = []
        if self.failed:
            said.append(say("{count} failed", count=f"{self.failed:,}"))
        if self.leaking:
            said.append(say("{count} with leaks", count=f"{self.leaking:,}"))
        return _BETWEEN.join(map(str, said))


@contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Tick]:
    """Show how a batch of ``total`` rows goes on; give the function to call with each result.

    A bar where standard error is a terminal, else a line every two seconds at most, each a tenth
    of the rows further, and one at the end; nothing if ``quiet``.
    """
    count = _Count(total)
    shown: _Shown = _Nowhere() if quiet or not total else _Bar() if _terminal() else _Lines()
    add = count.add

    def tick(result: Result) -> None:
        add(result)
        if monotonic() >= shown.due:
            shown.show(count)

    try:
        yield tick
    finally:
        shown.end(count)


def _terminal() -> bool:
    """Whether a bar can be drawn: not where the cursor cannot go back."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class _Nowhere:
    """For ``--quiet``, and where there is nothing to do."""

    due = float("inf")

    def show(self, count: _Count) -> None:
        """Never called for: nothing is due."""

    def end(self, count: _Count) -> None:
        """Nothing is said."""


class _Lines:
    """Lines for a log: each tells something new, and the last one tells the end."""

    def __init__(self) -> None:
        self.due = self._last = monotonic() + _LINE_EVERY
        self._told = 0

    def show(self, count: _Count) -> None:
        now = monotonic()
        further = count.done - self._told >= count.total * _LINE_STEP
        if further or now >= self._last + _LINE_AT_LATEST:
            self._say(count)
            self._last = now
            self.due = now + _LINE_EVERY
        else:
            self.due = now + _LINE_EVERY / 10

    def end(self, count: _Count) -> None:
        if count.done != self._told:
            self._say(count)

    def _say(self, count: _Count) -> None:
        self._told = count.done
        share = f"{count.done / count.total:.0%}"
        said = [f"{count.done:,}/{count.total:,} ({share})", _rate(count)]
        if count.done < count.total:
            said.append(_left(count))
        if count.trouble:
            said.append(count.trouble)
        print(_BETWEEN.join(said), file=sys.stderr, flush=True)  # noqa: T201


class _Bar:
    """A bar that rich draws, without a thread of its own: workers may be forked at any time."""

    def __init__(self) -> None:
        self.due = monotonic() + _BAR_AFTER
        self._bar: _Rich | None = None

    def show(self, count: _Count) -> None:
        if self._bar is None:
            self._bar = _Rich(count)
        self._bar.update(count)
        self.due = monotonic() + _BAR_EVERY

    def end(self, count: _Count) -> None:
        if self._bar is not None:
            self._bar.update(count)
            self._bar.stop()


class _Rich:
    """The bar itself; importing rich takes longer than a hundred documents."""

    def __init__(self, count: _Count) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.percentage:>3.0f}%"),
            BarColumn(None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", style="progress.data.speed", markup=False),
            TextColumn("{task.fields[left]}", style="progress.remaining", markup=False),
            TextColumn("{task.fields[trouble]}", style="red", markup=False),
            console=Console(file=sys.stderr, highlight=False),
            auto_refresh=False,
            redirect_stdout=False,  # what is piped on stays out of the bar
            expand=True,
        )
        self._task = self._progress.add_task("", total=count.total, rate="", left="", trouble="")
        self._progress.start()

    def update(self, count: _Count) -> None:
        self._progress.update(
            self._task,
            completed=count.done,
            refresh=True,
            rate=_rate(count),
            left=_left(count) if count.done < count.total else "",
            trouble=count.trouble,
        )

    def stop(self) -> None:
        self._progress.stop()


def _rate(count: _Count) -> str:
    return str(say("{number} a second", number=f"{count.rate:,.0f}"))


def _left(count: _Count) -> str:
    return str(say("about {time} left", time=_time(count.left)))


def _time(seconds: float) -> str:
    """``0:07``, ``12:30`` or ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
