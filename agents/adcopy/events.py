"""What this package tells."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

AD_COPY_WRITTEN: Final = register("agents.adcopy.written", "Ad copy was written")
