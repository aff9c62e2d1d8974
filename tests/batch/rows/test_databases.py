"""Databases are read, never written, and tell no password."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.event import listens_for

from speechgen.batch.rows.open import open_table
from speechgen.batch.rows.sql_rows import plain
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import set_language
from speechgen.source.place import Place

MADE = """
create table counties (place text, "leader.name" text, cases integer, rate real, note text);
insert into counties values ('云溪县', '陆行舟', 3, 0.30000000000000004, null);
insert into counties values ('青岚县', '白霜', 12345678901, 37.0, '两' || char(13, 10) || '行');
create view large as select place from counties where cases > 5;
create table "order" (n);
"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(tmp_path / "县.db")) as database:
        database.executescript(MADE)
    yield f"sqlite:///{tmp_path}/县.db"


def test_a_table(url: str) -> None:
    table = open_table(url, Report(), query="counties")
    assert table.columns == ("place", "leader.name", "cases", "rate", "note")
    first, second = table.rows()
    assert first == (
        1,
        0,
        {"place": "云溪县", "leader": {"name": "陆行舟"}, "cases": "3", "rate": "0.3", "note": ""},
        (),
    )
    assert second.values["cases"] == "12345678901"
    assert second.values["rate"] == "37"
    assert second.values["note"] == "两\n行"
    assert [row.number for row in table.rows()] == [1, 2]  # asked anew
    assert table.place(0, "cases") == table.place(5) == Place(url)


QUERIES = [
    ("large", ["青岚县"]),
    ("select place from counties order by cases desc", ["青岚县", "云溪县"]),
    ("  -- 大县\n/* ; */ select place from counties where cases > 5 ; ", ["青岚县"]),
    ("WITH t AS (select * from counties) select place from t where place like '云%'", ["云溪县"]),
    ("values ('a;b'), ('delete % :x')", ["a;b", "delete % :x"]),
]


@pytest.mark.parametrize(("query", "first"), QUERIES)
def test_queries(url: str, query: str, first: list[str]) -> None:
    rows = open_table(url, Report(), query=query).rows()
    assert [next(iter(row.values.values())) for row in rows] == first


@pytest.mark.parametrize("name", ["order", "main.order"])
def test_a_table_whose_name_means_something_else(url: str, name: str) -> None:
    assert open_table(url, Report(), query=name).columns == ("n",)


REFUSED = [
    "delete from counties",
    "select 1; delete from counties",
    "with t as (select 1) insert into counties select * from t",
    "select * into copy from counties",
    "explain select 1",
    "pragma writable_schema = 1",
    "attach 'x.db' as x",
    "('",
    "",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_is_no_reading_is_refused(url: str, query: str, tmp_path: Path) -> None:
    before = (tmp_path / "县.db").read_bytes()
    with pytest.raises(SpeechgenError) as failed:
        open_table(url, Report(), query=query)
    assert {found.code for found in failed.value.diagnostics} <= {"E723", "E726"}
    assert (tmp_path / "县.db").read_bytes() == before


def test_not_even_what_slips_through_can_write(url: str) -> None:
    """The file itself is open for reading only."""
    asked = []

    @listens_for(Engine, "connect")
    def write(connection: sqlite3.Connection, _: object) -> None:
        try:
            connection.execute("delete from counties")
        except sqlite3.OperationalError as error:
            asked.append(str(error))

    assert len(list(open_table(url, Report(), query="counties").rows())) == 2
    assert set(asked) == {"attempt to write a readonly database"}


def test_rows_are_fetched_as_they_are_asked_for(url: str) -> None:
    """The query never ends, and its first rows come all the same."""
    query = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    rows = open_table(url, Report(), query=query).rows()
    assert [next(rows).values["i"] for _ in range(1000)][-1] == "1000"
    rows.close()  # type: ignore[attr-defined]


SECRET = [
    "postgresql://zhang:ge%40heim@127.0.0.1:1/counties",
    "postgresql+psycopg2://zhang:ge%40heim@127.0.0.1:1/counties?password=ge%40heim",
    "mssql+pyodbc:///?odbc_connect=Driver%3DX%3BPWD%3Dge%40heim",
    "nonesuch://zhang:ge%40heim@h/d",
    "mysql://zhang:ge%40heim@h:port/d",
]


@pytest.mark.parametrize("secret", SECRET)
def test_no_message_tells_the_password(secret: str) -> None:
    with pytest.raises(SpeechgenError) as failed:
        open_table(secret, Report(), query="counties")
    for language in ("en", "zh"):
        set_language(language)
        told = repr(failed.value.diagnostics) + str(SpeechgenError(failed.value.diagnostics))
        assert "heim" not in told
    set_language(None)


VALUES = [
    (None, ""),
    (True, "true"),
    (Decimal("37.10"), "37.10"),
    (Decimal("1E+3"), "1000"),
    (float("inf"), "Infinity"),
    (1e22, "10000000000000000000000"),
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 8, 30), "2026-03-01 08:30"),
    (["甲", 2, None], ["甲", "2", ""]),
    ({"a": [1.0]}, {"a": ["1"]}),
    (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
]


@pytest.mark.parametrize(("value", "data"), VALUES)
def test_values_as_data(value: object, data: object) -> None:
    assert plain(value) == data
