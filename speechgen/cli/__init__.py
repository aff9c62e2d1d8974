"""The command line: the only room that prints and exits."""

import gc

# A command allocates a lot and frees little: collecting every 700 objects, as Python does from the
# start, costs a tenth of a cold build. This is still often enough for a batch.
gc.set_threshold(100_000, 20, 20)

from speechgen.cli.main import main  # noqa: E402

__all__ = ["main"]
