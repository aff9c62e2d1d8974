"""A report is there whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from speechgen.batch.report.write import links, write_report_files
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.files import WholeFile

from . import invented


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_both_files_and_nothing_else(tmp_path: Path) -> None:
    invented.write(tmp_path, 5)
    assert names(tmp_path) == ["report.html", "report.json"]


def test_rows_that_break_off_leave_the_earlier_report(tmp_path: Path) -> None:
    invented.write(tmp_path, 5)
    before = [(tmp_path / name).read_bytes() for name in names(tmp_path)]

    def broken():
        yield from invented.entries(3_000)  # more than is gathered before it is written
        raise OSError("the store of the rows cannot be read")

    with pytest.raises(OSError, match="store of the rows"):  # no fault of the report's files
        write_report_files(tmp_path, invented.run(0), broken())
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == before


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(SpeechgenError) as caught:
        invented.write(tmp_path / "none", 5)
    assert [found.code for found in caught.value.diagnostics] == ["E511"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("limit", [10_000, 100_000])
def test_a_file_that_cannot_grow(limit: int, tmp_path: Path) -> None:
    """The system refuses in the middle, or only when what was gathered is written at the end."""
    (tmp_path / "report.json").write_text("the earlier one")
    script = (
        "import resource, sys; from pathlib import Path; from tests.batch.report import invented;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        "invented.write(Path(sys.argv[1]), 600)"
    )
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert "SpeechgenError" in ran.stderr.splitlines()[-1]
    assert "E514" in ran.stderr.splitlines()[-1]
    assert names(tmp_path) == ["report.json"]
    assert (tmp_path / "report.json").read_text() == "the earlier one"


def test_a_whole_file_is_seen_at_its_end_only(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with WholeFile(path) as file:
        file.write(b"one ")
        file.write(b"two")
        assert not path.exists()
    assert path.read_bytes() == b"one two"


@pytest.mark.parametrize(
    ("page", "folder", "link"),
    [
        ("out/report.html", "out", ""),
        ("report.html", "out", "out/"),
        ("reports/report.html", "out", "../out/"),
        ("out/report.html", "out/县 1#?%", "%E5%8E%BF%201%23%3F%25/"),
    ],
)
def test_the_way_to_the_documents(page: str, folder: str, link: str) -> None:
    assert links(page, folder) == link
