"""Files are written whole, with the rights of what they replace, and only over plain ones."""

import os
import signal
import stat
from pathlib import Path

import pytest

from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.files import read_text, write_whole

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o666])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old", encoding="utf-8")
    file.chmod(mode)
    write_whole(file, b"new")
    assert (file.read_bytes(), _mode(file)) == (b"new", mode)


@POSIX
def test_permissions_stay_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0o600)
    (tmp_path / "b.txt").symlink_to("a.txt")
    write_whole(tmp_path / "b.txt", b"new")
    assert (tmp_path / "b.txt").is_symlink()
    assert ((tmp_path / "a.txt").read_bytes(), _mode(tmp_path / "a.txt")) == (b"new", 0o600)


@POSIX
def test_a_new_file_has_what_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.txt", b"new")
    finally:
        os.umask(before)
    assert _mode(tmp_path / "a.txt") == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old", encoding="utf-8")
    os.chown(file, 1234, 2345)
    write_whole(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer")
def test_ctrl_c_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file, data = tmp_path / "a.txt", b"new" * 2_000_000
    told = {False: 0, True: 0}
    for step in range(40):
        file.write_bytes(b"old")
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.0001 + step * 0.00025)
            write_whole(file, data)
            signal.setitimer(signal.ITIMER_REAL, 0)
            told[False] += 1
        except KeyboardInterrupt:
            told[True] += 1
        assert file.read_bytes() in (b"old", data)
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert told[True]


@pytest.mark.parametrize("name", ["讲\0话.txt", "讲\udcff话.txt", "\ud800"])
def test_names_that_are_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(SpeechgenError, match="E514"):
        write_whole(tmp_path / name, b"")
    with pytest.raises(SpeechgenError, match=r"E10[15]"):
        read_text(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
