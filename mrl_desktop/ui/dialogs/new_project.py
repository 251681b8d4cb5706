"""A new project in three short steps: the town, its name in cases, the documents and the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from mrl_desktop.domain.settings import DocumentName, Settings
from mrl_desktop.domain.territory import Register, Territory
from mrl_desktop.flows.open_project import settings_for
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.town_names import NAME_FIELDS, sentences
from mrl_desktop.ui.values import YEAR, enumeration
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.entries import Entry, FlagEntry
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.town_finder import TownFinder

TITLES = ("Dla którego miasta?", "Czy tak się odmienia nazwa?", "Jakie dokumenty i na jakie lata?")
LEADS = (
    "Wpisz część nazwy. Polskie znaki nie są konieczne, a miejscowości o tej samej nazwie rozróżnisz po powiecie.",
    "Program zaproponował odmianę. Popraw, co trzeba – te formy trafią do obu dokumentów.",
    "Wszystko to możesz później zmienić w kroku „Miasto”.",
)
DOCUMENT_FIELDS = (
    Field(name="document_name", label="Nazwa dokumentów", kind=enumeration(DocumentName, blank=""), help="Plan albo Program Rozwoju Lokalnego.", span=2),
    Field(name="horizon_start", label="Pierwszy rok", kind=YEAR, span=2, required=True),
    Field(name="horizon_end", label="Ostatni rok", kind=YEAR, span=2, required=True),
    Field(name="lead_name", label="Kto kieruje pracami", help="Imię i nazwisko koordynatora. Możesz uzupełnić później.", span=3),
    Field(name="lead_post", label="Stanowisko", span=3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What the person decided: the settings and, unless it is to be chosen later, the file."""

    settings: Settings
    path: Path | None


class NewProjectDialog(QDialog):
    """Returns a NewProject, or None when the person changed their mind."""

    def __init__(self, parent: QWidget | None, register: Register) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nowy projekt")
        self.resize(760, 640)
        self._register = register
        self._settings = Settings()
        self._entries: dict[str, Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S32, theme.S24, theme.S32, theme.S16)
        column.setSpacing(theme.S12)
        self._where = label("", "crumb", wrap=False)
        self._title = label("", "title")
        self._lead = label("", "muted")
        for widget in (self._where, self._title, self._lead):
            column.addWidget(widget)
        self._note = InlineMessage()
        column.addWidget(self._note)
        self._pages = QStackedWidget()
        for page in (self._town_page(), self._names_page(), self._document_page()):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        self._back = button("Wstecz", lambda: self._turn(-1))
        self.next = button("Dalej", lambda: self._turn(1), role="primary")
        self.next.setDefault(True)
        row.addWidget(self._back)
        row.addWidget(self.next)
        column.addLayout(row)
        self._show(0)

    @classmethod
    def ask(cls, parent: QWidget | None, register: Register) -> NewProject | None:
        dialog = cls(parent, register)
        return dialog.result_value() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def result_value(self) -> NewProject:
        """The settings as they stand in the dialog."""
        text = self.path.text().strip()
        path = Path(text).expanduser() if text else None
        if path is not None and path.suffix.lower() != ".mrl":
            path = path.with_name(path.name + ".mrl")
        return NewProject(settings=self._settings, path=path)

    # -- pages --------------------------------------------------------------------------------------------------------

    def _town_page(self) -> QWidget:
        self.finder = TownFinder(self._register)
        self.finder.chosen.connect(self._town_chosen)
        self.finder.list.itemActivated.connect(lambda: self._turn(1))
        return self.finder

    def _names_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.S12, 0)
        column.setSpacing(theme.S12)
        column.addLayout(self._grid(NAME_FIELDS, self._name_typed))
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        inside.addWidget(label("Tak zabrzmi w tekście", "help"))
        self._preview = label("")
        inside.addWidget(self._preview)
        column.addWidget(card)
        self._checked = FlagEntry("Odmiana jest poprawna")
        self._checked.name("Odmiana jest poprawna")
        self._checked.edited.connect(lambda: self._set("town_forms_checked", self._checked.value()))
        column.addWidget(self._checked)
        column.addStretch(1)
        return _scrolled(page)

    def _document_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.S12, 0)
        column.setSpacing(theme.S16)
        column.addLayout(self._grid(DOCUMENT_FIELDS, lambda: None))
        column.addWidget(label("Plik projektu", "label"))
        row = QHBoxLayout()
        self.path = QLineEdit()
        self.path.setAccessibleName("Plik projektu")
        row.addWidget(self.path, 1)
        row.addWidget(button("Zmień…", self._choose_path))
        column.addLayout(row)
        column.addWidget(label("Cały projekt mieści się w jednym pliku. Możesz go trzymać na dysku sieciowym lub przenosić.", "help"))
        column.addStretch(1)
        return _scrolled(page)

    def _grid(self, fields: tuple[Field, ...], after: Callable[[], None]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.S16)
        grid.setVerticalSpacing(theme.S12)
        line, used = 0, 0
        for field in fields:
            if used + field.span > 6:
                line, used = line + 1, 0
            entry = field.entry()
            entry.name(field.label, field.help)
            entry.edited.connect(lambda field=field, entry=entry: self._typed(field, entry, after))
            self._entries[field.name] = entry
            cell = QVBoxLayout()
            cell.setSpacing(theme.S4)
            cell.addWidget(label(field.label, "label", wrap=False))
            cell.addWidget(entry)
            if field.help:
                cell.addWidget(label(field.help, "help"))
            cell.addStretch(1)
            grid.addLayout(cell, line, used, 1, field.span)
            used += field.span
        for column in range(6):
            grid.setColumnStretch(column, 1)
        return grid

    # -- what happens -------------------------------------------------------------------------------------------------

    def _town_chosen(self, town: Territory | None) -> None:
        self.next.setEnabled(town is not None)
        if town is None:
            return
        if town.code != self._settings.territory:
            self._settings = settings_for(self._register, town.code)
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self.path.setText(str(Path(folder) / f"PRL {self._settings.town_name}.mrl"))
        self._fill()

    def _fill(self) -> None:
        for name, entry in self._entries.items():
            entry.show_value(getattr(self._settings, name))
        self._checked.show_value(self._settings.town_forms_checked)
        self._preview.setText(sentences(self._settings))

    def _typed(self, field: Field, entry: Entry, after: Callable[[], None]) -> None:
        if not entry.problem:
            self._set(field.name, entry.value())
            after()

    def _name_typed(self) -> None:
        self._preview.setText(sentences(self._settings))

    def _set(self, name: str, value: object) -> None:
        self._settings = cast(Settings, self._settings.with_values({name: value}))  # type: ignore[dict-item]

    def _choose_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Gdzie zapisać plik projektu", self.path.text(), "Pliki projektu (*.mrl)")
        if path:
            self.path.setText(path)

    def _turn(self, by: int) -> None:
        at = self._pages.currentIndex() + by
        if by > 0 and not self._good(self._pages.currentIndex()):
            return
        self._note.hide()
        if at < self._pages.count():
            self._show(at)
        else:
            self.accept()

    def _good(self, page: int) -> bool:
        settings = self._settings
        if page == 0:
            return bool(settings.territory)
        if page == 2:
            start, end = settings.horizon_start, settings.horizon_end
            if any(self._entries[name].problem for name in ("horizon_start", "horizon_end")) or not start or not end:
                self._note.say("Podaj oba lata czterema cyframi, na przykład 2027 i 2036.", tone="warn")
                return False
            if end < start:
                self._note.say(f"Ostatni rok ({end}) nie może być wcześniejszy niż pierwszy ({start}).", tone="warn")
                return False
            path = self.result_value().path
            if path is not None and not path.parent.is_dir():
                self._note.say(f"Nie ma folderu „{path.parent}”.", "Wybierz inny folder przyciskiem „Zmień…”.", "warn")
                return False
            if path is not None and path.exists():
                self._note.say(f"Plik „{path.name}” już istnieje.", "Podaj inną nazwę, aby go nie zastąpić.", "warn")
                return False
        return True

    def _show(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._where.setText(f"Krok {page + 1} z {self._pages.count()}")
        self._title.setText(TITLES[page])
        self._lead.setText(LEADS[page])
        self._back.setVisible(page > 0)
        self.next.setText("Utwórz projekt" if page == self._pages.count() - 1 else "Dalej")
        self.next.setEnabled(page > 0 or self.finder.town() is not None)
        first = (self.finder.line, self._entries["town_name"], self._entries["document_name"])[page]
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolled(page: QWidget) -> QScrollArea:
    page.setProperty("role", "ground")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
