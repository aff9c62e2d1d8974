"""A folder that anybody can enter, for batches that run with fewer rights."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp()).resolve()
    path.chmod(0o777)
    yield path
    for inside in [path, *path.rglob("*")]:
        if inside.is_dir() and not inside.is_symlink():
            inside.chmod(0o700)
    shutil.rmtree(path)
