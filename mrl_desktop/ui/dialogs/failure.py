"""The one dialog for what should not have happened: what is safe, what to do, details to send to the authors."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, label, picture

if TYPE_CHECKING:
    from mrl_desktop.ui.session import ProjectSession


def details_of(error: BaseException) -> str:
    """Technical details for the authors: versions and the trace, no data of the plan."""
    head = f"MRL Desktop, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))


class FailureDialog(QDialog):
    """Says in Polish what happened; the details are folded away."""

    def __init__(self, parent: QWidget | None, error: BaseException, *, project_open: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nieoczekiwany błąd")
        self.setMinimumWidth(560)
        self._details = details_of(error)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        head = QHBoxLayout()
        head.setSpacing(theme.S12)
        head.addWidget(picture("warning", "warn", 28))
        head.addWidget(label("Coś poszło nie tak", "title"), 1)
        column.addLayout(head)
        safe = "Twoja praca jest bezpieczna: każda zmiana jest już zapisana w kopii roboczej na tym komputerze. " if project_open else ""
        column.addWidget(
            label(
                f"Program napotkał błąd, którego nie przewidziano, i nie dokończył ostatniej czynności. {safe}"
                "Możesz pracować dalej. Jeśli błąd się powtarza, skopiuj szczegóły i wyślij je osobie, która opiekuje się programem."
            )
        )
        self.text = QPlainTextEdit(self._details)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Szczegóły błędu")
        self.text.setMinimumHeight(180)
        self.text.hide()
        column.addWidget(self.text)
        row = QHBoxLayout()
        self._more = button("Pokaż szczegóły", self._fold, role="quiet")
        row.addWidget(self._more)
        row.addWidget(button("Kopiuj szczegóły", lambda: QGuiApplication.clipboard().setText(self._details), icon="copy"))
        row.addStretch(1)
        row.addWidget(button("Pracuj dalej", self.accept, role="primary"))
        column.addLayout(row)

    def _fold(self) -> None:
        self.text.setVisible(self.text.isHidden())
        self._more.setText("Ukryj szczegóły" if not self.text.isHidden() else "Pokaż szczegóły")
        self.adjustSize()


class FailureHook:
    """Python's hook for errors nobody caught: keeps what is being typed, shows the dialog once at a time, never ends the program."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session
        self._showing = False

    def install(self) -> None:
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if self._showing or issubclass(kind, KeyboardInterrupt):
            return
        self._showing = True
        try:
            self._keep()
            active = QGuiApplication.instance()
            if active is not None:
                FailureDialog(None, error, project_open=self._session.is_open).exec()
        finally:
            self._showing = False

    def _keep(self) -> None:
        try:
            self._session.finish_editing()
        except Exception:  # the error may have come from there; what is stored already is safe
            sys.__excepthook__(*sys.exc_info())
