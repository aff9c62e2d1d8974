"""Import speaks the reader's language: each test begins in English, and leaves none behind."""

from collections.abc import Iterator

import pytest

from speechgen.source.messages import set_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)
