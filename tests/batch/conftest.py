"""What the tests of batches share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from speechgen.source.messages import set_language

from .workshop import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)
