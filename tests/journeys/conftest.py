"""The window's fixtures, for journeys that go through it."""

from tests.ui.conftest import dressed, no_question_waits_for_ever

__all__ = ["dressed", "no_question_waits_for_ever"]
