"""How hard a test tries: a little each time, much more with ``make test THOROUGH=1``."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def tries(few: int, many: int) -> int:
    """So many examples: few, since all tests are run often, or many when there is time for them."""
    return many if THOROUGH else few
