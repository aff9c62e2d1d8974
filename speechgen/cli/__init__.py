"""The command line: the only room that prints and exits."""

import os

try:
    from speechgen.cli.stop import leave_at_once, raise_again

    leave_at_once()  # before the modules that take long to load
except KeyboardInterrupt:
    os._exit(130)  # as in stop.py, which was not loaded yet

import gc

# A command allocates a lot and frees little: collecting every 700 objects, as Python does from the
# start, costs a tenth of a cold build. This is still often enough for a batch.
gc.set_threshold(100_000, 20, 20)

from speechgen.cli.patterns import compiled_when_used  # noqa: E402

with compiled_when_used():
    from speechgen.cli.main import main

raise_again()

__all__ = ["main"]
