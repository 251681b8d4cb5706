"""Fields a person fills in: one widget per kind of value, all with the same three doors (`value`, `show_value`, `edited`).

Typing emits `edited` at every letter; `settled` says that the person has left the field or made a choice, so it can be stored at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.records import Value
from mrl_desktop.ui.values import Kind, NotUnderstood, Options
from mrl_desktop.ui.widgets.basics import dress, label

LINE = 22
"""Height of a line of text in pixels, for areas of so many lines."""


class _WindowUndo(QObject):
    """Leaves Ctrl+Z and Ctrl+Y in a field to the window, whose undo knows every change of the plan."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if key.matches(QKeySequence.StandardKey.Undo) or key.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class Entry(QWidget):
    """A field for one value. `problem` is empty, or says in Polish why what is typed cannot be stored."""

    edited = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problem = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def value(self) -> Value:
        """What stands in the field. Meaningless while `problem` is not empty."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Puts a stored value into the field without emitting anything; leaves cursor and text alone when it already says so."""
        raise NotImplementedError

    def _take(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self.setFocusProxy(widget)
        self.setFocusPolicy(widget.focusPolicy())

    def name(self, text: str, help_text: str = "") -> None:
        """Accessible name (and description) of the field."""
        target = self.focusProxy() or self
        target.setAccessibleName(text)
        target.setAccessibleDescription(help_text)


class _Line(QLineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LineEntry(Entry):
    """One line: text, number, money, year, date; numbers stand at the right."""

    def __init__(self, kind: Kind, *, limit: int | None = None, placeholder: str = "") -> None:
        super().__init__()
        self._kind = kind
        self.line = _Line()
        self.line.setPlaceholderText(placeholder)
        if limit:
            self.line.setMaxLength(limit)
        if kind.right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._keeper = _WindowUndo(self)
        self.line.installEventFilter(self._keeper)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._left)
        self.line.returnPressed.connect(self._left)
        self._take(self.line)
        self._why = label("", "help", tone="bad")
        self._why.hide()
        self._column.addWidget(self._why)

    def value(self) -> Value:
        return self._kind.read(self.line.text())

    def show_value(self, value: Value) -> None:
        shown = self._kind.show(value)
        if self.line.hasFocus() and self._same(value):
            return
        if self.line.text() != shown:
            self.line.setText(shown)
            self.line.setCursorPosition(0)
        self._judge()

    def _same(self, value: Value) -> bool:
        try:
            return self._kind.read(self.line.text()) == value
        except NotUnderstood:
            return False

    def _typed(self) -> None:
        try:
            self._kind.read(self.line.text())
        except NotUnderstood as error:
            self.problem = str(error)
        else:
            self.problem = ""
            self._judge()
        self.edited.emit()

    def _left(self) -> None:
        self._judge()
        if not self.problem:
            shown = self._kind.show(self.value())
            if self.line.text() != shown:
                self.line.setText(shown)
        self.settled.emit()

    def _judge(self) -> None:
        """Says what is wrong only when the person has left the field, never while typing."""
        try:
            self._kind.read(self.line.text())
        except NotUnderstood as error:
            self.problem = str(error)
        else:
            self.problem = ""
        dress(self.line, wrong=bool(self.problem))
        self._why.setText(self.problem)
        self._why.setVisible(bool(self.problem))


class _Area(QPlainTextEdit):
    left = Signal()
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells when its text has been laid out anew for another width."""
        super().resizeEvent(event)
        self.resized.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class AreaEntry(Entry):
    """Several lines of text, growing with it up to `most` lines; a counter appears where there is a limit."""

    def __init__(self, *, lines: int = 3, most: int = 12, limit: int | None = None, placeholder: str = "") -> None:
        super().__init__()
        self._limit, self._least, self._most = limit, lines, max(most, lines)
        self.area = _Area()
        self.area.setTabChangesFocus(True)
        self.area.setUndoRedoEnabled(False)
        self.area.setPlaceholderText(placeholder)
        self._keeper = _WindowUndo(self)
        self.area.installEventFilter(self._keeper)
        self._seen = ""
        self.area.textChanged.connect(self._typed)
        self.area.resized.connect(self._fit)
        self.area.left.connect(self.settled)
        self._take(self.area)
        self._counter = label("", "help")
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._counter.setVisible(limit is not None)
        self._column.addWidget(self._counter)
        self._fit()

    def value(self) -> Value:
        return self.area.toPlainText().strip()

    def show_value(self, value: Value) -> None:
        text = "" if value is None else str(value)
        if text == self.value():
            return
        with QSignalBlocker(self.area):
            self.area.setPlainText(text)
        self._seen = self.area.toPlainText()
        self._fit()

    def _typed(self) -> None:
        text = self.area.toPlainText()
        if text == self._seen:
            return  # only its look has changed: a highlighter at work
        self._seen = text
        self._fit()
        self.problem = ""
        self.edited.emit()

    def _fit(self) -> None:
        count = min(max(self._least, round(self.area.document().size().height())), self._most)
        self.area.setFixedHeight(count * LINE + 18)
        if self._limit is not None:
            used = len(self.area.toPlainText())
            over = used > self._limit
            words = f"{polish.number(used)} z {polish.number(self._limit)} znaków"
            self._counter.setText(f"{words} – skróć tekst" if over else words)
            dress(self._counter, tone="warn" if over else "")


class LinesEntry(AreaEntry):
    """A list of short texts, one a line: causes, effects."""

    def value(self) -> Value:
        return tuple(text.strip().removeprefix("- ").strip() for text in self.area.toPlainText().splitlines() if text.strip())

    def show_value(self, value: Value) -> None:
        items = value if isinstance(value, tuple) else ()
        if items == self.value():
            return
        with QSignalBlocker(self.area):
            self.area.setPlainText("\n".join(str(item) for item in items))
        self._seen = self.area.toPlainText()
        self._fit()


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel turned over a closed list scrolls the page instead of changing the plan."""
        event.ignore()


class ChoiceEntry(Entry):
    """One value out of a list."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._options: Options = ()
        self.combo = _Combo()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(10)
        self.combo.activated.connect(self._chosen)
        self._take(self.combo)
        self._fill()

    def _fill(self) -> None:
        options = tuple(self._kind.options()) if self._kind.options else ()
        if options != self._options:
            self._options = options
            with QSignalBlocker(self.combo):
                self.combo.clear()
                for _, words in options:
                    self.combo.addItem(words)

    def value(self) -> Value:
        index = self.combo.currentIndex()
        return self._options[index][0] if 0 <= index < len(self._options) else self._kind.empty

    def show_value(self, value: Value) -> None:
        self._fill()
        index = next((n for n, (kept, _) in enumerate(self._options) if kept == value), -1)
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(index)

    def _chosen(self) -> None:
        self.edited.emit()
        self.settled.emit()


class FlagEntry(Entry):
    """Yes or no."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.box.clicked.connect(self._clicked)
        self._take(self.box)

    def value(self) -> Value:
        return self.box.isChecked()

    def show_value(self, value: Value) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))

    def _clicked(self) -> None:
        self.edited.emit()
        self.settled.emit()


class ManyEntry(Entry):
    """Any number of values out of a short list, as boxes to tick; keeps the list's order."""

    def __init__(self, options: Kind, *, columns: int = 2) -> None:
        super().__init__()
        self._kind, self._columns = options, columns
        self._options: Options = ()
        self._boxes: list[QCheckBox] = []
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._column.addWidget(self._holder)
        self._name = ""
        self._fill()

    def _fill(self) -> None:
        options = tuple(self._kind.options()) if self._kind.options else ()
        if options == self._options:
            return
        self._options = options
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = []
        for n, (_, words) in enumerate(options):
            box = QCheckBox(words)
            box.setAccessibleName(f"{self._name}: {words}" if self._name else words)
            box.clicked.connect(self._clicked)
            self._boxes.append(box)
            self._grid.addWidget(box, n // self._columns, n % self._columns)
        if self._boxes:
            self.setFocusProxy(self._boxes[0])

    def name(self, text: str, help_text: str = "") -> None:
        self._name = text
        for box in self._boxes:
            box.setAccessibleName(f"{text}: {box.text()}")
            box.setAccessibleDescription(help_text)

    def value(self) -> Value:
        return tuple(kept for (kept, _), box in zip(self._options, self._boxes, strict=True) if box.isChecked())

    def show_value(self, value: Value) -> None:
        self._fill()
        chosen: Sequence[object] = value if isinstance(value, tuple) else ()
        for (kept, _), box in zip(self._options, self._boxes, strict=True):
            with QSignalBlocker(box):
                box.setChecked(kept in chosen)

    def _clicked(self) -> None:
        self.edited.emit()
        self.settled.emit()

