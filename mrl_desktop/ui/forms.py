"""Forms as tables: a tuple of `Field` rows bound to one record; typed letters are stored by themselves, one Change per edit.

Successive letters in one field merge into one undoable step; leaving the field ends the step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mrl_desktop.domain.records import Record, Value
from mrl_desktop.flows.field_origins import has_origin
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.values import TEXT, Kind
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.entries import AreaEntry, ChoiceEntry, Entry, FlagEntry, LineEntry, LinesEntry, ManyEntry

PAUSE = 500
"""Milliseconds without a letter after which what was typed is stored."""
SIXTHS = 6
_steps = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row of a form: which field of the record, how it is called, what kind of value, what helps to fill it."""

    name: str
    label: str
    kind: Kind = TEXT
    help: str = ""
    required: bool = False
    """An empty required field says „do uzupełnienia"; it never blocks anything."""
    lines: int = 1
    """More than one makes a text area of so many lines."""
    list_of_lines: bool = False
    """The value is a tuple of texts, one a line."""
    many: bool = False
    """The value is a tuple chosen from the kind's options."""
    limit: int | None = None
    span: int = 6
    """Width in sixths of the form."""
    placeholder: str = ""
    make: Callable[[], Entry] | None = None
    """A field of its own making, e.g. the narrative editor."""

    def entry(self) -> Entry:
        if self.make is not None:
            return self.make()
        if self.many:
            return ManyEntry(self.kind)
        if self.list_of_lines:
            return LinesEntry(lines=max(self.lines, 2), limit=self.limit, placeholder=self.placeholder)
        if self.kind.flag:
            return FlagEntry(self.label)
        if self.kind.options is not None:
            return ChoiceEntry(self.kind)
        if self.lines > 1:
            return AreaEntry(lines=self.lines, limit=self.limit, placeholder=self.placeholder)
        return LineEntry(self.kind, limit=self.limit, placeholder=self.placeholder)


class Form(QWidget):
    """Shows one record and stores what is typed. `what` finishes „zmiana …": „celu", „ustawień projektu"."""

    def __init__(self, session: ProjectSession, fields: Sequence[Field], what: str) -> None:
        super().__init__()
        self._session, self._what = session, what
        self._record: Record | None = None
        self._rows: dict[str, _Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        for line in lines_of(fields):
            across = QHBoxLayout()
            across.setSpacing(theme.S16)
            for field in line:
                self._rows[field.name] = _Row(self, field)
                across.addWidget(self._rows[field.name], field.span)
            rest = SIXTHS - sum(field.span for field in line)
            if rest:
                across.addStretch(rest)
            column.addLayout(across)
        self.origin = button("Skąd ten wpis?", self._tell_origin, role="quiet", icon="fact", tooltip="Pokazuje plik, arkusz i komórkę, z których pochodzą pola.")
        column.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignLeft)
        self.origin.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the field the question is about in focus
        self.origin.hide()
        self.setEnabled(False)

    @property
    def record_id(self) -> UUID | None:
        """Id of the record shown."""
        return self._record.id if self._record else None

    def display(self, record: Record | None) -> None:
        """Shows a record; None empties and disables the form. What is being typed stays as it is typed."""
        if self._record is not None and (record is None or record.id != self._record.id):
            for row in self._rows.values():
                row.leave()
        self._record = record
        self.setEnabled(record is not None)
        self.origin.setVisible(record is not None and has_origin(self._session.project, record))
        for row in self._rows.values():
            row.show_value(getattr(record, row.field.name) if record is not None else None)

    def _tell_origin(self) -> None:
        from mrl_desktop.ui.dialogs.record_source import RecordSourceDialog

        self.finish()
        record = self._session.project.get(self.record_id)
        if record is not None:
            here = QApplication.focusWidget()
            focused = next((name for name, row in self._rows.items() if here is not None and row.isAncestorOf(here)), "")
            RecordSourceDialog.tell(self.window(), self._session, record, focused)

    def finish(self) -> None:
        """Stores whatever is still being typed."""
        for row in self._rows.values():
            row.store()

    def entry(self, field: str) -> Entry:
        """The field's widget, for focusing it."""
        return self._rows[field].entry

    def has(self, field: str) -> bool:
        return field in self._rows

    def keep(self, field: Field, value: Value, merge: str) -> None:
        """Stores one field's value, if it differs from what stands in the project."""
        if self._record is None:
            return
        current = self._session.project.get(self._record.id) or self._record
        if getattr(current, field.name) == value:
            return
        self._record = current.with_values({field.name: value})
        self._session.put(self._record, label=f"zmiana {self._what} ({field.label[:1].lower()}{field.label[1:]})", merge=merge)


def lines_of(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields broken into lines of at most six sixths."""
    lines: list[list[Field]] = []
    for field in fields:
        if not lines or sum(each.span for each in lines[-1]) + field.span > SIXTHS:
            lines.append([])
        lines[-1].append(field)
    return lines


class _Row(QWidget):
    """Label, field, help line; keeps the pause between the last letter and storing."""

    def __init__(self, form: Form, field: Field) -> None:
        super().__init__()
        self.field = field
        self.entry = field.entry()
        self.entry.name(field.label, field.help)
        self._form = form
        self._dirty = False
        self._merge = f"pole {next(_steps)}"
        self.setMinimumWidth(90)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S4)
        self._todo = label("do uzupełnienia", "todo", wrap=False)
        if not isinstance(self.entry, FlagEntry):
            head = QHBoxLayout()
            head.setSpacing(theme.S8)
            words: QLabel = label(field.label, "label", wrap=False)
            words.setBuddy(self.entry)
            head.addWidget(words)
            head.addWidget(self._todo)
            head.addStretch(1)
            column.addLayout(head)
        column.addWidget(self.entry)
        if field.help:
            column.addWidget(label(field.help, "help"))
        column.addStretch(1)
        self._todo.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.store)
        self.entry.edited.connect(self._edited)
        self.entry.settled.connect(self._settled)

    def show_value(self, value: Value) -> None:
        if not self._dirty:
            self.entry.show_value(value)
        self._todo.setVisible(self.field.required and value in (None, "", ()) and not self._dirty)

    def store(self) -> None:
        self._pause.stop()
        if not self._dirty or self.entry.problem:
            return
        self._dirty = False
        self._form._session.edited(self)
        self._form.keep(self.field, self.entry.value(), self._merge)

    def leave(self) -> None:
        """Stores what can be stored and forgets the rest: another record is about to be shown."""
        self.store()
        self._dirty = False
        self._merge = f"pole {next(_steps)}"
        self._form._session.edited(self)

    def _edited(self) -> None:
        self._dirty = True
        self._todo.setVisible(False)
        self._form._session.editing(self, self.store)
        self._pause.start()

    def _settled(self) -> None:
        self.store()
        self._dirty = False
        self._merge = f"pole {next(_steps)}"
