"""Whatever stands in the cache folder, the document comes out byte by byte as without it."""

import marshal
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechgen.source.kept import recall, remember

OUTLINE = """\
title: 在云溪县安全生产动员会上的讲话
vars: {place: 云溪县}
mark: 送审稿
opening: 今天开会。下面，我讲{{ sections | count | cn }}点意见。
sections:
  - heading: 提高站位
    sections: [{heading: 认识再深一步, body: "{{ place }}要**走在前面**。"}]
  - heading: 压实责任
    body: [{problems: {items: [甲, 乙]}}, {points: [丙, 丁]}, {directive: lunheng-shujie}]
"""
_NOISE = random.Random(20261122).randbytes  # the same in every run


def cut(path: Path, _: list[bytes]) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def flipped(path: Path, _: list[bytes]) -> None:
    """One bit of what follows the checksum."""
    data = bytearray(path.read_bytes())
    data[65 + (len(data) - 65) // 2] ^= 4
    path.write_bytes(data)


def emptied(path: Path, _: list[bytes]) -> None:
    path.write_bytes(b"")


def noise(path: Path, _: list[bytes]) -> None:
    path.write_bytes(_NOISE(300))


def enormous(path: Path, _: list[bytes]) -> None:
    os.truncate(path, 2**33)


def swapped(path: Path, others: list[bytes]) -> None:
    """A whole file of ours with a checksum that fits, but of something else."""
    path.write_bytes(next(data for data in others if data != path.read_bytes()))


def forged(path: Path, _: list[bytes]) -> None:
    """What would do harm if it were unmarshalled and run, under a checksum of the content alone."""
    content = marshal.dumps(compile("raise SystemExit(7)", "x", "exec"))
    path.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)


def a_folder(path: Path, _: list[bytes]) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)


def a_pipe(path: Path, _: list[bytes]) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link(path: Path, _: list[bytes]) -> None:
    path.unlink()
    path.symlink_to(path.name)


def everybodys(path: Path, _: list[bytes]) -> None:
    path.chmod(0o666)


KINDS = [cut, flipped, emptied, noise, enormous, swapped, forged, a_folder, a_pipe, a_link]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder with an outline and a warm cache, and the document that was built."""
    folder = tmp_path_factory.mktemp("warm")
    (folder / "a.yaml").write_text(OUTLINE, encoding="utf-8")
    first = _built(folder)
    assert _built(folder) == first
    names = {path.name.split("-")[0] for path in (folder / "cache").iterdir()}
    assert names == {"yaml", "template", "blocks", "word", "works"}
    return folder, first


@pytest.mark.skipif(os.name == "nt", reason="no pipes, links and permissions as here")
@pytest.mark.parametrize("spoil", [*KINDS, everybodys], ids=lambda spoil: spoil.__name__)
def test_nothing_changes(
    spoil: Callable[[Path, list[bytes]], None], warm: tuple[Path, bytes], tmp_path: Path
) -> None:
    source, first = warm
    folder = tmp_path / "copy"
    shutil.copytree(source, folder)
    kept = sorted((folder / "cache").iterdir())
    contents = [path.read_bytes() for path in kept]
    for path in kept:
        spoil(path, contents)
    assert _built(folder) == first
    assert _built(folder) == first  # and what was mended there does no harm either


def _built(folder: Path) -> bytes:
    """What a new process builds; the cache folder is beside the outline."""
    environment = os.environ | {"SPEECHGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "speechgen", "build", "a.yaml", "--force"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return (folder / "a.docx").read_bytes()


@pytest.fixture(scope="module")
def thing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A kept file, and the cache folder that it lies in, for the whole module."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("kept")
        patch.setenv("SPEECHGEN_CACHE", str(folder))
        yield folder / "thing"


VALUE = [("甲", 1, None, b"\x00"), {"乙": (True, "丙")}]


@given(st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=4), st.integers(0, 30))
def test_any_damage(thing: Path, changes: list[tuple[int, int]], shorter: int) -> None:
    remember("thing", VALUE)
    whole = thing.read_bytes()
    damaged = bytearray(whole[: len(whole) - shorter])
    for where, byte in changes:
        damaged[where % len(damaged)] = byte
    thing.write_bytes(damaged)
    assert recall("thing") == (VALUE if damaged == whole else None)
