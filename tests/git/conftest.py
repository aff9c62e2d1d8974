"""Real repositories, real git, a cache folder of the test's own."""

from pathlib import Path

import pytest

from .repository import Repository


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with blanks and hanzi in its name; what is fetched is kept beside it."""
    monkeypatch.setenv("SPEECHGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SPEECHGEN_LANG", "en")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no settings of the user"))
    made = tmp_path / "讲话 与 模板"
    made.mkdir()
    return made


@pytest.fixture
def office(folder: Path) -> Repository:
    """A repository with one library, tagged v1.0.0."""
    made = Repository(folder / "office")
    made.write({"library.yaml": "name: office\nversion: 1.0.0\n"})
    made.pledge("表态")
    made.commit("v1.0.0")
    return made
