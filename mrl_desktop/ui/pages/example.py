"""„Zobacz na przykładzie": the training project, opened by the window a page stands in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

SEE = "Zobacz na przykładzie"


def see_example(page: QWidget) -> tuple[str, Callable[[], object]]:
    """The quiet second offer of an empty state."""

    def show() -> None:
        files = getattr(page.window(), "files", None)
        if files is not None:
            files.sample()

    return SEE, show
