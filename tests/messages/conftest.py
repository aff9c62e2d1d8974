from pathlib import Path

import pytest

import speechgen
from speechgen.locale.update import compile_catalogue
from speechgen.source import messages

PO = Path(speechgen.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "speechgen.po"


@pytest.fixture(scope="session")
def po() -> Path:
    """The Chinese catalogue, compiled if it has changed since it was installed."""
    compiled = PO.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < PO.stat().st_mtime:
        compile_catalogue(PO)
        messages._translations.cache_clear()
    return PO
