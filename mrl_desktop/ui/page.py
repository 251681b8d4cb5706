"""What every page of the path has in common: the session, a readable column, refreshing when the plan changes, and going to a place."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button
from mrl_desktop.ui.widgets.message import InlineMessage


class Ground(QWidget):
    """What scrolls. Qt's scroll areas forget that wrapped text grows taller when narrow and squeeze the fields; this one asks for its height."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            layout = self.layout()
            if layout is not None:
                wanted = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
                if wanted != self.minimumHeight():
                    self.setMinimumHeight(wanted)
        return done


class Page(QScrollArea):
    """One step of the path. A subclass fills `self.body` in `build` and shows the project's state in `refresh`."""

    step: ClassVar[str] = ""
    """Id of the step in `guide/steps.py`."""
    wide: ClassVar[bool] = False
    """True lets the page use the whole width (year grids, matrices) instead of a readable column."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = Ground()
        row = QHBoxLayout(ground)
        row.setContentsMargins(theme.S32, theme.S24, theme.S32, theme.S32)
        column = QWidget()
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if not self.wide:
            column.setMaximumWidth(theme.READABLE)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.S16)
        row.addWidget(column, 100)
        row.addStretch(1)
        self.setWidget(ground)
        self.build()
        self.body.addStretch(1)
        session.changed.connect(self._changed)

    def build(self) -> None:
        """Makes the widgets, once. Overridden by each page."""
        raise NotImplementedError

    def refresh(self, change: Change | None) -> None:
        """Shows the project as it is now. `change` is what has just changed while the page was in view, None when anything may have.

        Must not move the focus or the cursor; forms and tables of `ui.forms` and `ui.tables` do that right by themselves.
        """
        raise NotImplementedError

    def go_to(self, place: Place) -> bool:
        """Scrolls to the record or field of the place and focuses it; False when the page does not show it."""
        return False

    def add(self, item: QWidget | QLayout) -> None:
        """Adds a widget or layout under what the page already has."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)

    def show_now(self) -> None:
        """Brings a page that is about to be seen up to date."""
        if self._stale and self.session.is_open:
            self._stale = False
            self.refresh(None)

    def reveal(self, widget: QWidget) -> None:
        """Scrolls so that the widget is in view and gives it the focus."""
        self.ensureWidgetVisible(widget, theme.S32, theme.S32)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        self.show_now()
        super().showEvent(event)

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self.refresh(change)
        else:
            self._stale = True


class FailedPage(Page):
    """Stands in the place of a page that could not be made."""

    def __init__(self, session: ProjectSession, error: Exception) -> None:
        self._error = error
        super().__init__(session)

    def build(self) -> None:
        from mrl_desktop.ui.dialogs.failure import details_of

        details = details_of(self._error)
        message = InlineMessage(button("Kopiuj szczegóły", lambda: QGuiApplication.clipboard().setText(details), icon="copy"))
        message.say(
            "Tej strony nie udało się otworzyć.",
            "Projekt jest bezpieczny, pozostałe kroki działają. Skopiuj szczegóły i wyślij je osobie, która opiekuje się programem.",
            "bad",
        )
        self.add(message)

    def refresh(self, change: Change | None) -> None:
        """Nothing to show."""
