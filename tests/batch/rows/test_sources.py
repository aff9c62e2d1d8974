"""Where rows may come from, and in which order the reasons against it are told."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report
from speechgen.source.json_text import DECODER
from speechgen.source.place import Place

READ = """
from pathlib import Path
from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report

table = open_table("-", Report())
for _ in range(2):
    print([(row.line, row.values) for row in table.rows()])
print(table.source, table.place(3, "leader"))
folder = table._folder.name
del table
print(Path(folder).exists())
"""


def test_the_standard_input() -> None:
    text = "place,leader\n云溪县,陆行舟\n青岚县,白霜\n".encode("gb18030")
    done = subprocess.run([sys.executable, "-c", READ], input=text, capture_output=True, check=True)
    first, second, where, left = done.stdout.decode().splitlines()
    assert first == second
    assert "青岚县" in first
    assert where == "<stdin> <stdin>:3:5"
    assert left == "False"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("place\n云溪县\n", "utf-8")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert [row.values for row in open_table(str(tmp_path / "b.csv"), Report()).rows()] == [
        {"place": "云溪县"}
    ]


def test_endings_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "A.CSV").write_text("place\n云溪县\n", "utf-8")
    assert open_table(str(tmp_path / "A.CSV"), Report()).columns == ("place",)


def test_two_readers_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n\n" + "".join(f"{n}\n" for n in range(100)), "utf-8")
    table = open_table(str(tmp_path / "a.csv"), Report())
    assert all(a == b for a, b in zip(table.rows(), table.rows(), strict=True))


JSON = """[
  {"place": "云溪县",
   "leader": {"name": "陆行舟", "post": "县长"},
   "text": "\\"leader\\": {", "cases": 3},
  {"a": 1}, {"a": 2}
]
"""


def test_places_in_json(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(JSON, "utf-8")
    table = open_table(str(file), Report())
    assert [row.line for row in table.rows()] == [2, 5, 5]
    assert table.place(2, "place") == Place(str(file), 2, 4, 7)
    assert table.place(2, "leader")[:3] == table.place(2, "leader.name")[:3] == (str(file), 3, 4)
    assert table.place(2, "cases")[1:3] == (4, 29)
    assert table.place(2, "nonesuch") == Place(str(file), 2, 1)
    assert table.place(5, "a") == Place(str(file), 5, 1)  # which of the two, nobody can tell


def test_places_in_yaml(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("- place: 云溪县\n  leader.name: 陆行舟\n- {a: 1}\n", "utf-8")
    table = open_table(str(file), Report())
    assert table.place(1, "leader.name") == Place(str(file), 2, 3, 11)
    assert table.place(3, "a")[:3] == (str(file), 3, 4)
    assert table.place(3)[:3] == (str(file), 3, 3)


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=3)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")))
SCALARS = st.one_of(TEXTS, st.integers(), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)
ROWS = st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=5)


@given(ROWS, st.sampled_from([None, 1]))
def test_json_and_lines_of_json_give_the_same(
    rows: list[dict[str, object]], indent: int | None
) -> None:
    with TemporaryDirectory() as folder:
        one, many = Path(folder, "a.json"), Path(folder, "a.jsonl")
        one.write_text(json.dumps(rows, ensure_ascii=False, indent=indent), "utf-8")
        many.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        of_list, of_lines = (list(open_table(str(f), Report()).rows()) for f in (one, many))
    as_typed = [DECODER.decode(json.dumps(row)) for row in rows]
    assert [(row.number, row.values, row.faults) for row in of_list] == [
        (number, values, ()) for number, values in enumerate(as_typed, 1)
    ]
    assert [row._replace(line=0) for row in of_list] == [row._replace(line=0) for row in of_lines]
