"""Every command of the window as one row: menu, text, shortcut, icon, what it does, when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from mrl_desktop.guide.steps import STEPS
from mrl_desktop.ui import icons, theme

if TYPE_CHECKING:
    from mrl_desktop.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. An empty text is a line between groups of a menu."""

    menu: str
    text: str = ""
    key: str = ""
    icon: str = ""
    run: Callable[[MainWindow], object] = lambda window: None
    project: bool = False
    """Only while a project is open."""
    id: str = ""


def _to(step_id: str) -> Callable[[MainWindow], object]:
    return lambda window: window.go_to_step(step_id)


def _look(choice: theme.Choice) -> Callable[[MainWindow], object]:
    return lambda window: theme.theme().choose(choice)


FILE, EDIT, GO, VIEW, HELP = "&Plik", "&Edycja", "P&rzejdź", "&Widok", "Po&moc"

COMMANDS: tuple[Command, ...] = (
    Command(menu=FILE, text="Nowy projekt…", key="Ctrl+N", icon="new", run=lambda w: w.files.new()),
    Command(menu=FILE, text="Otwórz…", key="Ctrl+O", icon="open", run=lambda w: w.files.open()),
    Command(menu=FILE, text="Otwórz projekt przykładowy", icon="example", run=lambda w: w.files.sample()),
    Command(menu=FILE, text="Ostatnio otwierane", id="recent"),
    Command(menu=FILE),
    Command(menu=FILE, text="Zapisz", key="Ctrl+S", icon="save", run=lambda w: w.files.save(), project=True),
    Command(menu=FILE, text="Zapisz jako…", key="Ctrl+Shift+S", run=lambda w: w.files.save_as(), project=True),
    Command(menu=FILE, text="Zapisz kopię…", run=lambda w: w.files.save_copy(), project=True),
    Command(menu=FILE),
    Command(menu=FILE, text="Zamknij projekt", key="Ctrl+W", run=lambda w: w.files.close(), project=True),
    Command(menu=FILE, text="Zakończ", key="Ctrl+Q", run=lambda w: w.close()),
    Command(menu=EDIT, text="Cofnij", key="Ctrl+Z", icon="undo", run=lambda w: w.session.undo(), project=True, id="undo"),
    Command(menu=EDIT, text="Ponów", key="Ctrl+Y", icon="redo", run=lambda w: w.session.redo(), project=True, id="redo"),
    Command(menu=EDIT),
    Command(menu=EDIT, text="Szukaj…", key="Ctrl+K", icon="search", run=lambda w: w.find_place(), project=True),
    *(
        Command(menu=GO, text=f"{step.number}. {step.title}", key=f"Ctrl+{step.number % 10}", icon=step.id, run=_to(step.id), project=True)
        for step in STEPS
    ),
    Command(menu=GO),
    Command(menu=GO, text="Następny sensowny krok", key="Ctrl+Return", icon="next", run=lambda w: w.go_to_next(), project=True),
    Command(menu=GO, text="Następna część okna", key="F6", run=lambda w: w.next_region()),
    Command(menu=VIEW, text="Panel pomocy", key="F1", icon="help", run=lambda w: w.toggle_help(), project=True, id="help"),
    Command(menu=VIEW, text="Sprawy do sprawdzenia", key="F8", icon="warning", run=lambda w: w.toggle_findings(), project=True, id="findings"),
    Command(menu=VIEW),
    Command(menu=VIEW, text="Wygląd jak w systemie", run=_look(theme.Choice.SYSTEM), id="look:system"),
    Command(menu=VIEW, text="Wygląd jasny", run=_look(theme.Choice.LIGHT), id="look:light"),
    Command(menu=VIEW, text="Wygląd ciemny", run=_look(theme.Choice.DARK), id="look:dark"),
    Command(menu=VIEW, text="Wysoki kontrast", run=_look(theme.Choice.CONTRAST), id="look:contrast"),
    Command(menu=HELP, text="Pomoc do tego kroku", icon="help", run=lambda w: w.toggle_help(True), project=True),
    Command(menu=HELP, text="Skróty klawiszowe", key="Ctrl+F1", run=lambda w: w.show_keys()),
    Command(menu=HELP, text="O programie", run=lambda w: w.show_about()),
)


class Actions:
    """The commands as Qt actions in the window's menu bar."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._made: list[tuple[Command, QAction]] = []
        self.by_id: dict[str, QAction] = {}
        self.recent = QMenu("Ostatnio otwierane", window)
        looks = QActionGroup(window)
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in menus:
                menus[command.menu] = window.menuBar().addMenu(command.menu)
            menu = menus[command.menu]
            if command.id == "recent":
                menu.addMenu(self.recent)
            elif not command.text:
                menu.addSeparator()
            else:
                action = self._action(command)
                menu.addAction(action)
                window.addAction(action)
                if command.id.startswith("look:"):
                    action.setCheckable(True)
                    looks.addAction(action)
        self.by_id["help"].setCheckable(True)
        self.by_id["findings"].setCheckable(True)

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        if command.icon:
            icons.give(action, command.icon)
        action.triggered.connect(lambda: command.run(self._window))
        self._made.append((command, action))
        if command.id:
            self.by_id[command.id] = action
        return action

    def refresh(self) -> None:
        """What can be used now; what undo and redo would do; which look is chosen."""
        session = self._window.session
        for command, action in self._made:
            action.setEnabled(session.is_open or not command.project)
        for name, word in (("undo", "Cofnij"), ("redo", "Ponów")):
            action = self.by_id[name]
            label = getattr(session.open_project, f"{name}_label") if session.is_open else ""
            can = session.is_open and (getattr(session.open_project, f"can_{name}") or (name == "undo" and session.unfinished))
            action.setEnabled(can)
            action.setText(f"{word}: {label}" if label else word)
        self.by_id[f"look:{theme.theme().choice}"].setChecked(True)

    def with_keys(self) -> list[tuple[str, str]]:
        """(command, shortcut) of every command that has one."""
        return [
            (command.text, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)) for command, action in self._made if command.key
        ]
