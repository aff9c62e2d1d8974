"""The index of Chinese names: it is right whatever happened to the files since it was kept."""

import os
import time
from pathlib import Path

import pytest

from speechgen.library import headers
from speechgen.library.library import Library, open_library
from speechgen.source.diagnostic import SpeechgenError

TEMPLATE = "---\nabout: 第{number}个\nzh: {zh}\nfields: {{who: text}}\n---\n{{{{ who }}}}\n"
COUNT = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of some templates that were written a while ago, once opened."""
    (tmp_path / "library.yaml").write_text("name: 县府\nversion: 1.0.0\n", "utf-8")
    (tmp_path / "sections").mkdir()
    for number in range(COUNT):
        write(tmp_path, number, f"任务{number}")
    time.sleep(headers._SETTLED + 0.1)  # no other way to make a file old: ctime cannot be set
    assert names(tmp_path) == {f"任务{number}": f"task{number}" for number in range(COUNT)}
    return tmp_path


def write(folder: Path, number: int, zh: str) -> Path:
    path = folder / f"sections/task{number}.md.j2"
    path.write_text(TEMPLATE.format(number=number, zh=zh), "utf-8")
    return path


def names(folder: Path) -> dict[str, str]:
    found = open_library(folder).chinese_names
    return {zh: name for zh, name in found.items() if name.startswith("task")}


def test_a_build_reads_no_header_that_it_does_not_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    template = Library.template
    monkeypatch.setattr(
        Library, "template", lambda self, name: (read.append(name), template(self, name))[1]
    )
    found = open_library(folder).find_template("任务7")
    assert found is not None
    assert found.name == "task7"
    assert [name for name in read if name.startswith("task")] == ["task7"]


def test_what_is_written_since_is_read(folder: Path) -> None:
    path = write(folder, 7, "改名七")  # the same size as before, and then the same time
    about = path.stat()
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns - 10**10))
    expected = {f"任务{number}": f"task{number}" for number in range(COUNT) if number != 7}
    assert names(folder) == expected | {"改名七": "task7"}
    path.unlink()
    assert names(folder) == expected
    write(folder, 99, "新的")
    assert names(folder) == expected | {"新的": "task99"}


def test_files_exchanged_for_each_other(folder: Path) -> None:
    one, two, aside = (folder / f"sections/{name}" for name in ("task1.md.j2", "task2.md.j2", "x"))
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    assert names(folder)["任务1"] == "task2"
    assert names(folder)["任务2"] == "task1"


def test_a_link_put_in_a_files_place_is_refused(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md.j2"
    outside.write_text(TEMPLATE.format(number=3, zh="库外"), "utf-8")
    path = folder / "sections/task3.md.j2"
    path.unlink()
    path.symlink_to(outside)
    library = open_library(folder)
    assert "库外" not in library.chinese_names
    assert [d.code for d in library.broken_headers] == ["E312"]


def test_broken_headers_are_told_each_time(folder: Path) -> None:
    (folder / "sections/task5.md.j2").write_text("没有头部", "utf-8")
    for _ in range(2):
        library = open_library(folder)
        assert "任务5" not in library.chinese_names
        assert [d.code for d in library.broken_headers] == ["E303"]
        with pytest.raises(SpeechgenError, match="E303"):
            library.template("task5")
