"""One indicator of the diagnosis: the sentence first, then the number, the chart, what it means, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mrl_desktop.analysis.diagnosis import Diagnosis, IndicatorResult
from mrl_desktop.domain.diagnosis import Quadrant
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Place
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.pages import diagnosis_uses as uses
from mrl_desktop.ui.pages import ratings
from mrl_desktop.ui.pages.sentence import FactSentence
from mrl_desktop.ui.pages.wrapping_row import WrappingRow
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label, picture
from mrl_desktop.ui.widgets.cards import KeyFigureCard
from mrl_desktop.ui.widgets.chart import ChartWidget
from mrl_desktop.ui.widgets.message import InlineMessage

MEANINGS = {"+": "Im więcej, tym lepiej.", "-": "Im mniej, tym lepiej.", "=": "Sam wzrost ani spadek nie jest tu dobry ani zły."}
IN_TIME, IN_GROUP = "Zmiana w czasie", "Miejsce w grupie"


class IndicatorView(QWidget):
    """Call `display` with a diagnosis and the id of an indicator."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._diagnosis: Diagnosis | None = None
        self._result: IndicatorResult | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, 0, theme.S12, theme.S16)
        column.setSpacing(theme.S12)
        self._crumb = label("", "crumb")
        self.headline = label("", "title")
        self._cards = WrappingRow(150)
        column.addWidget(self._crumb)
        column.addWidget(self.headline)
        column.addWidget(self._rating_row())
        column.addWidget(self._cards)
        self._missing = InlineMessage(button("Wczytaj dane", lambda: session.go_to(Place(step="data"))))
        column.addWidget(self._missing)
        column.addWidget(self._chart_card())
        column.addWidget(self._meaning_card())
        column.addWidget(self._uses_row())
        self._note = label("", "help")
        column.addWidget(self._note)
        column.addStretch(1)

    def display(self, diagnosis: Diagnosis, indicator: str) -> None:
        """Shows one result."""
        result = diagnosis.result(indicator)
        self._diagnosis, self._result = diagnosis, result
        if result is None:
            return
        definition, present = result.definition, result.own is not None
        area = diagnosis.catalogue.areas.get(definition.area)
        self._crumb.setText("  ›  ".join(part for part in (area.name if area else "", definition.sub_area, definition.id) if part))
        self.headline.setText(diagnosis.headline(result) if present else definition.name)
        self._show_rating(result)
        self._cards.show_items(self._figures(result) if present else [])
        for part in (self._chart_box, self._meaning, self._uses):
            part.setVisible(present)
        if present:
            self._missing.hide()
            self._sentence.show_pieces(diagnosis.interpretation(result))
            self._time.setEnabled(len(result.series) > 1)
            self._group.setEnabled(len(result.group_values) > 1)
            if not self._time.isEnabled():
                self._group.setChecked(True)
            elif not self._group.isEnabled():
                self._time.setChecked(True)
            self._draw()
        else:
            self._missing.say("Brakuje danych do tego wskaźnika.", self._needed(result), "warn")
        self._note.setText(" ".join(part for part in (definition.note, MEANINGS[definition.direction]) if part))

    # -- parts --------------------------------------------------------------------------------------------------------

    def _rating_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S8)
        self._icon = picture("circle", "muted")
        self._word = label("", "label")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._word, 1)
        return holder

    def _chart_card(self) -> QWidget:
        self._chart_box = frame("card")
        inside = QVBoxLayout(self._chart_box)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S16)
        inside.setSpacing(theme.S8)
        row = QHBoxLayout()
        row.setSpacing(theme.S4)
        self._views = QButtonGroup(self)
        self._time, self._group = QPushButton(IN_TIME), QPushButton(IN_GROUP)
        for made in (self._time, self._group):
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(f"Wykres: {made.text()}")
            self._views.addButton(made)
            row.addWidget(made)
        self._time.setChecked(True)
        row.addStretch(1)
        self._views.buttonClicked.connect(lambda _: self._draw())
        inside.addLayout(row)
        self._chart = ChartWidget()
        self._chart.picked.connect(self._ask)
        inside.addWidget(self._chart)
        return self._chart_box

    def _meaning_card(self) -> QWidget:
        self._meaning = frame("message")
        inside = QVBoxLayout(self._meaning)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        inside.setSpacing(theme.S4)
        inside.addWidget(label("Co z tego wynika", "label"))
        self._sentence = FactSentence()
        inside.addWidget(self._sentence)
        inside.addWidget(label("Wskaż liczbę w zdaniu, a program pokaże, skąd pochodzi.", "help"))
        return self._meaning

    def _uses_row(self) -> QWidget:
        self._uses = WrappingRow(216, stretch=False)
        offers: list[QWidget] = []
        for text, icon, fill in (
            ("Dodaj jako dowód", "challenges", self._fill_evidence),
            ("Ustal jako wskaźnik celu", "goals", self._fill_goals),
            ("Dopisz do SWOT", "edit", self._fill_swot),
        ):
            made = button(text, icon=icon)
            menu = QMenu(made)
            menu.setAccessibleName(text)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: (menu.clear(), fill(menu)))
            made.setMenu(menu)
            offers.append(made)
        self._uses.show_items(offers)
        return self._uses

    def _show_rating(self, result: IndicatorResult) -> None:
        name, token = ratings.look(result)
        icons.give(self._icon, name, token)
        place = ratings.place_in_group(result)
        self._word.setText(ratings.words(result) + (f" – {place} w grupie porównawczej" if place else ""))

    def _figures(self, result: IndicatorResult) -> list[KeyFigureCard]:
        own = result.own
        assert own is not None
        whose = "" if own.territory == (self._diagnosis.town.code if self._diagnosis else "") else f"wartość: {own.territory_name}"
        unit = own.unit if own.unit != "%" else result.definition.label
        cards = [KeyFigureCard(ratings.shown(own), f"{unit}, {own.year} r.", whose, own)]
        if result.change is not None and result.first is not None:
            group = f"w grupie {ratings.shown(result.group_change, sign=True)}" if result.group_change else ""
            cards.append(KeyFigureCard(ratings.shown(result.change, sign=True), f"od {result.first.year} r.", group, result.change))
        if result.group_mean is not None:
            cards.append(
                KeyFigureCard(ratings.shown(result.group_mean), "średnia grupy", f"mediana {ratings.shown(result.group_median)}")
            )
        if result.position is not None:
            cards.append(KeyFigureCard(ratings.place_in_group(result), "miejsce w grupie", f"tendencja: {result.trend.word}" if result.trend else ""))
        return cards

    def _draw(self) -> None:
        if self._diagnosis is None or self._result is None:
            return
        in_time = self._time.isChecked()
        chart = self._diagnosis.chart(self._result) if in_time else self._diagnosis.ranking(self._result)
        self._chart.display(chart, titled=chart.title != self.headline.text())

    def _needed(self, result: IndicatorResult) -> str:
        """Which files of the publisher would give the value."""
        assert self._diagnosis is not None
        variables = [self._diagnosis.catalogue.variables[key] for key in result.definition.variables if key in self._diagnosis.catalogue.variables]
        subjects = {f"„{one.subject_title or one.title}”" + (f" (podgrupa {one.subject})" if one.subject else "") for one in variables}
        return f"Wczytaj plik z Banku Danych Lokalnych GUS: {', '.join(sorted(subjects))}." if subjects else result.missing

    # -- uses ---------------------------------------------------------------------------------------------------------

    def _fill_evidence(self, menu: QMenu) -> None:
        result, code = self._result, self._session.open_project.numbering.code
        if result is None:
            return
        for one in uses.provable(self._session):
            self._offer(menu, f"{code(one.id)}  {one.title}", partial(uses.prove, self._session, result, one))
        if menu.isEmpty():
            self._offer(menu, "Nie ma jeszcze problemów ani wyzwań – przejdź do kroku „Wyzwania”", lambda: self._session.go_to(Place(step="challenges")))

    def _fill_goals(self, menu: QMenu) -> None:
        result, code = self._result, self._session.open_project.numbering.code
        if result is None:
            return
        for goal in uses.measurable(self._session):
            self._offer(menu, f"{code(goal.id)}  {goal.title}", partial(uses.measure, self._session, result, goal))
        if menu.isEmpty():
            self._offer(menu, "Nie ma jeszcze celów – przejdź do kroku „Wizja i cele”", lambda: self._session.go_to(Place(step="goals")))

    def _fill_swot(self, menu: QMenu) -> None:
        diagnosis, result = self._diagnosis, self._result
        if diagnosis is None or result is None:
            return
        for quadrant in Quadrant:
            self._offer(menu, str(quadrant).capitalize(), partial(uses.judge, self._session, diagnosis, result, quadrant))

    def _offer(self, menu: QMenu, text: str, act: Callable[[], None]) -> None:
        shown = text if len(text) <= 90 else f"{text[:88]}…"
        action = QAction(shown.replace("&", "&&"), menu)
        action.setToolTip(text)
        action.triggered.connect(lambda _=False: act())
        menu.addAction(action)

    def _ask(self, fact: Fact) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        FactSourceDialog.tell(self.window(), fact)

    def focus_headline(self) -> None:
        """Gives the focus to the first thing that takes it."""
        self._time.setFocus(Qt.FocusReason.OtherFocusReason)
