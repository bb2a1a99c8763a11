"""Settings every test shares."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

# The same examples on every run, so that a red test is red for everyone; two cores finish them in under a minute.
settings.register_profile(
    "waymark",
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("waymark")
