"""Both validators pass a good document and reject broken ones: they are awake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .broken import BREAKS, break_document
from .handmade import write_rich
from .validators import find_audit_faults, find_sdk_faults

Validator = Callable[[list[Path]], dict[Path, list[str]]]
SEEN_BY_BOTH = ("two sectPr", "bookmark id", "comment id", "r:id", "pPr order", "not well formed")


@pytest.mark.parametrize("find_faults", [find_sdk_faults, find_audit_faults])
def test_validator_tells_good_from_broken(find_faults: Validator, tmp_path: Path) -> None:
    good = write_rich(tmp_path / "good.docx")
    broken = [
        break_document(good, tmp_path / f"{number}.docx", fault.change)
        for number, fault in enumerate(BREAKS)
        if fault.name in SEEN_BY_BOTH
    ]
    faults = find_faults([good, *broken])
    assert faults.pop(good) == []
    assert len(faults) == len(SEEN_BY_BOTH)
    assert all(faults.values())
