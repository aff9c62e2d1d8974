"""Numbers as sheets show them: what ``numbers.tsv`` says, and LibreOffice."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechgen.batch.rows.sheet_numbers import plain_number, shown_number

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "numbers.tsv").open(encoding="utf-8"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
UNKNOWN = ["# ?/?", "0.00E+00", "[>100]0;0.0", "000-0000", "[DBNum1]0", "0.0;[<0]General"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['format']} {row['value']}")
def test_a_number_in_a_format(row: dict[str, str]) -> None:
    assert shown_number(Decimal(row["value"]), row["format"]) == row["shown"]


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_a_format_that_is_not_understood_shows_the_number(pattern: str) -> None:
    assert shown_number(Decimal("1234.50"), pattern) == "1234.5"


@given(st.decimals(-(10**14), 10**14, places=3), st.integers(0, 5))
def test_a_fixed_number_of_digits(number: Decimal, places: int) -> None:
    pattern = "0." + "0" * places if places else "0"
    shown = shown_number(number, pattern)
    assert (
        abs(Decimal(shown) - number) * 2
        <= Decimal(1).scaleb(-places) + abs(number) * Decimal(10) ** -14
    )
    grouped = shown_number(number, "#,##0" + pattern[1:])
    assert grouped.replace(",", "") == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_plain_number_is_exact_to_fifteen_digits(number: float) -> None:
    shown = plain_number(Decimal(repr(number)))
    assert "e" not in shown.lower()
    assert float(shown) == pytest.approx(number, rel=1e-14, abs=0)
    assert shown == "0" or "." not in shown or not shown.endswith("0")
