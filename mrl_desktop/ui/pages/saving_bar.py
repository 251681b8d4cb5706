"""Writing the documents: template, PDF, where to, progress, and what came of it with doors to the files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.progress import Cancelled, Progress
from mrl_desktop.flows.generate_documents import Generated, generate
from mrl_desktop.office import find_soffice
from mrl_desktop.ui import preferences, theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.still_project import StillProject
from mrl_desktop.ui.widgets.basics import button
from mrl_desktop.ui.widgets.message import InlineMessage

FOLDER, TEMPLATE, PDF = "dokumenty/folder", "dokumenty/szablon", "dokumenty/pdf"


class SavingBar(QWidget):
    """One row of choices and the button; the result stands under it."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._written: tuple[Path, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.S8)
        self.template = button("", icon="documents")
        self._menu = QMenu(self.template)
        self._menu.setAccessibleName("Szablon dokumentów")
        self._menu.aboutToShow.connect(self._fill)
        self.template.setMenu(self._menu)
        self.pdf = QCheckBox("Także PDF")
        self.pdf.toggled.connect(lambda on: preferences.remember(PDF, on))
        self.save = button("Zapisz dokumenty…", self._choose_folder, role="primary", icon="save")
        for widget in (self.template, self.pdf, self.save):
            self.row.addWidget(widget)
        column.addLayout(self.row)
        self._open_folder = button("Otwórz folder", self._show_folder, icon="open")
        self._open_document = button("Otwórz dokument", self._show_document, icon="documents")
        self.message = InlineMessage(self._open_folder, self._open_document)
        column.addWidget(self.message)
        self._show_template()
        office = find_soffice() is not None
        self.pdf.setEnabled(office)
        self.pdf.setChecked(office and preferences.flag(PDF, False))
        self.pdf.setToolTip("Plik PDF powstaje w programie LibreOffice." if office else "Aby zapisać PDF, zainstaluj bezpłatny program LibreOffice.")

    def write(self, folder: Path) -> None:
        """Writes both documents into the folder in the background."""
        self._session.finish_editing()
        still, pdf, template = StillProject(self._session.open_project), self.pdf.isChecked(), self._template()
        self.save.setEnabled(False)
        self.message.hide()

        def work(progress: Progress) -> Generated:
            return generate(still, folder, template=template, pdf=pdf, progress=progress)

        self._session.run("Zapisuję dokumenty", work, self._done, self._failed)

    def _done(self, generated: Generated) -> None:
        self.save.setEnabled(True)
        self._written = generated.files
        self._session.tell_findings(generated.findings)
        names = polish.joined([path.name for path in generated.files])
        remarks = len(generated.findings)
        said = f"{polish.counted(remarks, 'sprawę', 'sprawy', 'spraw')} do sprawdzenia zobaczysz na dole okna (F8)." if remarks else "Nic nie wymaga uwagi."
        self._open_document.setEnabled(bool(generated.files))
        if generated.files:
            self.message.say(f"Zapisano: {names}.", f"Folder: {generated.files[0].parent}. {said}", "good")
        else:
            self.message.say("Nie zapisano żadnego dokumentu.", said, "warn")

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self._open_document.setEnabled(False)
        if isinstance(error, Cancelled):
            self.message.say("Przerwano zapisywanie dokumentów.", "Plan jest bez zmian. Możesz zapisać dokumenty ponownie w każdej chwili.")
            return
        self.message.say("Nie udało się zapisać dokumentów.", f"Plan jest bezpieczny. Sprawdź, czy folder istnieje i można w nim pisać. Szczegół: {error}", "bad")

    def _choose_folder(self) -> None:
        start = preferences.text(FOLDER) or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self.window(), "Gdzie zapisać dokumenty?", start)
        if folder:
            preferences.remember(FOLDER, folder)
            self.write(Path(folder))

    # -- template -----------------------------------------------------------------------------------------------------

    def _template(self) -> Path | None:
        kept = preferences.text(TEMPLATE)
        return Path(kept) if kept and Path(kept).is_file() else None

    def _show_template(self) -> None:
        template = self._template()
        self.template.setText(f"Szablon: {template.name if template else 'standardowy'}")
        self.template.setToolTip(str(template) if template else "Wygląd dokumentu, który dostarcza program")

    def _fill(self) -> None:
        self._menu.clear()
        usual = QAction("Szablon standardowy", self._menu)
        usual.setCheckable(True)
        usual.setChecked(self._template() is None)
        usual.triggered.connect(lambda: self._keep_template(""))
        own = QAction("Wybierz własny szablon Word…", self._menu)
        own.triggered.connect(self._choose_template)
        self._menu.addActions([usual, own])

    def _choose_template(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.window(), "Wybierz szablon", preferences.text(FOLDER), "Dokumenty Word (*.docx)")
        if path:
            self._keep_template(path)

    def _keep_template(self, path: str) -> None:
        preferences.remember(TEMPLATE, path)
        self._show_template()

    # -- doors --------------------------------------------------------------------------------------------------------

    def _show_folder(self) -> None:
        folder = self._written[0].parent if self._written else Path(preferences.text(FOLDER) or ".")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _show_document(self) -> None:
        for path in self._written:
            if path.suffix == ".docx":
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
