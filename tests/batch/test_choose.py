"""``--rows`` and ``--sample``."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechgen.batch.choose import parse_rows, spread
from speechgen.source.diagnostic import SpeechgenError

CHOSEN = [
    ("3", [3]),
    ("1-3,5", [1, 2, 3, 5]),
    ("18-", [18, 19, 20]),
    ("-2", [1, 2]),
    ("1 - 2 , 2-4", [1, 2, 3, 4]),
    ("１－３，５、７", [1, 2, 3, 5, 7]),
    ("19-100", [19, 20]),
    ("5,", [5]),
]


@pytest.mark.parametrize(("text", "chosen"), CHOSEN)
def test_rows_by_their_numbers(text: str, chosen: list[int]) -> None:
    choice = parse_rows(text)
    assert [number for number in range(1, 21) if number in choice] == chosen


def test_the_last_row_that_can_be_chosen() -> None:
    assert parse_rows("1-3,2").last == 3
    assert parse_rows("1,5-").last is None


@pytest.mark.parametrize(
    "text", ["", "0", "5-2", "a", "1-2-3", "-", "1.5", "1 2", "9" * 20, "٣"]
)  # no ASCII digits
def test_what_names_no_rows(text: str) -> None:
    with pytest.raises(SpeechgenError) as failed:
        parse_rows(text)
    assert {found.code for found in failed.value.diagnostics} == {"E731"}


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_sample_is_spread_evenly(total: int, count: int) -> None:
    chosen = sorted(spread(total, count))
    assert len(chosen) == min(total, count)
    assert all(1 <= place <= total for place in chosen)
    gaps = {after - before for before, after in pairwise(chosen)}
    assert not gaps or max(gaps) - min(gaps) <= 1
    if count > 1 and total:
        assert (chosen[0], chosen[-1]) == (1, total)
