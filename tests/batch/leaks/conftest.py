"""How hypothesis looks for counterexamples."""

import os

from hypothesis import settings

settings.register_profile(
    "leaks",
    max_examples=int(os.environ.get("SPEECHGEN_EXAMPLES", "200")),
    deadline=None,
    derandomize="SPEECHGEN_EXAMPLES" not in os.environ,  # the same examples in every run
    database=None,
)
LEAKS = settings.get_profile("leaks")
