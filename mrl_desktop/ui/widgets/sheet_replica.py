"""A replica of a sheet of somebody's file: which sheet, the cells in colour, what became of the chosen one, a walk through the doubtful ones.

The file is looked at in a child process and its account made off the window's thread; of several wishes only the newest is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from excel_modules.picture import COLUMNS, ROWS, SheetPicture, look
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused
from excel_modules.sheet import cell_name
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress
from mrl_desktop.flows.cell_roles import CellAccount, CellRole, Fate
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.sheet_view import Legend, Position, SheetView

MOST_LETTERS = 170
"""Letters said of a cell under the sheet; all of them are in its tooltip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What shall be seen: a window of a sheet, and the cells to be framed in it."""

    path: Path
    sheet: str
    top: int = 0
    left: int = 0
    cells: frozenset[Position] | None = None
    """None leaves the frames as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What came of a wish."""

    wish: _Wish
    picture: SheetPicture | None = None
    refusal: Finding | None = None
    account: CellAccount | None = None
    roles: Mapping[Position, CellRole] | None = None
    counts: Mapping[Fate, int] | None = None
    worth: tuple[Position, ...] = ()


class SheetReplica(QWidget):
    """`shown` says that a sheet, or why there is none, is on the screen."""

    shown = Signal()

    def __init__(self, accessible_name: str = "Arkusz pliku") -> None:
        super().__init__()
        self._process: ReaderProcess | None = None
        self._wish: _Wish | None = None
        self._running: _Wish | None = None
        self._make: Callable[[], CellAccount] | None = None
        self._account: CellAccount | None = None
        self._worth: tuple[Position, ...] = ()
        self._note = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        column.addLayout(self._head())
        self.view = SheetView(accessible_name)
        self.view.chosen.connect(self._tell_cell)
        self.view.window_wanted.connect(self._look_further)
        self.message = InlineMessage()
        empty = QWidget()
        lines = QVBoxLayout(empty)
        lines.setContentsMargins(0, 0, 0, 0)
        self._waiting = label("Otwieram arkusz…", "muted")
        lines.addWidget(self.message)
        lines.addWidget(self._waiting)
        lines.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.view)
        column.addWidget(self._stack, 1)
        self.cell = label("", selectable=True)
        self.cell.setAccessibleName("Co stało się z komórką")
        column.addWidget(self.cell)
        self.legend = Legend()
        column.addWidget(self.legend)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self._of = label("Arkusz:", "label", wrap=False)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("Który arkusz pliku")
        self.sheets.setMinimumWidth(160)
        self.sheets.activated.connect(self._choose_sheet)
        self.before = button("Poprzednia sprawa", lambda: self._walk(-1), role="quiet", icon="up", tooltip="Poprzednia komórka do sprawdzenia albo pominięta.")
        self.after = button("Następna sprawa", lambda: self._walk(1), role="quiet", icon="down", tooltip="Następna komórka do sprawdzenia albo pominięta.")
        row.addWidget(self._of)
        row.addWidget(self.sheets)
        row.addStretch(1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        return row

    # -- what is wanted -----------------------------------------------------------------------------------------------

    def show_file(self, path: Path, make_account: Callable[[], CellAccount] | None = None, *, sheet: str = "", cells: Collection[Position] = (), note: str = "") -> None:
        """Shows a file from the sheet named, or from the first that gave something; `make_account` is called off the window's thread."""
        if self._wish is None or self._wish.path != path or make_account is not None:
            self._account, self._make = None, make_account
        if self._wish is None or self._wish.path != path:
            self.view.show_picture(None)
            self._stack.setCurrentIndex(0)
            self.message.hide()
            self._waiting.show()
        with_account = make_account is not None
        for widget in (self.legend, self.before, self.after):
            widget.setVisible(with_account)
        self._note = note
        self.cell.setText("")
        self._want(path, sheet, cells)

    def go(self, sheet: str, cells: Collection[Position], note: str = "") -> None:
        """Frames cells of a sheet of the file shown and says `note` about them."""
        if self._wish is not None:
            self._note = note
            self._want(self._wish.path, sheet, cells)

    @property
    def path(self) -> Path | None:
        return self._wish.path if self._wish is not None else None

    @property
    def busy(self) -> bool:
        return self._running is not None

    def release(self) -> None:
        """Forgets the file and ends the child."""
        self._wish = self._make = self._account = None
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _want(self, path: Path, sheet: str, cells: Collection[Position]) -> None:
        first = min(cells, default=(0, 0))
        picture = self.view.picture
        if self._running is None and self._account_ready() and picture is not None and self._wish is not None and self._wish.path == path and sheet == picture.sheet and picture.holds(*first):
            self._frame(frozenset(cells))
            return
        top, left = max(0, first[0] - ROWS // 2), max(0, first[1] - COLUMNS // 2)
        self._ask(_Wish(path=path, sheet=sheet, top=top, left=left, cells=frozenset(cells)))

    def _account_ready(self) -> bool:
        return self._make is None or self._account is not None

    def _choose_sheet(self, number: int) -> None:
        if self._wish is not None:
            self._note = ""
            self._ask(_Wish(path=self._wish.path, sheet=str(self.sheets.itemData(number)), cells=frozenset()))

    def _look_further(self, top: int, left: int) -> None:
        picture = self.view.picture
        if self._wish is not None and picture is not None and self._running is None:
            self._ask(_Wish(path=self._wish.path, sheet=picture.sheet, top=top, left=left))

    def _walk(self, step: int) -> None:
        """To the next cell worth seeing after (or before) the current one, and round again."""
        if not self._worth:
            return
        index = self.view.currentIndex()
        here = (index.row(), index.column()) if index.isValid() else (-1, -1)
        onward = [one for one in self._worth if one > here] if step > 0 else [one for one in reversed(self._worth) if one < here]
        target = onward[0] if onward else self._worth[0 if step > 0 else -1]
        picture = self.view.picture
        self.go(picture.sheet if picture is not None else "", [target])

    # -- carrying it out ----------------------------------------------------------------------------------------------

    def _ask(self, wish: _Wish) -> None:
        self._wish = wish
        if self._running is None:
            self._start()

    def _start(self) -> None:
        wish = self._wish
        if wish is None:
            return
        if self._process is None:
            self._process = ReaderProcess()
        process, make, known = self._process, self._make, self._account
        self._running = wish

        def work(progress: Progress) -> _Seen:
            account = known if known is not None or make is None else make()
            sheet = wish.sheet or (account.main_sheet() if account is not None else "")
            try:
                picture = look(wish.path, sheet, wish.top, wish.left, process=process)
            except Refused as refusal:
                return _Seen(wish=wish, refusal=refusal.finding, account=account)
            if account is None:
                return _Seen(wish=wish, picture=picture)
            worth, roles = tuple(account.worth_seeing(picture.sheet)), account.window(picture)
            return _Seen(wish=wish, picture=picture, account=account, roles=roles, counts=account.counted(picture, roles), worth=worth)

        def failed(error: Exception) -> None:
            if shiboken6.isValid(self):
                self._running = None
            raise error

        run_in_background(work, self._ended, failed, title="Arkusz")

    def _ended(self, seen: _Seen) -> None:
        if not shiboken6.isValid(self):
            return
        self._running = None
        if self._wish is None:
            return
        if self._wish.path == seen.wish.path and self._make is not None and self._account is None:
            self._account = seen.account
        if self._wish is not seen.wish:
            self._start()
            return
        self._show(seen)
        self.shown.emit()

    def _show(self, seen: _Seen) -> None:
        self._waiting.hide()
        picture = seen.picture
        if picture is None:
            if seen.refusal is not None:
                self.message.tell(seen.refusal)
            self._stack.setCurrentIndex(0)
            self.legend.hide()
            self._worth = ()
            return
        self.message.hide()
        self._fill_sheets(picture)
        self.view.show_picture(picture)
        self._stack.setCurrentIndex(1)
        self.view.paint(seen.roles or {})
        self.legend.setVisible(bool(seen.roles))
        if seen.counts is not None:
            self.legend.show_counts(seen.counts)
        self._worth = seen.worth
        for widget in (self.before, self.after):
            widget.setEnabled(bool(self._worth))
        if seen.wish.cells is not None:
            self._frame(seen.wish.cells)

    def _fill_sheets(self, picture: SheetPicture) -> None:
        named = len(picture.sheets) > 1 or bool(picture.sheets and picture.sheets[0])
        for widget in (self._of, self.sheets):
            widget.setVisible(named)
        if [self.sheets.itemData(number) for number in range(self.sheets.count())] != list(picture.sheets):
            self.sheets.clear()
            for name in picture.sheets:
                self.sheets.addItem(f"{name} (ukryty)" if name in picture.hidden_sheets else name, name)
        self.sheets.setCurrentIndex(picture.sheets.index(picture.sheet))

    def _frame(self, cells: frozenset[Position]) -> None:
        self.view.highlight_all(cells)
        if cells:
            self._tell_cell(*min(cells))
            if self._note:
                self._say(f"{cell_name(*min(cells))}: {self._note}")
        else:
            self._say("Wybierz komórkę, a zobaczysz, co się z nią stało." if self._account is not None else "")

    def _tell_cell(self, row: int, column: int) -> None:
        picture = self.view.picture
        if picture is None:
            return
        text = " ".join(picture.text(row, column).split())
        says = self.view.says(row, column)
        if not says and self._account is not None:
            says = "pusta komórka" if not text else ""
        self._say(f"{cell_name(row, column)}: " + " – ".join(part for part in (f"„{_short(text, 60)}”" if text else "", says) if part))

    def _say(self, text: str) -> None:
        self.cell.setText(_short(text, MOST_LETTERS))
        self.cell.setToolTip(text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
