"""Work on a Dask cluster: a scheduler and workers on any number of machines."""

import os
import sys
from concurrent.futures import BrokenExecutor, CancelledError, Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from importlib import import_module
from time import monotonic
from typing import Any

from speechgen.batch.executors import Elsewhere, killed
from speechgen.batch.output import Folder, Output
from speechgen.batch.parcel import brought_home, travelling
from speechgen.batch.pools import Chunk, LostError
from speechgen.batch.work import Job, Outcome, work
from speechgen.source.diagnostic import fail
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.source.version import __version__
from speechgen.word.deflate import packer

_CONNECT = 10.0  # seconds
_LOOK = 1.0  # seconds between looks whether the scheduler is still there
_PATIENCE = 10.0  # seconds without a scheduler until the run is given up
_WITHOUT_WORKERS = 30.0  # seconds without any worker; one that died may be started again

# What goes wrong is told by us, in our words; Dask would show traces of it, too.
_QUIET = dict.fromkeys(("distributed", "distributed.client", "tornado.application"), "critical")


def open_cluster(job: Job, address: str) -> "Cluster":
    """The cluster at an address such as ``tcp://10.0.0.1:8786``.

    Raises E762 if nobody answers there, or a package is missing.
    """
    try:
        if "distributed" not in sys.modules:  # else a program uses it, and hears of it as it likes
            import_module("dask").config.set({"logging": _QUIET})
        distributed = import_module("distributed")  # untyped
    except ModuleNotFoundError:
        hint = say("pip install 'speechgen[distributed]'")
        fail("E762", say("a cluster needs the package distributed"), None, hint)
    try:
        client: Any = distributed.Client(address, timeout=_CONNECT, set_as_default=False)
        client.wait_for_workers(1, timeout=_CONNECT)
    except (OSError, ValueError, TimeoutError, TooLate) as error:
        message = say("no cluster answers: {reason}", reason=" ".join(str(error).split())[:200])
        hint = say("start 'dask scheduler', and on each machine 'dask worker ADDRESS'")
        fail("E762", message, Place(address), hint)
    _check_versions(client)
    if job.form == "docx" and job.deflate == "isal":
        _check_packers(client, packer(job.deflate))
    return Cluster(job, client)


class Cluster(Elsewhere):
    """A Dask cluster. Where workers do not see the output folder, this process writes for them."""

    def __init__(self, job: Job, client: Any) -> None:
        self._client = client
        self._library = job.speech.library
        self._alone_since = 0.0  # when scheduler or workers were last seen to be away
        threads = sum(client.nthreads().values())
        here = job.here and _reaches(client, job.output)
        executor = client.get_executor(pure=False)  # else a second try has the outcome of the first
        super().__init__(travelling(job._replace(here=here)), executor, threads)
        key, data = self._packed
        self._key, self._data = key, client.scatter(data, broadcast=True, hash=False)

    def _submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        future: Future[list[Outcome]] = self._executor.submit(work, self._key, chunk, self._data)
        return future

    def _result(self, future: "Future[list[Outcome]]") -> list[Outcome]:
        """The outcomes of a chunk; looks now and then whether there is still a scheduler."""
        killed_worker = import_module("distributed").KilledWorker
        while True:
            try:
                found = self._arrived(future.result(_LOOK))
            except killed_worker as error:
                raise BrokenExecutor(str(error)) from error
            except (CancelledError, OSError) as error:
                if not isinstance(error, TimeoutError):
                    raise LostError(" ".join(str(error).split()) or "cancelled") from error
                self._look()
            else:
                self._alone_since = 0.0
                return found

    def _look(self) -> None:
        """Give up if the scheduler, or every worker, has been away for long."""
        workers = self._workers()
        if workers:
            self._alone_since = 0.0
            return
        self._alone_since = self._alone_since or monotonic()
        away = monotonic() - self._alone_since
        if self._client.status in ("closed", "closing") or (workers is None and away > _PATIENCE):
            raise LostError("the scheduler does not answer")
        if away > _WITHOUT_WORKERS:
            raise LostError("no worker is left")

    def _workers(self) -> int | None:
        """How many workers there are; ``None`` if the scheduler does not say."""
        if self._client.status != "running":
            return None
        try:
            asked = self._client.scheduler.ncores
            return len(self._client.sync(asked, workers=None, callback_timeout=_LOOK))
        except OSError:
            return None

    def _again(self, chunk: Chunk, error: Exception, tries: int = 2) -> list[Outcome]:
        """A chunk that killed its workers, halved until the one row is found that does."""
        try:
            return self._result(self._submit(chunk))
        except BrokenExecutor:
            if len(chunk) == 1:
                return [killed(chunk[0])]
            half = len(chunk) // 2
            return [*self._again(chunk[:half], error), *self._again(chunk[half:], error)]

    def _arrived(self, outcomes: list[Outcome]) -> list[Outcome]:
        return [
            outcome._replace(result=brought_home(outcome.result, self._library))
            for outcome in outcomes
        ]

    def close(self) -> None:
        """Let the cluster go."""
        with suppress(Exception):  # it may be gone
            self._client.close(timeout=2)


def _check_versions(client: Any) -> None:
    """Raise E765 where a worker has another speechgen, or none: what it was sent would kill it."""

    def version() -> str:  # travels as it is here: it is no part of a module that they may lack
        try:
            from speechgen.source.version import __version__ as found
        except ImportError:
            return ""
        return found

    hint = say("install the same version on every machine")
    for worker, found in client.run(version).items():
        if not found:
            fail("E765", say("a worker has no speechgen"), Place(worker), hint)
        if found != __version__:
            message = say(
                "a worker has speechgen {theirs}, this is {ours}", theirs=found, ours=__version__
            )
            fail("E765", message, Place(worker), hint)


def _check_packers(client: Any, ours: str) -> None:
    """Raise E766 where a worker lacks isal, or has another: its documents would be others."""

    def found_there() -> str:
        try:
            return packer("isal")
        except ImportError:
            return ""

    hint = say("install the same version on every machine")
    for worker, found in client.run(found_there).items():
        if not found:
            fail("E766", say("a worker has no isal"), Place(worker), hint)
        if found != ours:
            message = say("a worker has {theirs}, this is {ours}", theirs=found, ours=ours)
            fail("E766", message, Place(worker), hint)


def _reaches(client: Any, output: Output) -> bool:
    """Whether every worker can write to the output: it sees a file that was just put there."""
    if not isinstance(output, Folder):
        return output.shared
    token = output.path / ".speechgen" / f"here-{os.urandom(8).hex()}.tmp"
    token.write_bytes(b"")
    try:
        place = token.absolute()
        seen = client.run(os.path.exists, str(place))
        free = client.run(os.access, str(place.parent), os.W_OK)
        return bool(seen) and all(seen.values()) and all(free.values())
    finally:
        token.unlink(missing_ok=True)
