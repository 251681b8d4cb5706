"""The files that came in: what, of which date, when and by whom; a file's data can be switched off and on again."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import WHOLE
from mrl_desktop.ui.widgets.basics import button, frame, label

ROOMY = 860


class ImportedFiles(QWidget):
    """A section of the page „Dane"."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self.table = RecordTable[ImportBatch](
            session,
            "wczytane-pliki",
            "Wczytane pliki",
            (
                of_field("file", "Plik", editable=False),
                of_field("recognised_as", "Co to jest", editable=False),
                Column(title="Dane z dnia", get=lambda batch: batch.vintage[:10], width=108, help="Kiedy wydawca przygotował plik."),
                Column(title="Wczytano", get=_when, width=108, sort_key=lambda batch: str(batch.imported_at or "")),
                Column(title="Wartości", get=lambda batch: batch.observations or None, kind=WHOLE, width=96),
                Column(title="Elementy", get=lambda batch: batch.records or None, kind=WHOLE, width=96, help="Ile elementów planu plik dodał lub zmienił."),
                Column(title="Dane", get=_in_use, width=106, help="Wyłączone dane nie wchodzą do obliczeń; można je włączyć z powrotem."),
            ),
            lambda: sorted(session.project.all(ImportBatch), key=_newest, reverse=True),
            "wczytanego pliku",
            reorder=False,
            removable=False,
            empty="Nie wczytano jeszcze żadnego pliku.",
            most_rows=10,
        )
        self.table.view.verticalHeader().hide()
        self.table.chosen.connect(self._choose)
        column.addWidget(self.table)
        column.addWidget(self._detail())
        column.addStretch(1)

    def _detail(self) -> QWidget:
        self._card = frame("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        inside.setSpacing(theme.S8)
        head = QHBoxLayout()
        head.setSpacing(theme.S8)
        self._name = label("", "section", selectable=True)
        head.addWidget(self._name, 1)
        self.back = button("Zapisz zmiany do skoroszytu…", self._write_back, tooltip="Wpisuje do pliku pola zmienione w programie od jego wczytania.")
        head.addWidget(self.back)
        self.switch = button("", self._turn)
        head.addWidget(self.switch)
        inside.addLayout(head)
        self._about = label("", selectable=True)
        self._technical = label("", "help", selectable=True)
        inside.addWidget(self._about)
        inside.addWidget(self._technical)
        self._card.hide()
        return self._card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow tables leave out what the card below says anyway."""
        super().resizeEvent(event)
        for title in ("Co to jest", "Elementy"):
            self.table.view.setColumnHidden(self.table.model.column_of(title), event.size().width() < ROOMY)

    def refresh(self) -> None:
        """Shows the imports of the project as they are now."""
        self.table.refresh()
        if self.table.current_id() is None and self.table.model.rowCount():
            self.table.pick(self.table.model.record(0).id)
        self._choose(self.table.current_id())

    def go_to(self, place: Place) -> QWidget | None:
        return self.table.view if place.record is not None and self.table.pick(place.record) else None

    def _batch(self) -> ImportBatch | None:
        return self._session.project.one(ImportBatch, self.table.current_id()) if self._session.is_open else None

    def _choose(self, record_id: UUID | None) -> None:
        batch = self._batch()
        self._card.setVisible(batch is not None)
        if batch is None:
            return
        self._name.setText(batch.file)
        self._about.setText(_sentences(batch))
        known = (
            ("Odczytane przez", f"{batch.reader} {batch.reader_version}".strip()),
            ("Suma kontrolna pliku (SHA-256)", batch.sha256),
        )
        self._technical.setText("\n".join(f"{what}: {value}" for what, value in known if value))
        self.switch.setVisible(bool(batch.observations))
        self.back.setVisible(bool(batch.records) and batch.file.lower().endswith((".xlsx", ".xlsm")))
        self.switch.setText("Wyłącz dane z tego pliku" if batch.active else "Włącz dane z tego pliku")

    def _write_back(self) -> None:
        from mrl_desktop.ui.dialogs.write_back import WriteBackDialog

        batch = self._batch()
        if batch is not None:
            WriteBackDialog(self, self._session, batch).exec()

    def _turn(self) -> None:
        batch = self._batch()
        if batch is not None:
            word = "wyłączenie" if batch.active else "włączenie"
            self._session.put(batch.with_values({"active": not batch.active}), label=f"{word} danych z pliku {batch.file}")


def _newest(batch: ImportBatch) -> tuple[float, str]:
    return (batch.imported_at.timestamp() if batch.imported_at else 0.0, batch.file)


def _when(batch: ImportBatch) -> str:
    return f"{batch.imported_at.astimezone():%Y-%m-%d}" if batch.imported_at else ""


def _in_use(batch: ImportBatch) -> str:
    if not batch.observations:
        return "—"
    return "używane" if batch.active else "wyłączone"


def _sentences(batch: ImportBatch) -> str:
    """Who brought what, as people say it."""
    parts = [f"{batch.recognised_as[:1].upper()}{batch.recognised_as[1:]}." if batch.recognised_as else ""]
    if batch.publisher:
        published = f"Wydawca: {batch.publisher}{f', dane z {words.vintage(batch.vintage)}' if batch.vintage else ''}"
        parts.append(published if published.endswith(".") else f"{published}.")
    if batch.imported_at:
        parts.append(f"Wczytano {polish.moment(batch.imported_at)}{f' ({batch.imported_by})' if batch.imported_by else ''}.")
    brought = [words.values(batch.observations)] if batch.observations else []
    brought += [words.elements(batch.records)] if batch.records else []
    if brought:
        parts.append(f"Plik wniósł: {polish.joined(brought)}.")
    if not batch.active:
        parts.append("Jego dane są wyłączone: zastąpił je nowszy plik albo wyłączono je ręcznie.")
    return " ".join(part for part in parts if part)
