"""Every case finds what it expects, and nothing else."""

import pickle
from pathlib import Path

import pytest

from speechgen.source.messages import set_language

from .case import Case, all_cases

ALL = list(all_cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    set_language("en")
    found = case.found(tmp_path)
    set_language(None)
    if request.config.getoption("--accept"):
        case.accept(found)
    else:
        assert found == case.keys["expect"]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_what_is_looked_for_travels(case: Case) -> None:
    identities = case.identities
    assert pickle.loads(pickle.dumps(identities)) == identities
