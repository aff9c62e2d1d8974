"""CSV as it may come: any cells, encodings, line breaks; and where each cell stands."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report
from speechgen.source.place import Place

NO_CONTROLS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"), include_characters="\n"
)
CELLS = st.text(NO_CONTROLS, max_size=12)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ANY_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def typed(cell: str, delimiter: str) -> str:
    """A cell as a program writes it: in quotation marks where it must be."""
    special = any(sign in cell for sign in f'"\n\r{delimiter}')
    return '"' + cell.replace('"', '""') + '"' if special else cell


def written(rows: list[list[str]], delimiter: str, ends: str) -> str:
    return "".join(delimiter.join(typed(cell, delimiter) for cell in row) + ends for row in rows)


@ANY_FOLDER
@given(
    TABLES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_what_is_written_is_read(
    tmp_path: Path, rows: list[list[str]], encoding: str, ends: str
) -> None:
    names = [f"c{n}" for n in range(len(rows[0]))]
    (tmp_path / "a.csv").write_text(written([names, *rows], ",", ends), encoding, newline="")
    found = list(open_table(str(tmp_path / "a.csv"), Report()).rows())
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [list(row.values.values()) for row in found] == kept
    assert [row.number for row in found] == list(range(1, len(kept) + 1))
    assert not any(row.faults for row in found)


@ANY_FOLDER
@given(TABLES, st.sampled_from([",", ";", "\t"]), ENDS)
def test_every_cell_is_where_its_place_says(
    tmp_path: Path, rows: list[list[str]], delimiter: str, ends: str
) -> None:
    names = [f"c{n}" for n in range(len(rows[0]))] + ["last"]
    rows = [[*row, "."] for row in rows]
    file = tmp_path / "a.csv"
    file.write_text(written([names, *rows], delimiter, ends), "utf-8", newline="")
    lines = file.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    table = open_table(str(file), Report())
    for row in table.rows():
        for name, cell in row.values.items():
            place = table.place(row.line, name)
            after = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
            assert after.startswith(typed(cell, delimiter) + ("" if name == "last" else delimiter))


def test_places_far_down_a_large_file(tmp_path: Path) -> None:
    some = random.Random(7)
    ends = ["\n", "\r\n", "\r"]
    lines, text = [], "n,text\n"
    for number in range(40_000):
        at = text_lines(text) if not lines else lines[-1][2]
        cell = some.choice(["云溪县" * 9, '"两\n行"', "x" * 30, '"甲\r\n乙\r丙"'])
        down = 1 + cell.count("\n") + cell.count("\r") - cell.count("\r\n")
        lines.append((at, f"{number},{cell}{some.choice(ends)}", at + down))
    file = tmp_path / "a.csv"
    file.write_text(text + "".join(line for _, line, _ in lines), "utf-8", newline="")
    table = open_table(str(file), Report())
    assert [row.line for row in table.rows()] == [at for at, _, _ in lines]
    for number in some.sample(range(40_000), 50):
        at = lines[number][0]
        assert table.place(at, "text")[:3] == (str(file), at, len(f"{number},") + 1)


def text_lines(text: str) -> int:
    return text.count("\n") + 1


def test_what_is_asked_of_a_file_that_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n3,4\n", "utf-8")
    table = open_table(str(file), Report())
    file.write_text("a,b\n", "utf-8")
    assert table.place(3, "b") == Place(str(file), 3, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_in_the_middle(tmp_path: Path, encoding: str) -> None:
    rows = [["n", "place"], *([str(n), "云溪县的人民群众"] for n in range(20_000))]
    data = bytearray(written(rows, ",", "\n").encode(encoding))
    half = data.index(b"\n", len(data) // 2)
    data[half - 1] = 0xFF
    (tmp_path / "a.csv").write_bytes(data)
    report = Report()
    found = list(open_table(str(tmp_path / "a.csv"), report).rows())
    assert len(found) == 20_000
    assert [fault.code for row in found for fault in row.faults] == ["E704"]
    assert [found.code for found in report.diagnostics] == ["W701"] * (encoding == "gb18030")
