"""Tables that people open: CSV with a byte order mark, as Excel and WPS want it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows, the first of which names the columns, as the bytes of a file."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
