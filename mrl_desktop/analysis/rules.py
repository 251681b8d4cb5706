"""Rules and names a ministry, a treasurer or the planner may change, as they stand in `resources/rules/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from mrl_desktop.paths import resource


@cache
def rules(name: str) -> Mapping[str, Any]:
    """The content of `resources/rules/<name>.toml`, read once."""
    return tomllib.loads(resource("rules", f"{name}.toml").read_text(encoding="utf-8"))


def threshold(section: str, key: str) -> float:
    """One number of `thresholds.toml`."""
    return float(rules("thresholds")[section][key])
