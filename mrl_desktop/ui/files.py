"""Opening, saving and closing project files from the window: what is asked, what is told, never a traceback for a bad file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mrl_desktop import polish
from mrl_desktop.paths import user_folder
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.message import InlineMessage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mrl_desktop.flows.open_project import OpenProject

KINDS = "Pliki projektu (*.mrl);;Kopie zapasowe (*.bak);;Wszystkie pliki (*)"


class Files:
    """The window's desk for files. Findings about files are shown in `notice`, calmly, in their place."""

    def __init__(self, window: QWidget, session: ProjectSession, notice: InlineMessage) -> None:
        self._window, self._session, self._notice = window, session, notice

    # -- opening ------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Asks for town, names and years, and opens the new project."""
        from mrl_desktop.flows.open_project import create_project
        from mrl_desktop.storage.reference_data import load_register
        from mrl_desktop.ui.dialogs.new_project import NewProjectDialog

        wanted = NewProjectDialog.ask(self._window, load_register())
        if wanted is None or not self.close():
            return
        path = wanted.path

        def make() -> OpenProject:
            opened = create_project(path)
            opened.put(wanted.settings, label="założenie projektu")
            return opened

        self._take(make)
        if path is not None and self._session.is_open:
            self.save()

    def open(self) -> None:
        """Asks for a file and opens it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getOpenFileName(self._window, "Otwórz plik projektu", folder, KINDS)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Opens a project file; when somebody else holds it, says who and since when and asks."""
        from mrl_desktop.flows.open_project import open_project

        if not self.close():
            return
        self._take(lambda: open_project(path))
        if not self._session.is_open:
            return
        workspace = self._session.open_project.workspace
        lock = workspace.lock
        if lock is not None:
            if lock.stale():
                workspace.take_over_lock()
            elif not self._open_anyway(lock.who, lock.host, polish.moment(lock.since)):
                self._session.close(save=False)
                return
        self._remember()

    def recover(self, working: Path) -> None:
        """Opens what a crash left behind."""
        from mrl_desktop.flows.open_project import recover_project

        if self.close():
            self._take(lambda: recover_project(working))

    def sample(self) -> None:
        """Opens the training project, building it when it is not there yet; an existing one may be started afresh."""
        target = user_folder() / "Projekt przykładowy – Nowe Bielany.mrl"
        if target.exists() and not self._start_afresh():
            self.open_path(target)
            return
        if not self.close():
            return
        from mrl_desktop.flows.build_sample import build_sample

        def built(opened: OpenProject) -> None:
            if self.close():
                self._session.take(opened)
                self._remember()

        for old in (target, target.with_name(target.name + ".bak")):
            old.unlink(missing_ok=True)
        self._session.run("Przygotowuję projekt przykładowy", lambda progress: build_sample(target, progress=progress), built, self._failed)

    def _take(self, make: Callable[[], OpenProject]) -> None:
        from mrl_desktop.storage import FileRefused

        try:
            opened = make()
        except FileRefused as refused:
            self._notice.tell(refused.finding)
            return
        self._notice.hide()
        self._session.take(opened)

    def _remember(self) -> None:
        from mrl_desktop.storage import remember_recent

        path = self._session.open_project.path
        if path is not None:
            remember_recent(path, self._session.settings.town_name)

    # -- saving -------------------------------------------------------------------------------------------------------

    def save(self, *, overwrite_changed: bool = False) -> None:
        """Ctrl+S. Without a file yet, asks for one; when the file changed on disk, asks what to do."""
        from mrl_desktop.storage import FileState

        if not self._session.is_open:
            return
        workspace = self._session.open_project.workspace
        if workspace.target is None:
            self.save_as()
        elif workspace.state is FileState.CHANGED_ON_DISK and not overwrite_changed:
            self.ask_about_changed()
        else:
            self._session.save(self._saved, self._failed, overwrite_changed=overwrite_changed)

    def save_as(self) -> None:
        path = self._ask_path("Zapisz projekt jako")
        if path is not None:
            self._session.save_as(path, self._saved, self._failed)

    def save_copy(self) -> None:
        path = self._ask_path("Zapisz kopię projektu")
        if path is None:
            return
        self._session.finish_editing()
        workspace = self._session.open_project.workspace
        self._session.run(
            "Zapisuję kopię",
            lambda progress: workspace.save_copy(path),
            lambda _: self._session.told.emit(f"Zapisano kopię: {path.name}"),
            self._failed,
        )

    def ask_about_changed(self) -> None:
        """The file changed on disk since it was opened: another name, or knowingly in its place."""
        box = self._box(
            "Plik zmienił się na dysku",
            "Ktoś zapisał ten plik po tym, jak został tu otwarty. Twoje zmiany są bezpieczne w kopii roboczej.",
            "Zapisz swoją wersję pod inną nazwą albo zastąp plik – poprzednia zawartość zostanie obok, w pliku z końcówką „.bak”.",
        )
        other = box.addButton("Zapisz pod inną nazwą…", QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton("Zastąp plik", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Jeszcze nie", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(other)
        box.exec()
        if box.clickedButton() is other:
            self.save_as()
        elif box.clickedButton() is replace:
            self.save(overwrite_changed=True)

    def _ask_path(self, title: str) -> Path | None:
        settings = self._session.settings
        known = self._session.open_project.path
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = known or Path(folder) / f"PRL {settings.town_name or 'nowy projekt'}.mrl"
        path, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), KINDS)
        if not path:
            return None
        chosen = Path(path)
        return chosen if chosen.suffix else chosen.with_suffix(".mrl")

    def _saved(self) -> None:
        if self._session.is_open:
            self._remember()
            self._session.told.emit("Zapisano")

    def _failed(self, error: Exception) -> None:
        from mrl_desktop.domain.progress import Cancelled
        from mrl_desktop.storage import FileRefused

        if isinstance(error, Cancelled):
            self._session.told.emit("Przerwano. Nic się nie zmieniło.")
        elif isinstance(error, FileRefused):
            self._notice.tell(error.finding)
        else:
            raise error

    # -- closing ------------------------------------------------------------------------------------------------------

    def close(self) -> bool:
        """Saves and closes the open project; False when the person would rather stay."""
        from mrl_desktop.storage import FileRefused

        if not self._session.is_open:
            return True
        self._session.finish_editing()
        workspace = self._session.open_project.workspace
        if workspace.target is None and not self._keep_unnamed():
            return not self._session.is_open
        try:
            self._session.close()
        except FileRefused as refused:
            return self._close_unsaved(refused.finding.message, refused.finding.hint)
        return True

    def _keep_unnamed(self) -> bool:
        """A project without a file is about to be closed: True when it now has one and can be closed and saved."""
        from mrl_desktop.storage import FileRefused

        workspace = self._session.open_project.workspace
        if not workspace.unsaved_changes:
            self._session.close(save=False)
            return False
        box = self._box("Zapisać projekt?", "Ten projekt nie ma jeszcze pliku.", "Jeśli go nie zapiszesz, praca zostanie usunięta.")
        keep = box.addButton("Zapisz…", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("Usuń pracę", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Wróć do projektu", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is drop:
            self._session.close(save=False)
        elif box.clickedButton() is keep:
            path = self._ask_path("Zapisz projekt jako")
            if path is not None:
                try:
                    workspace.save_as(path)
                except FileRefused as refused:
                    self._notice.tell(refused.finding)
                else:
                    self._remember()
                    return True
        return False

    def _close_unsaved(self, message: str, hint: str) -> bool:
        box = self._box("Nie udało się zapisać pliku", message, f"{hint}\n\nTwoja praca jest nadal w kopii roboczej.")
        box.addButton("Wróć do projektu", QMessageBox.ButtonRole.RejectRole)
        other = box.addButton("Zapisz pod inną nazwą…", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("Zamknij bez zapisywania", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(other)
        box.exec()
        if box.clickedButton() is drop:
            self._session.close(save=False)
        elif box.clickedButton() is other:
            self.save_as()
        return not self._session.is_open

    def _open_anyway(self, who: str, host: str, since: str) -> bool:
        box = self._box(
            "Plik jest już otwarty",
            f"Nad tym plikiem pracuje teraz {who} (komputer {host}), od: {since}.",
            "Jeśli otworzysz go mimo to, zmiany jednej z osób mogą trafić do innego pliku. Najlepiej najpierw się porozumieć.",
        )
        leave = box.addButton("Nie otwieraj", QMessageBox.ButtonRole.RejectRole)
        take = box.addButton("Otwórz mimo to", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(leave)
        box.exec()
        return box.clickedButton() is take

    def _start_afresh(self) -> bool:
        box = self._box(
            "Projekt przykładowy już istnieje", "Możesz wrócić do swojego przykładu albo zacząć od nowa.", "Zaczęcie od nowa usuwa zmiany w przykładzie."
        )
        back = box.addButton("Wróć do przykładu", QMessageBox.ButtonRole.AcceptRole)
        fresh = box.addButton("Zacznij od nowa", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(back)
        box.exec()
        return box.clickedButton() is fresh

    def _box(self, title: str, text: str, more: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(title)
        box.setText(text)
        box.setInformativeText(more)
        return box
