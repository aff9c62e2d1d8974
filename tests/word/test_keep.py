"""Kept skeletons: used when they are whole and one's own, made anew otherwise."""

import os
import sys
from pathlib import Path

import pytest

from speechgen.word import make
from speechgen.word.skeleton import Skeleton, skeleton

from .samples import changed_layout, layout

ODD = [b"", b"\n", b"null", b"[" * 100_000, bytes(range(256)) * 40]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPEECHGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that grows each time python-docx is asked to make a skeleton."""
    calls: list[bool] = []
    real = make.make_skeleton
    monkeypatch.setattr(
        make, "make_skeleton", lambda layout, marked: calls.append(marked) or real(layout, marked)
    )
    return calls


def fresh(name: str = "standard", marked: bool = False) -> Skeleton:
    """A skeleton as a new process would get it."""
    return skeleton.__wrapped__(layout(name), marked)


def kept_in(cache: Path) -> list[Path]:
    """The skeletons that are kept; other rooms keep things of their own."""
    return sorted(cache.glob("word-*"))


def test_made_once(cache: Path, made: list[bool]) -> None:
    first = fresh()
    assert [fresh(), made] == [first, [False]]
    assert len(kept_in(cache)) == 1


def test_each_layout_has_its_own(cache: Path, made: list[bool], tmp_path: Path) -> None:
    fresh()
    fresh("centred")
    fresh("standard", marked=True)
    skeleton.__wrapped__(changed_layout(tmp_path, "styles: {title: {size: 小一}}"), False)
    assert len(made) == len(kept_in(cache)) == 4


@pytest.mark.parametrize("content", ODD, ids=lambda content: str(content[:20]))
def test_what_is_none_is_made_anew(content: bytes, cache: Path, made: list[bool]) -> None:
    first = fresh()
    (kept,) = kept_in(cache)
    kept.write_bytes(content)
    assert fresh() == first
    assert len(made) == 2


def test_a_changed_part_is_found_out(cache: Path, made: list[bool]) -> None:
    first = fresh()
    (kept,) = kept_in(cache)
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert fresh() == first
    assert len(made) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_others_could_write_is_not_trusted(cache: Path, made: list[bool]) -> None:
    fresh()
    (kept,) = kept_in(cache)
    kept.chmod(0o666)
    fresh()
    assert len(made) == 2


def test_a_cache_that_cannot_be_written_is_done_without(
    cache: Path, made: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("a file where the folder should be")
    assert fresh() == fresh()
    assert len(made) == 2
    monkeypatch.setenv("SPEECHGEN_CACHE", os.devnull)
    fresh()
