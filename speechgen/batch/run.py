"""One batch from its plan to its report: what ``speechgen batch`` and a program iterate over."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, NamedTuple, Self

from speechgen.batch.options import Options
from speechgen.batch.plan import Plan
from speechgen.batch.pools import Chunk, Done, Here, LostError, Pool, Processes, Elsewhere
from speechgen.batch.prepare import Prepared, prepare
from speechgen.batch.result import Result, Status
from speechgen.batch.spool import Planned, chunks
from speechgen.batch.state import Known, State
from speechgen.batch.totals import Totals
from speechgen.batch.work import Job, Outcome, Task
from speechgen.source.diagnostic import Report


class Batch:
    """A batch of one outline: planned when made, run when iterated over.

    >>> batch = Batch("outline.yaml", Options(data="counties.csv", output="out"))  # doctest: +SKIP
    >>> for result in batch:  # doctest: +SKIP
    ...     print(result.name, result.status)

    Making it reads every row and settles every name; it raises :class:`SpeechgenError` with all
    that is wrong, before anything is written. Iterating gives a :class:`Result` for each chosen
    row, in order, as documents are written; when it ends, or is left early, what was done is
    remembered, and ``totals`` and ``report`` tell of it.
    """
