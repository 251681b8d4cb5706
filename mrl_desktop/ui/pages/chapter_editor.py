"""The planner's part of a chapter: own text with its word count and state, and the tables that belong only here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from generator.context import narrative_id
from generator.narrative import words
from generator.outline import Entry
from mrl_desktop import polish
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.narrative import ChapterState, Narrative
from mrl_desktop.domain.people import EnvironmentalAssessment
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.pages import chapter_tables
from mrl_desktop.ui.pages.document_work import LOOKS, ChapterStanding
from mrl_desktop.ui.pages.survey_answers import SurveyAnswers
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import choice
from mrl_desktop.ui.widgets.basics import button, dress, label, picture
from mrl_desktop.ui.widgets.narrative_edit import NarrativeEntry

BY_ITSELF = {
    "cover": "Stronę tytułową program składa z ustaleń kroku „Miasto”.",
    "contents": "Spis treści program tworzy sam.",
    "registers": "Spisy tabel, wykresów i źródeł program tworzy sam.",
    "abbreviations": "Program sam znajduje użyte skróty. Możesz dopisać własny tekst.",
}
STATES = choice([(state, str(state)) for state in (ChapterState.DRAFT, ChapterState.FOR_REVIEW, ChapterState.TO_MEND, ChapterState.APPROVED)])


@dataclass(slots=True)
class _Tables:
    """Tables of one chapter, made once and shown again."""

    holder: QWidget
    tables: list[RecordTable[Any]]
    form: Form | None = None
    answers: SurveyAnswers | None = None


class ChapterEditor(QWidget):
    """Call `display` with a chapter of the outline; `ask_fact` opens the choice of a number."""

    edited = Signal()

    def __init__(self, session: ProjectSession, ask_fact: Callable[[QWidget], str]) -> None:
        super().__init__()
        self._session = session
        self._entry: Entry | None = None
        self._scope = Scope.PRL
        self._known: dict[tuple[Scope, str], _Tables] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, 0, theme.S16, theme.S16)
        column.setSpacing(theme.S12)
        self._crumb = label("", "crumb")
        self.title = label("", "title")
        column.addWidget(self._crumb)
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self._icon = picture("circle", "muted")
        self._standing = label("", "label")
        row.addWidget(self._icon)
        row.addWidget(self._standing, 1)
        column.addLayout(row)
        self._by_itself = label("", "muted")
        column.addWidget(self._by_itself)
        self._to_town = button("Przejdź do kroku „Miasto”", lambda: session.go_to(Place(step="town")))
        column.addWidget(self._to_town)
        self.form = Form(
            session,
            (
                Field(
                    name="text",
                    label="Własny tekst",
                    make=lambda: NarrativeEntry(lines=9, ask_fact=ask_fact),
                    help="Wiersz zaczęty znakiem > to wniosek w ramce, a - lub 1. to lista.",
                ),
                Field(name="state", label="Stan tekstu", kind=STATES, span=3),
            ),
            "tekstu rozdziału",
        )
        column.addWidget(self.form)
        self._count = label("", "help")
        column.addWidget(self._count)
        self._tables_place = QVBoxLayout()
        column.addLayout(self._tables_place)
        column.addStretch(1)
        self.form.entry("text").edited.connect(self._typed)

    @property
    def text(self) -> NarrativeEntry:
        """The field of the own text."""
        entry = self.form.entry("text")
        assert isinstance(entry, NarrativeEntry)
        return entry

    def display(self, scope: Scope, entry: Entry, number: str, title: str) -> None:
        """Shows a chapter's own text and tables as they are now."""
        self._scope, self._entry = scope, entry
        obligatory = "rozdział obowiązkowy" if entry.required else "rozdział nieobowiązkowy"
        self._crumb.setText("  ›  ".join(part for part in (str(scope), number and f"rozdział {number}", obligatory) if part))
        self.title.setText(title)
        said = BY_ITSELF.get(entry.make, "")
        self._by_itself.setText(said)
        self._by_itself.setVisible(bool(said))
        self._to_town.setVisible(entry.make == "cover")
        writable = entry.make not in ("cover", "contents", "registers")
        self.form.setVisible(writable)
        self._count.setVisible(writable)
        self.form.display(self.narrative())
        self._count_words()
        self._show_tables(scope, entry.make)

    def show_standing(self, standing: ChapterStanding | None) -> None:
        """Shows how the chapter stands in the document."""
        name, token = LOOKS[standing] if standing else ("circle", "muted")
        icons.give(self._icon, name, token)
        self._standing.setText(str(standing).capitalize() if standing else "Sprawdzam…")

    def narrative(self) -> Narrative:
        """The own text of the chapter in view, a fresh one while there is none."""
        assert self._entry is not None
        wanted = narrative_id(self._scope, self._entry.key)
        found = self._session.project.one(Narrative, wanted)
        return found or Narrative(id=wanted, document=self._scope, chapter=self._entry.key, author=self._session.open_project.workspace.who)

    def go_to(self, place: Place) -> QWidget:
        """The widget in which the place of this chapter is edited."""
        tables = self._known.get((self._scope, self._entry.make if self._entry else ""))
        if tables is not None and place.record is not None:
            if tables.form is not None and tables.form.record_id == place.record:
                return tables.form.entry(place.field or "status")
            for table in tables.tables:
                if table.pick(place.record):
                    return table.view
        return self.text

    def _typed(self) -> None:
        self._count_words()
        self.edited.emit()

    def _count_words(self) -> None:
        wanted = self._entry.min_words if self._entry else 0
        count = words(str(self.text.value() or ""))
        counted = polish.counted(count, "słowo", "słowa", "słów")
        short = count < wanted
        self._count.setText(f"{counted} z co najmniej {wanted}" if short else f"{counted}, wystarczy" if wanted else counted)
        dress(self._count, tone="warn" if short and count else "")

    def _show_tables(self, scope: Scope, make: str) -> None:
        wanted = (scope, make)
        if make and wanted not in self._known:
            self._known[wanted] = self._made(scope, make)
            self._tables_place.addWidget(self._known[wanted].holder)
        for key, tables in self._known.items():
            tables.holder.setVisible(key == wanted)
        shown = self._known.get(wanted)
        if shown is not None:
            for table in shown.tables:
                table.refresh()
            if shown.form is not None:
                shown.form.display(self._session.project.single(EnvironmentalAssessment))
            if shown.answers is not None:
                shown.answers.display(shown.tables[0].current_id())

    def _made(self, scope: Scope, make: str) -> _Tables:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S8)
        made = _Tables(holder, [])
        for title, table in chapter_tables.tables_of(self._session, scope, make):
            column.addWidget(label(title, "section"))
            column.addWidget(table)
            made.tables.append(table)
        if (scope, make) == chapter_tables.SURVEYS:
            made.answers = SurveyAnswers(self._session)
            made.tables[0].chosen.connect(made.answers.display)
            column.addWidget(made.answers)
        if scope is Scope.PRL and make == chapter_tables.ENVIRONMENT:
            column.addWidget(label("Przebieg sprawy", "section"))
            made.form = Form(self._session, chapter_tables.environment_fields(), "oceny oddziaływania na środowisko")
            column.addWidget(made.form)
        return made
