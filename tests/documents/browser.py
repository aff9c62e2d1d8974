"""A real browser for pages that we write."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from documents.tools import require

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def opened_browser() -> Iterator[Any]:
    """Chromium without a window; the test is skipped where there is none, but never in CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    require(found, "no Chromium here")
    require(find_spec("playwright"), "no playwright here", "pip install -e '.[browser]'")
    from playwright.sync_api import sync_playwright

    root = hasattr(os, "geteuid") and os.geteuid() == 0  # its sandbox refuses root
    with sync_playwright() as driver:
        launched = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if root else []
        )
        yield launched
        launched.close()
