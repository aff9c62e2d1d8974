"""What can be asked of a batch; the command line and programs say it alike."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from speechgen.word.deflate import Deflate


class Options(NamedTuple):
    """The wishes of one batch; what is left out is as the outline says, or as usual.

    ``data``, ``sheet``, ``query`` and ``name`` override ``variants:``. ``output`` is a folder, a
    file that ends in ``.zip``, or a URL that fsspec knows (``s3://…``). ``values`` lie under those
    of the rows, ``over`` above them. ``jobs`` counts processes; ``executor`` does the work instead,
    ``scheduler`` is the address of a Dask cluster that does. ``deflate`` packs .docx:
    :mod:`speechgen.word.deflate`.
    """

    data: str | None = None
    output: str | Path | None = None
    sheet: str | None = None
    query: str | None = None
    name: str | None = None
    layout: str | None = None
    to: str = "docx"
    values: Mapping[str, Any] = {}
    over: Mapping[str, Any] = {}
    where: str | None = None
    rows: str | None = None
    sample: int | None = None
    jobs: int | None = None
    executor: "Executor | None" = None
    scheduler: str | None = None
    leaks: bool = True
    retry: bool = False
    fresh: bool = False
    force: bool = False
    prune: bool = False
    deflate: "Deflate" = "zlib"

    @property
    def processes(self) -> int:
        """How many processes work; left out, as many as there are processors for this one."""
        return self.jobs or available_cores()


def available_cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
