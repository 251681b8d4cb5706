"""What stands where there is nothing yet: what will be here, why it matters, and the one button that fills it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, dress, label, picture


class EmptyState(QFrame):
    """Icon, title, reason, one main button and, where it helps, a quiet second one (e.g. „Zobacz na przykładzie")."""

    def __init__(
        self,
        icon: str,
        title: str,
        why: str,
        action: tuple[str, Callable[[], object]] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        dress(self, role="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S32, theme.S32, theme.S32, theme.S32)
        column.setSpacing(theme.S12)
        column.addWidget(picture(icon, "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((title, "section"), (why, "muted")):
            words = label(text, role)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        row = QHBoxLayout()
        row.addStretch(1)
        for offer, role in ((action, "primary"), (second, "quiet")):
            if offer is not None:
                row.addWidget(button(offer[0], offer[1], role=role))
        row.addStretch(1)
        column.addLayout(row)
