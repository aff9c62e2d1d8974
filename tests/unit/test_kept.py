"""What is kept between runs may vanish, be damaged or be somebody else's, and nothing changes."""

import os
import shutil
from pathlib import Path

import pytest

from speechgen.building import build
from speechgen.library.library import shipped_library
from speechgen.source.kept import keep, kept_name, read_kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, not made yet."""
    monkeypatch.setenv("SPEECHGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("content", [b"", b"x", b"\n\n", bytes(range(256))])
def test_comes_back(folder: Path, content: bytes) -> None:
    assert read_kept("thing") is None
    keep("thing", content)
    assert read_kept("thing") == content
    keep("thing", b"newer")
    assert read_kept("thing") == b"newer"
    assert [path.name for path in folder.iterdir()] == ["thing"]


@pytest.mark.parametrize("damage", [b"", b"no line break", b"0\nx", b"\xff\xfe\nx"])
def test_damaged(folder: Path, damage: bytes) -> None:
    keep("thing", b"x")
    (folder / "thing").write_bytes(damage)
    assert read_kept("thing") is None


def test_cut_short(folder: Path) -> None:
    keep("thing", b"a long content")
    whole = (folder / "thing").read_bytes()
    (folder / "thing").write_bytes(whole[:-1])
    assert read_kept("thing") is None


def test_too_large(folder: Path) -> None:
    keep("thing", b"x" * 5_000_000)
    assert read_kept("thing") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_can_write_it(folder: Path) -> None:
    keep("thing", b"x")
    (folder / "thing").chmod(0o666)
    assert read_kept("thing") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_reads_it(folder: Path) -> None:
    keep("thing", b"x")
    assert (folder / "thing").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_in_its_place(folder: Path) -> None:
    (folder / "thing").mkdir(parents=True)
    keep("thing", b"x")
    assert read_kept("thing") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_in_its_place(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "thing")  # nobody writes to it: who opens it to read would wait
    assert read_kept("thing") is None
    keep("thing", b"x")
    assert read_kept("thing") == b"x"


def test_no_folder_to_keep_it_in(folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    keep("thing", b"x")
    assert read_kept("thing") is None


def test_names_change_with_what_is_said() -> None:
    first = kept_name("thing", ("a", 1), ("speechgen.source.kept",))
    assert first == kept_name("thing", ("a", 1), ("speechgen.source.kept",))
    assert first != kept_name("thing", ("a", 2), ("speechgen.source.kept",))
    assert first != kept_name("other", ("a", 1), ("speechgen.source.kept",))
    assert first != kept_name("thing", ("a", 1), ("speechgen.source.files",))


def test_a_changed_library_is_read_again(folder: Path, tmp_path: Path) -> None:
    """Every part of a library that is kept in some form."""
    library = tmp_path / "library"
    shutil.copytree(shipped_library(), library)
    outline = tmp_path / "a.yaml"
    outline.write_text(
        "library: library\nopening:\n  - salute: 同志们！\n  - directive: lunheng-shujie\n",
        encoding="utf-8",
    )
    first = _text(outline)
    assert _text(outline) == first
    _change(library / "sections/salute.md.j2", "{{ text }} {", "各位{{ text }} {")
    _change(library / "directives/classics.yaml", "知屋漏者在宇下，", "")
    assert _text(outline) == "　　各位同志们！\n　　“知政失者在草野。”\n"
    assert any(folder.iterdir())


def test_damaged_memory_changes_nothing(folder: Path, tmp_path: Path) -> None:
    outline = tmp_path / "a.yaml"
    outline.write_text("sections: [{heading: 甲, sections: [乙]}]\n", encoding="utf-8")
    first = _text(outline)
    for path in folder.iterdir():
        path.write_bytes(b"\x00" * 100)
    assert _text(outline) == first


def _text(outline: Path) -> str:
    return build(outline, to="txt", force=True).read_text("utf-8")


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
