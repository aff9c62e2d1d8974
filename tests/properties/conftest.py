"""How long hypothesis looks for counterexamples; SPEECHGEN_EXAMPLES=5000 has it look longer."""

import os

from hypothesis import HealthCheck, settings

_EXAMPLES = int(os.environ.get("SPEECHGEN_EXAMPLES", "60"))
settings.register_profile(
    "speechgen",
    max_examples=_EXAMPLES,
    deadline=None,
    derandomize="SPEECHGEN_EXAMPLES" not in os.environ,  # the same examples in every run
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("speechgen")
