"""report.json: what it holds, whatever the rows hold; and how much memory that takes."""

import json
import tracemalloc
from copy import deepcopy
from io import BytesIO
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from speechgen.batch.report.json_file import report_schema
from speechgen.batch.report.run import COUNTED, Entry
from speechgen.batch.report.write import write_report
from speechgen.batch.result import Leak, Result, Status, diagnostic_json
from speechgen.source.messages import set_language
from speechgen.source.place import Place
from tests.docs.pages import fenced, prose

from . import hostile, invented

PAGE = "docs/batch.md"
VALIDATOR = Draft202012Validator(report_schema())


def written(run, entries) -> bytes:
    file = BytesIO()
    write_report(run, entries, data=file)
    return file.getvalue()


def report(run=None, entries=None):
    rows = 200
    return json.loads(written(run or invented.run(rows), entries or invented.entries(rows)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_its_schema(language: str) -> None:
    Draft202012Validator.check_schema(report_schema())
    set_language(language)
    for made in (report(), report(hostile.run(), hostile.entries()), report(invented.run(0), [])):
        assert [error.message for error in VALIDATOR.iter_errors(made)] == []
        assert made["language"] == language


def _mappings(value, schema, way=()):
    """Every mapping of a report whose keys the schema tells, with them."""
    schema = report_schema()["$defs"].get(schema.get("$ref", "").removeprefix("#/$defs/"), schema)
    if isinstance(value, list):
        for index, one in enumerate(value[:50]):
            yield from _mappings(one, schema.get("items", {}), (*way, index))
    elif isinstance(value, dict) and "required" in schema:
        yield way, schema
        for key, one in value.items():
            yield from _mappings(one, schema["properties"].get(key, {}), (*way, key))


def test_its_schema_tells_every_key_and_asks_for_each() -> None:
    made = report(hostile.run(), hostile.entries())
    seen = set()
    for way, schema in _mappings(made, report_schema()):
        value = made
        for step in way:
            value = value[step]
        assert list(value) == schema["required"] == list(schema["properties"])
        seen.add(tuple(schema["required"]))
    assert len(seen) == 7  # report, totals, row, leak, its other row, diagnostic, place


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        (("report",), 2),
        (("started",), "yesterday"),
        (("totals", "built"), -1),
        (("alike",), [[1]]),
        (("rows", 0, "status"), "done"),
        (("rows", 0, "row"), 0),
        (("rows", 0, "digest"), "abc"),
        (("rows", 0, "differs"), 1.5),
        (("rows", 0, "identity"), {"place": 3}),
        (("rows", 16, "diagnostics", 0, "code"), "203"),
        (("rows", 2, "leaks", 0, "kind"), "other"),
        (("rows", 2, "leaks", 0, "others"), [7]),
    ],
)
def test_its_schema_refuses(way, wrong) -> None:
    made = deepcopy(report())
    *before, last = way
    value = made
    for step in before:
        value = value[step]
    value[last] = wrong
    assert [list(error.path)[: len(way)] for error in VALIDATOR.iter_errors(made)] == [
        list(way)
    ] * (1)


def test_a_row_tells_all_of_its_result() -> None:
    entry = invented.entry(3)
    result, leak = entry.result, entry.result.leaks[0]
    row = report()["rows"][2]
    assert row == {
        "row": 3,
        "line": 4,
        "name": result.name,
        "status": "built",
        "digest": result.digest,
        "bytes": result.size,
        "characters": result.length,
        "seconds": round(result.seconds, 6),
        "differs": entry.differs,
        "identity": {"place": invented.place(3), "leader": invented.leader(3)},
        "diagnostics": [],
        "leaks": [
            {
                "kind": "identity",
                "text": leak.text,
                "sentence": leak.sentence,
                "column": "place",
                "others": [{"row": 4, "name": f"00004-{invented.place(4)}.docx"}],
                "place": {"file": invented.OUTLINE, "line": 58, "column": 9},
            },
            json.loads(json.dumps(result.leaks[1].as_json())),
        ],
    }
    failed = report()["rows"][16]
    assert failed["diagnostics"] == [diagnostic_json(invented.entry(17).result.diagnostics[0])]
    assert failed["differs"] is None


def test_each_row_is_a_line_of_its_own() -> None:
    lines = written(invented.run(9), invented.entries(9)).decode().splitlines()
    rows = lines[lines.index('"rows": [') + 1 : -1]
    assert [json.loads(line.rstrip(","))["row"] for line in rows] == list(range(1, 10))


TEXT = st.text(st.characters(), max_size=30)  # half surrogate pairs too


@given(TEXT, TEXT, st.floats(0, 1), st.floats(0, 1e6), st.sampled_from(Status))
def test_any_text_comes_back(name, value, differs, seconds, status) -> None:
    leak = Leak("identity", value, name, name, (2,), Place(value, 1, 1))
    entry = Entry(Result(1, 2, name, status, seconds=seconds, leaks=(leak,)), (value,), differs)
    run = invented.run(0, columns=(name,), outline=value)
    file = written(run, [entry])
    made = json.loads(file)
    row = made["rows"][0]
    assert (made["outline"], row["name"], row["identity"]) == (value, name, {name: value})
    assert (row["leaks"][0]["text"], row["leaks"][0]["sentence"]) == (value, name)
    assert row["differs"] == pytest.approx(differs, rel=1e-3)
    assert row["seconds"] == pytest.approx(seconds, abs=1e-6)
    assert row["status"] == status.value


def test_totals_count_what_the_rows_tell() -> None:
    made = report()
    rows, totals = made["rows"], made["totals"]
    for status in Status:
        assert totals[status.value] == sum(row["status"] == status.value for row in rows)
    assert totals["rows"] == len(rows) == sum(totals[status.value] for status in Status)
    assert totals["leaks"] == sum(len(row["leaks"]) for row in rows) > 0
    assert totals["bytes"] == sum(row["bytes"] for row in rows)
    assert totals["characters"] == sum(row["characters"] for row in rows)
    found = [one for row in rows for one in row["diagnostics"]]
    assert totals["warnings"] == sum(one["severity"] == "warning" for one in found) > 0
    assert list(COUNTED) == list(totals)


class Nothing:
    """Takes what is written and keeps none of it."""

    size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)


def test_rows_are_never_held() -> None:
    """The memory of five thousand rows is that of none: the report is written as they come."""
    run, some = invented.run(0), list(invented.entries(200))
    data, page = Nothing(), Nothing()
    tracemalloc.start()
    try:
        write_report(run, islice(cycle(some), 5_000), data, page)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert data.size > 1_500_000
    assert page.size > 500_000
    assert peak < 1_000_000


def test_its_documentation_names_every_key() -> None:
    page, schema = prose(PAGE), report_schema()
    for told in (schema, schema["properties"]["totals"], schema["$defs"]["row"]):
        for key in told["properties"]:
            assert f"`{key}`" in page, key


def test_the_sample_in_its_documentation() -> None:
    (sample,) = (block.text for block in fenced(PAGE) if block.info == ("json", "report"))
    made = json.loads(sample)
    assert [error.message for error in VALIDATOR.iter_errors(made)] == []
    real = written(invented.run(2), invented.entries(2)).decode().splitlines()
    lines = sample.splitlines()
    assert len(lines) == len(real)
    assert [line.partition(":")[0] for line in lines] == [line.partition(":")[0] for line in real]
