"""A page of several sections of which one is seen at a time: tabs above, the chosen section below; each is made when first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from mrl_desktop.domain.findings import Place
from mrl_desktop.ui import theme


class Section(Protocol):
    """What a section's widget can do."""

    def refresh(self) -> None:
        """Shows the project as it is now."""

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses the record of a place; the widget to reveal, None when the section does not show it."""


class Sections(QWidget):
    """Call `refresh` from the page's `refresh`; only the section in view works, the others when they are seen next."""

    turned = Signal(str)

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(accessible_name)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self._keys: list[str] = []
        self._makers: list[Callable[[], QWidget]] = []
        self._made: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S16)
        self._column.addWidget(self.tabs)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tabs.currentChanged.connect(self._turn)

    def add(self, key: str, title: str, make: Callable[[], QWidget]) -> None:
        """Adds a section; `make` gives a widget that is a `Section`."""
        self._keys.append(key)
        self._makers.append(make)
        self.tabs.addTab(title)

    @property
    def current(self) -> str:
        """Key of the section in view."""
        return self._keys[self.tabs.currentIndex()]

    def widget(self, key: str) -> QWidget:
        """The section's widget, made now if it was not yet."""
        return self._at(self._keys.index(key))

    def say(self, key: str, title: str) -> None:
        """Changes the words of a tab."""
        self.tabs.setTabText(self._keys.index(key), title)

    def show_section(self, key: str) -> None:
        """Turns to a section."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def refresh(self) -> None:
        """The section in view shows the project as it is now; the others will when they are turned to."""
        self._stale = set(range(len(self._keys)))
        self._turn(max(self.tabs.currentIndex(), 0))

    def go_to(self, place: Place, *, only: str = "") -> QWidget | None:
        """Asks each section (or only one) for the place and turns to the one that has it."""
        for number, key in enumerate(self._keys):
            if only and key != only:
                continue
            widget = self._at(number)
            self._bring(number)
            found = cast(Section, widget).go_to(place)
            if found is not None:
                self.tabs.setCurrentIndex(number)
                return found
        return None

    def _at(self, number: int) -> QWidget:
        if number not in self._made:
            widget = self._makers[number]()
            self._made[number] = widget
            self._column.addWidget(widget, 1)
            widget.setVisible(number == self.tabs.currentIndex())
            self._stale.add(number)
        return self._made[number]

    def _turn(self, number: int) -> None:
        if not self._stale and number not in self._made:
            return  # tabs are still being added, no project has been shown yet
        wanted = self._at(number)
        self._bring(number)
        for widget in self._made.values():
            widget.setVisible(widget is wanted)
        self.turned.emit(self._keys[number])

    def _bring(self, number: int) -> None:
        if number in self._stale:
            self._stale.discard(number)
            cast(Section, self._made[number]).refresh()
