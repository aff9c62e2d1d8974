"""A folder for the files of a case."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from speechgen.cli import show
from speechgen.source.messages import set_language


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody can enter, the current one."""
    before = Path.cwd()
    path = Path(tempfile.mkdtemp())
    path.chmod(0o777)
    os.chdir(path)
    set_language("en")
    show._source_lines.cache_clear()
    yield path
    set_language(None)
    os.chdir(before)
    for here, folders, _ in os.walk(path):
        for name in folders:  # those that nobody may read, too
            Path(here, name).chmod(0o700)
    shutil.rmtree(path)
