"""The rail: ten numbered steps with a progress ring, their state as icon and word, and which one is sensible next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from mrl_desktop.guide.steps import Step, StepProgress, StepState
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.widgets.basics import dress, frame, label

WIDTH = 224
ROW = 47
RING = 26


class StepButton(QAbstractButton):
    """One step. The ring shows how far it is, the word under the title says it."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.setText(step.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._progress = StepProgress(done=0)
        self._next = False
        self.show_progress(self._progress, is_next=False)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, ROW)

    @property
    def word(self) -> str:
        """„gotowe", „w toku, 60%", „następny krok", „nie zaczęto"."""
        if self._next:
            return "następny krok"
        if self._progress.state is StepState.IN_WORK:
            return f"w toku, {round(self._progress.done * 100)}%"
        return str(self._progress.state)

    def show_progress(self, progress: StepProgress, *, is_next: bool) -> None:
        self._progress, self._next = progress, is_next
        self.setAccessibleName(f"Krok {self.step.number}. {self.step.title}")
        self.setAccessibleDescription(self.word)
        missing = "\n".join(f"• {each}" for each in progress.missing)
        self.setToolTip(f"{self.step.purpose}\n\nBrakuje:\n{missing}" if missing else self.step.purpose)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(6, 1, -6, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.accent_soft if self.isChecked() else scheme.hover))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        if self.isChecked():
            painter.setBrush(QColor(scheme.accent))
            painter.drawRoundedRect(QRectF(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, 1.5)
        self._ring(painter, QRectF(area.left() + 10, area.center().y() - RING / 2, RING, RING))
        left, width = int(area.left() + 10 + RING + 10), int(area.width() - RING - 26)
        bold = QFont(self.font())
        bold.setPixelSize(theme.BASE)
        bold.setBold(self.isChecked() or self._next)
        painter.setFont(bold)
        painter.setPen(QColor(scheme.text))
        title = QFontMetrics(bold).elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, int(area.top()) + 20, title)
        small = QFont(self.font())
        small.setPixelSize(theme.SMALL)
        painter.setFont(small)
        token = "accent" if self._next else "good" if self._progress.state is StepState.DONE else "muted"
        painter.setPen(theme.colour(token))
        if self._next:
            painter.drawPixmap(left, int(area.top()) + 26, icons.pixmap("next", token, 13))
            left += 17
        painter.drawText(left, int(area.top()) + 37, self.word)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.focus), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def _ring(self, painter: QPainter, where: QRectF) -> None:
        inner = where.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._progress.state is StepState.DONE:
            painter.setPen(QPen(theme.colour("good"), 2))
            painter.drawEllipse(inner)
            painter.drawPixmap(int(where.left()) + 6, int(where.top()) + 6, icons.pixmap("check", "good", 14))
            return
        painter.setPen(QPen(theme.colour("track"), 2.4))
        painter.drawEllipse(inner)
        if self._progress.done > 0:
            pen = QPen(theme.colour("accent"), 2.4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(inner, 90 * 16, -round(self._progress.done * 360 * 16))
        number = QFont(self.font())
        number.setPixelSize(theme.SMALL)
        number.setBold(True)
        painter.setFont(number)
        painter.setPen(theme.colour("text"))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(self.step.number))


class Rail(QWidget):
    """The whole path; `wanted` carries the id of the step the person goes to."""

    wanted = Signal(str)

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Kroki pracy")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("rail")
        outer.addWidget(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.S16, 0, theme.S12)
        column.setSpacing(0)
        self._town = label("", "section")
        self._town.setContentsMargins(theme.S16, 0, theme.S12, 0)
        self._document = label("", "help")
        self._document.setContentsMargins(theme.S16, 2, theme.S12, theme.S12)
        column.addWidget(self._town)
        column.addWidget(self._document)
        self.buttons: dict[str, StepButton] = {}
        for each in steps:
            step_button = StepButton(each)
            step_button.clicked.connect(lambda _=False, step_id=each.id: self.wanted.emit(step_id))
            self.buttons[each.id] = step_button
            column.addWidget(step_button)
        column.addStretch(1)

    def show_town(self, town: str, document: str) -> None:
        self._town.setText(town)
        self._document.setText(document)

    def show_progress(self, progress: dict[str, StepProgress], next_id: str) -> None:
        for step_id, step_button in self.buttons.items():
            step_button.show_progress(progress[step_id], is_next=step_id == next_id)

    def mark(self, step_id: str) -> None:
        """Shows which step is open; only that one is reached by Tab, arrows move between steps."""
        for each, step_button in self.buttons.items():
            step_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == step_id else Qt.FocusPolicy.ClickFocus)
            step_button.setChecked(each == step_id)
            dress(step_button, current=each == step_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        row = list(self.buttons.values())
        focused = next((n for n, step_button in enumerate(row) if step_button.hasFocus()), None)
        if focused is None or event.key() not in moves:
            super().keyPressEvent(event)
            return
        row[(focused + moves[Qt.Key(event.key())]) % len(row)].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_current(self) -> None:
        for step_button in self.buttons.values():
            if step_button.isChecked():
                step_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
