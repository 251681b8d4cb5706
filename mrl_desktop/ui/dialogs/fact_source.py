"""„Skąd ta liczba?": the chain from a number through its formula and inputs down to file, sheet and cell."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.facts import Fact, Mark, Source
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.source_sheet import SourceSheet

HELD = int(Qt.ItemDataRole.UserRole) + 1


def value_of(fact: Fact) -> str:
    """„43 370 osób", with its unit; „brak" when there is none."""
    if fact.value is None:
        return "brak wartości"
    number = polish.number(fact.value, fact.decimals)
    return f"{number}%" if fact.unit == "%" else f"{number} {fact.unit}".strip()


def name_of(fact: Fact) -> str:
    """„Ludność ogółem, Nowe Bielany, 2024"."""
    return ", ".join(str(part) for part in (fact.label, fact.territory_name, fact.year) if part)


def origin_lines(source: Source) -> list[tuple[str, str]]:
    """What is known of a source, as (what, value) lines."""
    lines = [
        ("Plik", source.file or "wpisano w programie"),
        ("Arkusz", source.sheet),
        ("Komórki" if "," in source.cell else "Komórka", source.cell),
        ("Jak wyliczono", source.how),
        ("Wydawca", source.publisher),
        ("Stan danych wydawcy", _published(source.vintage)),
        ("Wczytano", polish.moment(source.imported_at) if source.imported_at else ""),
        ("Odczytane przez", source.importer),
        ("Suma kontrolna pliku (SHA-256)", source.sha256),
    ]
    return [(what, value) for what, value in lines if value]


def _published(vintage: str) -> str:
    """The publisher's time as people read it; as it stands when it is not an ISO date."""
    try:
        told = datetime.fromisoformat(vintage)
    except ValueError:
        return vintage
    return polish.moment(told) if "T" in vintage else polish.day(told)


def as_text(fact: Fact, depth: int = 0) -> str:
    """The whole chain as plain text, for copying."""
    pad = "    " * depth
    lines = [f"{pad}{name_of(fact)}: {value_of(fact)}"]
    if fact.formula:
        lines.append(f"{pad}  Wzór: {fact.formula}")
    if fact.source is not None:
        lines.extend(f"{pad}  {what}: {value}" for what, value in origin_lines(fact.source))
    lines.extend(as_text(part, depth + 1) for part in fact.inputs)
    return "\n".join(lines)


class FactSourceDialog(QDialog):
    """Shows where one number comes from, down to the cell in its sheet; changes nothing."""

    def __init__(self, parent: QWidget | None, fact: Fact) -> None:
        super().__init__(parent)
        self._fact = fact
        self.setWindowTitle("Skąd ta liczba?")
        self.resize(900, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label(value_of(fact), "display", selectable=True))
        column.addWidget(label(name_of(fact), "lead"))
        if fact.mark is not Mark.NORMAL:
            column.addWidget(label(f"Uwaga: {fact.mark}.", tone="warn"))
        if not fact.inputs and fact.source is None:
            column.addWidget(label("Ta wartość nie ma zapisanego pochodzenia.", "muted"))
        self.tree = self._chain()
        self.sheet = SourceSheet()
        parts = Split((220, 300), Qt.Orientation.Vertical)
        parts.take(self.tree, self.sheet)
        column.addWidget(parts, 1)
        row = QHBoxLayout()
        row.addWidget(button("Kopiuj opis", self._copy, icon="copy"))
        row.addStretch(1)
        row.addWidget(button("Zamknij", self.accept, role="primary"))
        column.addLayout(row)
        first = next(fact.sources(), None)
        self.sheet.setVisible(first is not None and bool(first.file))
        if first is not None:
            self.sheet.show_source(first)
        self.finished.connect(lambda _: self.sheet.release())
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def tell(cls, parent: QWidget | None, fact: Fact) -> None:
        """Opens the dialog and waits until it is closed."""
        cls(parent, fact).exec()

    def _chain(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderLabels(["Skąd", "Wartość"])
        tree.setAccessibleName("Pochodzenie liczby")
        tree.setRootIsDecorated(True)
        tree.setWordWrap(True)
        self._grow(tree.invisibleRootItem(), self._fact, top=True)
        tree.expandToDepth(0 if self._fact.inputs else 1)
        tree.setColumnWidth(0, 430)
        tree.header().setStretchLastSection(True)
        tree.currentItemChanged.connect(self._choose)
        return tree

    def _grow(self, parent: QTreeWidgetItem, fact: Fact, *, top: bool = False) -> None:
        node = QTreeWidgetItem(parent, ["Ta liczba" if top else name_of(fact), value_of(fact)])
        if fact.source is not None and fact.source.file:
            node.setData(0, HELD, fact.source)
        if fact.formula:
            QTreeWidgetItem(node, ["Wzór", fact.formula])
        if fact.source is not None:
            for what, value in origin_lines(fact.source):
                item = QTreeWidgetItem(node, [what, value])
                item.setToolTip(1, value)
        for part in fact.inputs:
            self._grow(node, part)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        """The sheet follows the number chosen, or the one whose line is chosen."""
        while item is not None:
            source = item.data(0, HELD)
            if isinstance(source, Source):
                if source != self.sheet.source:
                    self.sheet.show_source(source)
                return
            item = item.parent()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._fact))
