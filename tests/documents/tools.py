"""Outside tools that a check needs: skip where one is missing, but never in CI."""

import os
import shutil

import pytest


def require(present: object, reason: str, how: str = ".ci/tools") -> None:
    """Skip the test with that reason, or fail it when CI=true."""
    if present:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; CI installs it with {how}", pytrace=False)
    pytest.skip(f"{reason}; {how} installs it")


def require_commands(*names: str) -> None:
    """Skip, or fail in CI, where a command is not on the PATH."""
    for name in names:
        require(shutil.which(name), f"no {name} here")
