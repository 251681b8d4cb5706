"""The bottom of the window: findings drawer on the left, what was just done, the state of the file on the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mrl_desktop.domain.findings import Finding, Severity, worst
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.session import ProjectSession, time_of
from mrl_desktop.ui.widgets.basics import button, dress, label, tool
from mrl_desktop.ui.widgets.findings_table import FindingsTable, counted

TOLD_FOR = 8000
LOOK_EVERY = 15_000
"""Milliseconds between looks at the file on disk."""
TONES = {Severity.ERROR: ("error", "bad"), Severity.WARNING: ("warning", "warn"), Severity.NOTE: ("info", "accent"), None: ("check", "good")}


class FindingsDrawer(QFrame):
    """The list that unfolds above the bar."""

    wanted = Signal(object)
    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress(self, role="drawer")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S8, theme.S16, theme.S8)
        column.setSpacing(theme.S8)
        row = QHBoxLayout()
        row.addWidget(label("Sprawy do sprawdzenia", "section"), 1)
        self._go = button("Przejdź do miejsca", lambda: self.table.go_to_current(), tooltip="Enter lub podwójne kliknięcie wiersza")
        row.addWidget(self._go)
        row.addWidget(tool("Zwiń listę spraw", "chevron_down", self.folded.emit))
        column.addLayout(row)
        self.table = FindingsTable()
        self.table.wanted.connect(self.wanted)
        column.addWidget(self.table, 1)
        self._none = label("Nic nie wymaga uwagi. Program sprawdza plan po każdej zmianie.", "muted")
        column.addWidget(self._none)
        self.setFixedHeight(250)

    def show_findings(self, findings: list[Finding]) -> None:
        self.table.show_findings(findings)
        self.table.setVisible(bool(findings))
        self._none.setVisible(not findings)
        self._go.setEnabled(bool(findings))


class BottomBar(QFrame):
    """One line."""

    findings_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        dress(self, role="bar")
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.S12, 3, theme.S12, 3)
        row.setSpacing(theme.S12)
        self.findings = QPushButton()
        dress(self.findings, role="quiet")
        self.findings.setToolTip("Pokaż lub zwiń listę spraw (F8)")
        self.findings.clicked.connect(lambda: self.findings_wanted.emit())
        row.addWidget(self.findings)
        self._told = label("", "muted", wrap=False)
        row.addWidget(self._told, 1)
        self.file = QPushButton()
        dress(self.file, role="quiet")
        self.file.setToolTip("Zapisz teraz (Ctrl+S)")
        self.file.clicked.connect(lambda: self.save_wanted.emit())
        row.addWidget(self.file)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(TOLD_FOR)
        self._forget.timeout.connect(lambda: self._told.setText(""))
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY)
        self._look.timeout.connect(self.show_file)
        self._look.start()
        session.told.connect(self.tell)

    def tell(self, text: str) -> None:
        """Shows a short sentence for a few seconds."""
        self._told.setText(text)
        self._forget.start()

    def show_findings(self, findings: list[Finding], *, unfolded: bool) -> None:
        name, token = TONES[worst(findings)]
        icons.give(self.findings, name, token)
        self.findings.setText(counted(findings))
        self.findings.setAccessibleName(f"{counted(findings)}, {'zwiń listę' if unfolded else 'pokaż listę'}")

    def show_file(self) -> None:
        """Where the work stands: saved when, newer changes in the working copy, changed on disk, somebody else's lock."""
        self.setVisible(self._session.is_open)
        if not self._session.is_open:
            return
        text, token, name = self.file_words()
        self.file.setText(text)
        self.file.setAccessibleName(f"Stan pliku: {text}. Zapisz teraz.")
        icons.give(self.file, name, token)

    def file_words(self) -> tuple[str, str, str]:
        """(words, colour token, icon)."""
        from mrl_desktop.storage import FileState

        workspace = self._session.open_project.workspace
        if self._session.saving:
            return "Zapisywanie…", "muted", "save"
        saved = time_of(workspace.saved_at)
        match workspace.state:
            case FileState.NEW:
                words, token, name = "Projekt nie ma jeszcze pliku · zmiany są w kopii roboczej", "warn", "save"
            case FileState.CHANGED_ON_DISK:
                words, token, name = "Plik zmienił się na dysku · Twoje zmiany są w kopii roboczej", "warn", "warning"
            case FileState.UNSAVED:
                words, token, name = f"Zapisano {saved} · nowsze zmiany w kopii roboczej", "muted", "save"
            case _:
                words, token, name = f"Zapisano {saved}", "good", "check"
        if workspace.lock is not None:
            words = f"{words} · plik ma otwarty także {workspace.lock.who}"
        return words, token, name


