"""How hypothesis looks for counterexamples."""

import os

from hypothesis import settings

from .build import EXAMPLES

settings.register_profile(
    "speechgen",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SPEECHGEN_EXAMPLES" not in os.environ,  # the same examples in every run
    database=None,
)
settings.load_profile("speechgen")
