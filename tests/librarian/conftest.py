"""What the tests of libraries share."""

from collections.abc import Iterator

import pytest

from speechgen.source.messages import set_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages in English, whatever ran before."""
    set_language("en")
    yield
    set_language(None)
