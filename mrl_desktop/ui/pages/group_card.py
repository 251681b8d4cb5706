"""With whom the town is compared: the group's name and how it came about; choosing another one, or the default again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from mrl_desktop import polish
from mrl_desktop.analysis.comparison import Group
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, dress, label


def choosing(session: ProjectSession, chosen: ComparisonGroup | None) -> Change:
    """The change by which one group (or with None the default one) is compared with, and no other."""
    puts: list[Record] = [
        replace(group, chosen=False) for group in session.project.all(ComparisonGroup) if group.chosen and (chosen is None or group.id != chosen.id)
    ]
    if chosen is not None and session.project.get(chosen.id) != replace(chosen, chosen=True):
        puts.append(replace(chosen, chosen=True))
    return Change(label="wybór grupy porównawczej", puts=tuple(puts))


class GroupCard(QFrame):
    """Shows the group of the diagnosis; its menu offers the default group, those made before, and making a new one."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._group: Group | None = None
        dress(self, role="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S12, theme.S12, theme.S12, theme.S12)
        column.setSpacing(theme.S4)
        column.addWidget(label("Grupa porównawcza", "help"))
        self._name = label("", "label")
        self._basis = label("", "help")
        column.addWidget(self._name)
        column.addWidget(self._basis)
        self.change = button("Zmień grupę", icon="team")
        self._menu = QMenu(self.change)
        self._menu.setAccessibleName("Z kim porównywać")
        self._menu.aboutToShow.connect(self._fill)
        self.change.setMenu(self._menu)
        column.addSpacing(theme.S4)
        column.addWidget(self.change)

    def display(self, group: Group) -> None:
        """Shows a group."""
        self._group = group
        count = polish.counted(len(group.members), "jednostka", "jednostki", "jednostek")
        self._name.setText(f"{group.name} ({count})")
        self._basis.setText(group.basis)
        self._basis.setToolTip(group.basis)

    def _fill(self) -> None:
        self._menu.clear()
        chosen = next((group for group in self._session.project.all(ComparisonGroup) if group.chosen), None)
        self._offer("Grupa domyślna (ten sam rodzaj i wielkość)", chosen is None, lambda: self._choose(None))
        for group in self._session.project.all(ComparisonGroup):
            self._offer(group.name or "Grupa bez nazwy", chosen is not None and group.id == chosen.id, lambda group=group: self._choose(group))
        self._menu.addSeparator()
        if chosen is not None:
            self._offer("Zmień skład tej grupy…", None, lambda: self.edit(chosen))
        self._offer("Wybierz inne miasta…", None, lambda: self.edit(None))

    def _offer(self, text: str, marked: bool | None, act: object) -> None:
        action = QAction(text.replace("&", "&&"), self._menu)
        if marked is not None:
            action.setCheckable(True)
            action.setChecked(marked)
        action.triggered.connect(lambda _=False: act())  # type: ignore[operator]
        self._menu.addAction(action)

    def _choose(self, group: ComparisonGroup | None) -> None:
        self._session.change(choosing(self._session, group))

    def edit(self, group: ComparisonGroup | None) -> None:
        """Opens the dialog of a group made before, or of a new one that begins with the members of the present group."""
        from mrl_desktop.ui.dialogs.comparison_group import ComparisonGroupDialog

        begin = group or ComparisonGroup(
            members=self._group.members if self._group else (), position=self._session.project.next_position(ComparisonGroup)
        )
        made = ComparisonGroupDialog.ask(self.window(), self._session, begin)
        if made is not None:
            self._session.change(choosing(self._session, made))
