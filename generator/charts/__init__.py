"""Charts of a document painted from their description: native Word charts where Word has the type, pictures for the rest."""

from generator.charts.kinds import is_native

__all__ = ["is_native"]
