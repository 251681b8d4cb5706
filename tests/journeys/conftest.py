"""The window's fixtures, for journeys that go through it. Journeys are the slow part of the tests: `-m "not slow"` leaves them out."""

from pathlib import Path

import pytest

from tests.ui.conftest import dressed, no_question_waits_for_ever

__all__ = ["dressed", "no_question_waits_for_ever"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
