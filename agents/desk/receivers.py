"""What open pages draw when an answer changes, and the tools of the desk."""

from __future__ import annotations

from agents.desk import tools
from agents.desk.fragments import draw
from crm.core import live

__all__ = ["tools"]

live.register("desk", draw)
