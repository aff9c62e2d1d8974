"""What every test can use."""

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write new output over the golden files")
    parser.addoption("--pictures", help="a folder for pictures of the pages that tests open")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or write it there with ``--accept``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not there yet: look at it, then pytest --accept"
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; pytest --accept takes it"

    return compare


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test touches the user's cache folder."""
    pytest.MonkeyPatch().setenv("SPEECHGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
