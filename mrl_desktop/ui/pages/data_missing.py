"""„Czego jeszcze brakuje": which variables of the catalogue the town has no values of, subject by subject, and how to get them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.flows.browse_data import Holdings, Subject, Wanted
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label

HEIGHT = 460
STEPS = (
    "Otwórz w przeglądarce stronę bdl.stat.gov.pl i wybierz „Dane według dziedzin”.",
    "Odszukaj podgrupę po numerze lub nazwie z listy poniżej. Zaznacz wszystkie jej cechy i możliwie długi szereg lat.",
    "Wybierz jednostki: swoje miasto, powiat, Polskę i miasta, z którymi chcesz się porównać.",
    "Wyeksportuj tablicę jako „XLSX” albo „CSV”. Plik Excel sam mówi, czego dotyczy, więc program o nic nie zapyta.",
    "Niczego w pliku nie zmieniaj i przeciągnij go tutaj. Możesz pobrać wiele plików i wczytać je razem.",
)


class MissingData(QWidget):
    """A section of the page „Dane"; `show_holdings` gives it what the project holds and lacks."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._subjects: dict[str, Subject] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        column.addWidget(_steps())
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self._count = label("", "muted")
        row.addWidget(self._count, 1)
        self.only_missing = QCheckBox("Tylko brakujące")
        self.only_missing.setChecked(True)
        self.only_missing.toggled.connect(lambda _: self._show())
        row.addWidget(self.only_missing)
        self.copy = button("Kopiuj listę", self._copy, icon="copy", tooltip="Lista brakujących danych do wklejenia w notatce albo wiadomości.")
        row.addWidget(self.copy)
        column.addLayout(row)
        parts = Split((430, 470))
        self.subjects = EntryList("Podgrupy Banku Danych Lokalnych")
        self.variables = EntryList("Zmienne podgrupy")
        self.subjects.chosen.connect(self._choose)
        parts.take(self.subjects, self.variables)
        parts.setFixedHeight(HEIGHT)
        column.addWidget(parts)

    def refresh(self) -> None:
        """The page brings new holdings by itself after a change."""

    def go_to(self, place: Place) -> QWidget | None:
        return None

    def show_holdings(self, holdings: Holdings) -> None:
        """Shows what is there and what is not."""
        self._subjects = {f"{subject.id} {subject.title}": subject for subject in holdings.subjects}
        self._show()

    def _show(self) -> None:
        entries = []
        for key, subject in self._subjects.items():
            if subject.missing or not self.only_missing.isChecked():
                entries.append(Entry(key=key, title=" ".join(part for part in (subject.id, subject.title) if part), note=_state(subject), icon=_icon(subject)))
        before = self.subjects.current
        self.subjects.show_entries(entries)
        if self.subjects.current == before:
            self._choose(before)
        missing = sum(subject.missing for subject in self._subjects.values())
        total = sum(len(subject.variables) for subject in self._subjects.values())
        if not missing:
            self._count.setText("Program ma wszystkie dane, których używa.")
        else:
            subjects = polish.counted(len([one for one in self._subjects.values() if one.missing]), "podgrupie", "podgrupach", "podgrupach")
            self._count.setText(f"Program umie użyć {polish.number(total)} zmiennych. Brakuje {polish.number(missing)}, w {subjects}. Nie wszystkie są konieczne.")
        self.copy.setEnabled(bool(missing))

    def _choose(self, key: str) -> None:
        subject = self._subjects.get(key)
        shown = [one for one in subject.variables if not one.own_years or not self.only_missing.isChecked()] if subject is not None else []
        self.variables.show_entries([_variable(one) for one in shown])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(list(self._subjects.values())))
        self._session.told.emit("Skopiowano listę brakujących danych.")


def as_text(subjects: list[Subject]) -> str:
    """The missing variables as plain text, for a note or a message."""
    lines: list[str] = []
    for subject in subjects:
        missing = [one for one in subject.variables if not one.own_years]
        if missing:
            lines.append(" ".join(part for part in (subject.id, subject.title) if part))
            lines += [f"  - {one.variable.title}{' (dane tylko dla powiatów)' if one.variable.lowest == 'powiat' else ''}" for one in missing]
    return "\n".join(lines)


def _state(subject: Subject) -> str:
    total = len(subject.variables)
    if not subject.missing:
        return f"jest wszystko ({total})"
    if subject.missing == total:
        return f"brakuje wszystkiego ({total})"
    return f"brakuje {subject.missing} z {total}"


def _icon(subject: Subject) -> tuple[str, str]:
    if not subject.missing:
        return "check", "good"
    return ("circle", "muted") if subject.missing == len(subject.variables) else ("half", "accent")


def _variable(wanted: Wanted) -> Entry:
    variable = wanted.variable
    unit = "" if variable.unit in ("", "-") else f" · {variable.unit}"
    powiat = " · dane tylko dla powiatów" if variable.lowest == "powiat" else ""
    if wanted.own_years:
        note, icon = f"jest: {words.years(wanted.own_years)}", ("check", "good")
    elif wanted.elsewhere:
        note, icon = "są tylko inne jednostki, brakuje miasta", ("half", "accent")
    else:
        note, icon = "brak", ("circle", "muted")
    return Entry(key=variable.key, title=variable.title, note=f"{note}{unit}{powiat}", icon=icon)


def _steps() -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
    column.setSpacing(theme.S4)
    column.addWidget(label("Jak pobrać dane z Banku Danych Lokalnych GUS", "label"))
    for number, step in enumerate(STEPS, start=1):
        column.addWidget(label(f"{number}. {step}"))
    return card
