"""Puts the corpus into the wheel. An editable install reads it from the checkout instead."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CorpusInWheel(BuildHookInterface):
    """Adds schema, seeds and annotations as package data of a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds."""
        if version == "standard":
            for folder in ("schema", "seeds", "annotations"):
                build_data["force_include"][folder] = f"hedgerow/_data/{folder}"
