"""Where batches go: a folder that anybody can enter, an S3 server, a Dask cluster."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documents.tools import require

from .running import environ, until

PIP = "pip install -e '.[distributed,places,remote]'"


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp()).resolve()
    path.chmod(0o777)
    yield path
    for inside in [path, *path.rglob("*")]:
        if inside.is_dir() and not inside.is_symlink():
            inside.chmod(0o700)
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, str]]:
    """An S3-compatible server on loopback; the environment of a program that is to use it."""
    for package in ("s3fs", "moto", "flask"):
        require(find_spec(package), f"no {package} here", PIP)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until(lambda: answers(port), "the S3 server answers")
            yield {
                "AWS_ACCESS_KEY_ID": "AKIDOFNOBODY",
                "AWS_SECRET_ACCESS_KEY": "secret-of-nobody",
                "AWS_ENDPOINT_URL": address,
                "AWS_DEFAULT_REGION": "us-east-1",
            }
        finally:
            server.kill()


class Cluster:
    """A Dask scheduler and workers, each a process, that stand in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self._processes: list[subprocess.Popen[bytes]] = []
        port = self.address.rpartition(":")[2]
        where = ("--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self.scheduler = self._start("scheduler", *where)

    def _start(
        self, *arguments: str, before: tuple[str, ...] = (), **environment: str
    ) -> "subprocess.Popen[bytes]":
        log = (self.folder / f"{arguments[0]}-{len(self._processes)}.log").open("wb")
        module = f"distributed.cli.dask_{arguments[0]}"
        command = [*before, sys.executable, "-m", module, *arguments[1:]]
        running = subprocess.Popen(
            command,
            cwd=self.folder,
            env=environ(self.folder) | environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self._processes.append(running)
        return running

    def worker(
        self, *arguments: str, before: tuple[str, ...] = (), **environment: str
    ) -> "subprocess.Popen[bytes]":
        """One more worker of one thread."""
        usual = (self.address, "--nthreads", "1", "--no-dashboard", "--nworkers", "1")
        return self._start("worker", *usual, *arguments, before=before, **environment)

    def wait_for(self, workers: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

    def end(self) -> None:
        """Kill all of it."""
        for running in self._processes:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


@pytest.fixture
def new_cluster(tmp_path: Path) -> Iterator[Callable[[], Cluster]]:
    """Clusters that a test may break."""
    require(find_spec("distributed"), "no distributed here", PIP)
    made: list[Cluster] = []

    def make() -> Cluster:
        folder = tmp_path / f"cluster-{len(made)}"
        folder.mkdir()
        made.append(Cluster(folder))
        return made[-1]

    yield make
    for cluster in made:
        cluster.end()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers."""
    require(find_spec("distributed"), "no distributed here", PIP)
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.worker()
        made.worker()
        made.wait_for(2)
        yield made
    finally:
        made.end()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
