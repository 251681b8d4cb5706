"""„Profile importu": what the program remembers of tables; passing a profile to a colleague, taking one over, renaming, deleting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from excel_modules.mapping.profile import OWN, SUFFIX, Meaning, Profile, marked
from excel_modules.mapping.shelf import Shelved
from excel_modules.reading import Refused
from mrl_desktop import polish
from mrl_desktop.domain.findings import Finding
from mrl_desktop.flows import mapping_profiles
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.mapping.words import MEANINGS
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.message import InlineMessage

FILES = f"Profile importu (*{SUFFIX} *.toml)"


class ProfilesDialog(QDialog):
    """Changes the person's folder of profiles; nothing in the project."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._shelf: dict[str, Shelved] = {}
        self._deleted: Profile | None = None
        self.setWindowTitle("Profile importu")
        self.resize(860, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Profile importu", "title"))
        column.addWidget(label("Profil mówi, co znaczą kolumny tabeli o danym układzie. Program proponuje go sam, gdy wczytujesz podobny plik.", "muted"))
        self._undo = button("Cofnij", self._bring_back)
        self.message = InlineMessage(self._undo)
        column.addWidget(self.message)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        self.list = EntryList("Profile importu")
        self.list.chosen.connect(lambda _: self._show())
        parts.addWidget(self.list)
        parts.addWidget(self._detail())
        parts.setSizes([300, 520])
        column.addWidget(parts, 1)
        row = QHBoxLayout()
        self.add = button("Dodaj profil z pliku…", self._add, icon="add")
        row.addWidget(self.add)
        row.addStretch(1)
        close = button("Zamknij", self.accept, role="primary")
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        self.refresh()

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        column.setSpacing(theme.S8)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.setAccessibleName("Nazwa profilu")
        self.name.editingFinished.connect(self._rename)
        said = label("Nazwa", "label")
        said.setBuddy(self.name)
        column.addWidget(said)
        column.addWidget(self.name)
        self._note = label("", selectable=True)
        self._columns = label("", "muted", selectable=True)
        column.addWidget(self._note)
        column.addWidget(self._columns)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.export = button("Zapisz profil do pliku…", self._export, icon="save", tooltip="Plik możesz przekazać innej osobie; doda go u siebie przyciskiem „Dodaj profil z pliku…”.")
        self.delete = button("Usuń", self._delete, role="quiet", icon="remove")
        row.addWidget(self.export)
        row.addStretch(1)
        row.addWidget(self.delete)
        column.addLayout(row)
        return card

    # -- showing ------------------------------------------------------------------------------------------------------

    def refresh(self, pick: str = "") -> None:
        """Shows the profiles at hand; own ones first."""
        found = mapping_profiles.profiles()
        self._shelf = {str(one.path): one for one in found}
        own = [one for one in found if one.profile is None or not one.profile.ready]
        ready = [one for one in found if one.profile is not None and one.profile.ready]
        entries = [Entry(key="własne", title="Twoje profile" if own else "Nie masz jeszcze własnych profili", heading=True)]
        for group in (own, ready):
            if group is ready:
                entries.append(Entry(key="gotowe", title="Gotowe profile programu", heading=True))
            for one in group:
                title = one.profile.name if one.profile is not None else one.path.name
                entries.append(Entry(key=str(one.path), title=title, note="" if one.profile is not None else "plik uszkodzony", icon=None if one.profile is not None else ("error", "bad")))
        self.list.show_entries(entries)
        self.list.pick(pick or self.list.current or next((str(one.path) for one in (*own, *ready)), ""))
        self._show()

    def _current(self) -> Shelved | None:
        return self._shelf.get(self.list.current)

    def _show(self) -> None:
        one = self._current()
        profile = one.profile if one is not None else None
        own = profile is not None and not profile.ready
        self.name.setText(profile.name if profile is not None else one.path.name if one is not None else "")
        self.name.setReadOnly(not own)
        self.export.setEnabled(profile is not None)
        self.delete.setEnabled(own or (one is not None and profile is None))
        if profile is None:
            self._note.setText(one.problem.message if one is not None and one.problem is not None else "")
            self._columns.setText(one.problem.hint if one is not None and one.problem is not None else "")
        else:
            self._note.setText(profile.note)
            self._columns.setText(_told(profile))
        self._note.setVisible(bool(self._note.text()))

    # -- doing --------------------------------------------------------------------------------------------------------

    def _tell(self, title: str, text: str = "", tone: str = "good", *, undo: bool = False) -> None:
        self._undo.setVisible(undo)
        self.message.say(title, text, tone)

    def _refused(self, finding: Finding) -> None:
        self._undo.hide()
        self.message.tell(finding)

    def _rename(self) -> None:
        one, name = self._current(), self.name.text().strip()
        if one is None or one.profile is None or one.profile.ready or name == one.profile.name:
            return
        try:
            path = mapping_profiles.rename(one, name)
        except Refused as refusal:
            self._refused(refusal.finding)
            self._show()
        else:
            self.refresh(str(path))

    def _export(self) -> None:
        one = self._current()
        if one is None or one.profile is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        name, _ = QFileDialog.getSaveFileName(self, "Zapisz profil do pliku", str(folder / f"{marked(one.profile.name)}{SUFFIX}"), FILES)
        if not name:
            return
        try:
            path = mapping_profiles.export(one.profile, Path(name))
        except Refused as refusal:
            self._refused(refusal.finding)
        else:
            self._tell("Zapisano plik profilu.", f"{path.name} możesz wysłać innej osobie.")

    def _add(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Dodaj profil z pliku", "", FILES)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Takes a profile over from a file."""
        try:
            added = mapping_profiles.add_from_file(path)
        except Refused as refusal:
            self._refused(refusal.finding)
            return
        own = mapping_profiles.own_called(added.profile.name)
        self.refresh(str(own.path) if own is not None else "")
        self._tell(*told(added))

    def _delete(self) -> None:
        one = self._current()
        if one is None:
            return
        try:
            mapping_profiles.delete(one)
        except Refused as refusal:
            self._refused(refusal.finding)
            return
        self._deleted = one.profile
        self.refresh()
        self._tell(f"Usunięto profil „{one.profile.name if one.profile is not None else one.path.name}”.", "Dane wczytane według niego zostają.", "", undo=one.profile is not None)

    def _bring_back(self) -> None:
        if self._deleted is not None:
            path, self._deleted = mapping_profiles.save(self._deleted), None
            self.message.hide()
            self.refresh(str(path))


def told(added: mapping_profiles.Added) -> tuple[str, str]:
    """What became of a profile taken over, in two sentences."""
    name = added.profile.name
    if added.known:
        return f"Profil „{name}” już tu jest.", "Nic się nie zmieniło."
    if added.renamed:
        return f"Dodano profil pod nazwą „{name}”.", "Masz już inny profil o takiej nazwie."
    return f"Dodano profil „{name}”.", "Program zaproponuje go, gdy wczytasz plik o takim układzie."


def _told(profile: Profile) -> str:
    """What the profile knows, for people."""
    lines = []
    for meaning in Meaning:
        names = [f"„{rule.headings[0]}”" if rule.headings[0] not in ("", "*") else "pozostałe kolumny" if rule.headings[0] else "bez nagłówka" for rule in profile.columns if rule.meaning is meaning]
        if names:
            shown = ", ".join(names[:6]) + (f" i jeszcze {len(names) - 6}" if len(names) > 6 else "")
            lines.append(f"{MEANINGS[meaning][0]}: {shown}".replace("{rok}", "rok"))
    if profile.place:
        lines.append("Gmina: miasto projektu" if profile.place == OWN else f"Gmina: jednostka o kodzie {profile.place}")
    if profile.year_from:
        lines.append(f"Rok: {profile.year_from}")
    if profile.variables:
        lines.append(f"Połączone z katalogiem: {polish.counted(len(profile.variables), 'wskaźnik', 'wskaźniki', 'wskaźników')}")
    return "\n".join(lines)
