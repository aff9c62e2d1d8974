"""Work on a Dask cluster: a scheduler and workers on any number of machines."""

import os
from concurrent.futures import BrokenExecutor, CancelledError, Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from importlib import import_module
from typing import Any

from speechgen.batch.output import Folder, Output
from speechgen.batch.parcel import at_home, travelling
from speechgen.batch.pools import Chunk, Elsewhere, LostError, killed
from speechgen.batch.work import Job, Outcome, work
from speechgen.source.diagnostic import Diagnostic, fail
from speechgen.source.messages import say
from speechgen.source.place import Place

_CONNECT = 10.0  # seconds
_LOOK = 1.0  # seconds between looks whether the scheduler is still there
_PATIENCE = 10.0  # seconds without a scheduler until the run is given up


def open_cluster(job: Job, address: str) -> "Cluster":
    """The cluster at an address such as ``tcp://10.0.0.1:8786``.

    Raises E762 if nobody answers there, or a package is missing.
    """
    try:
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
    return Cluster(job, client)


class Cluster(Elsewhere):
    """A Dask cluster. Where workers do not see the output folder, this process writes for them."""

    def __init__(self, job: Job, client: Any) -> None:
        self._client = client
        self._library = job.speech.library
        self._broken = 0.0
        threads = sum(client.nthreads().values())
        here = job.here and _reaches(client, job.output)
        super().__init__(travelling(job._replace(here=here)), client.get_executor(), threads)
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
                return [self._home(outcome) for outcome in future.result(_LOOK)]
            except killed_worker as error:
                raise BrokenExecutor(str(error)) from error
            except (CancelledError, OSError) as error:
                if not isinstance(error, TimeoutError):
                    raise LostError(" ".join(str(error).split()) or "cancelled") from error
                self._look()

    def _look(self) -> None:
        """Give up if the scheduler has been away for long."""
        self._broken = 0.0 if self._client.status == "running" else self._broken + _LOOK
        if self._broken > _PATIENCE or self._client.status in ("closed", "closing"):
            raise LostError("the scheduler does not answer")

    def _again(self, chunk: Chunk, error: Exception, tries: int = 2) -> list[Outcome]:
        """A chunk that killed its workers, halved until the one row is found that does."""
        try:
            return self._result(self._submit(chunk))
        except BrokenExecutor:
            if len(chunk) == 1:
                return [killed(chunk[0])]
            half = len(chunk) // 2
            return [*self._again(chunk[:half], error), *self._again(chunk[half:], error)]

    def _home(self, outcome: Outcome) -> Outcome:
        """Places in the library named as they are here."""
        found = tuple(self._placed(one) for one in outcome.result.diagnostics)
        return outcome._replace(result=outcome.result._replace(diagnostics=found))

    def _placed(self, diagnostic: Diagnostic) -> Diagnostic:
        place = diagnostic.place
        if place is None:
            return diagnostic
        return diagnostic._replace(place=place._replace(file=at_home(place.file, self._library)))

    def close(self) -> None:
        """Let the cluster go."""
        with suppress(Exception):  # it may be gone
            self._client.close(timeout=2)


def _reaches(client: Any, output: Output) -> bool:
    """Whether every worker can write to the output: it sees a file that was just put there."""
    if not isinstance(output, Folder):
        return output.shared
    token = output.path / ".speechgen" / f"here-{os.urandom(8).hex()}.tmp"
    token.write_bytes(b"")
    try:
        seen = client.run(os.path.exists, str(token.absolute()))
        return bool(seen) and all(seen.values())
    finally:
        token.unlink(missing_ok=True)
