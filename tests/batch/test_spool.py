"""Rows between plan and work come back as they were put in, whatever they hold."""

from hypothesis import given
from hypothesis import strategies as st

from speechgen.batch.rows.cells import fault
from speechgen.batch.rows.table import Row
from speechgen.batch.spool import Planned, Spool
from speechgen.source.messages import say
from speechgen.source.place import Place

TEXT = st.text(st.characters(exclude_categories=()))  # half surrogate pairs too
VALUE = st.recursive(
    TEXT | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
FAULTS = st.sampled_from([(), (fault("E710", say("ragged"), Place("rows.csv", 2, 1)),)])
HEADED = st.fixed_dictionaries({"place": VALUE, "leader": VALUE})  # as a table with a header gives
ROWS = st.builds(Row, st.integers(1), st.integers(0), HEADED | st.dictionaries(TEXT, VALUE), FAULTS)


@given(st.lists(st.builds(Planned, ROWS, TEXT), max_size=20), st.sampled_from([1, 150]))
def test_rows_come_back(rows: list[Planned], times: int) -> None:
    spool = Spool()
    for planned in rows * times:
        spool.add(planned)
    assert list(spool) == rows * times
    assert [list(one.row.values) for one in spool] == [list(p.row.values) for p in rows * times]
    assert spool.count == len(rows) * times


def test_rows_can_be_added_after_some_were_read() -> None:
    spool = Spool()
    rows = [Planned(Row(number, 0, {"place": "云溪县"}), f"{number}.docx") for number in range(350)]
    for planned in rows[:250]:
        spool.add(planned)
    assert next(iter(spool)) == rows[0]
    for planned in rows[250:]:
        spool.add(planned)
    assert list(spool) == rows
