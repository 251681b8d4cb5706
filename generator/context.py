"""What a chapter function works with: the plan, the statistics and everything computed from them, each computed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from generator.blocks import Block, Run, Runs
from generator.narrative import blocks_of
from generator.outline import Outline, load_outline
from generator.tokens import Tokens, shown
from mrl_desktop.analysis.diagnosis import Diagnosis, IndicatorResult, diagnose
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.document_names import document_names, document_title, town_forms
from mrl_desktop.domain.facts import Fact, Source
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Statistics
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.territory import Register, Territory


@dataclass
class ChapterContext:
    """Shared by all chapters of both documents of one generation. `scope` says which of the twins is being written."""

    project: Project
    statistics: Statistics
    register: Register
    catalogue: Catalogue
    scope: Scope = Scope.PRL
    today: date | None = None

    @cached_property
    def settings(self) -> Settings:
        return self.project.single(Settings)

    @cached_property
    def town(self) -> Territory | None:
        return self.register.get(self.settings.territory)

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering(self.project)

    @cached_property
    def values(self) -> IndicatorValues:
        return IndicatorValues(self.catalogue, self.statistics, self.register)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnose(self.project, self.statistics, self.register, self.catalogue)

    @property
    def outline(self) -> Outline:
        return load_outline(self.scope)

    def result(self, indicator: str) -> IndicatorResult | None:
        """What the diagnosis says of one indicator, or None when it has no data."""
        return next((result for result in self.diagnosis.results if result.definition.id == indicator and result.own is not None), None)

    @cached_property
    def funding_sources(self) -> dict[str, str]:
        """Key to name of every source of money, in the order of tables."""
        return {str(row["klucz"]): str(row["nazwa"]) for row in rules("funding_sources")["zrodlo"]}

    @cached_property
    def principles(self) -> dict[str, str]:
        """Key to name of every horizontal principle."""
        return {str(row["klucz"]): str(row["nazwa"]) for row in rules("horizontal_principles")["zasada"]}

    # -- words and numbers --------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> dict[str, str]:
        """Plain tokens: forms of the town's name as `miasto.msc`, of the documents' names as `prl_dop`."""
        return {f"miasto.{case}": form for case, form in town_forms(self.settings).items()} | document_names(self.settings)

    def title(self, case: str = "mianownik", scope: Scope | None = None) -> str:
        """Name of the document being written (or of its twin) in a grammatical case."""
        return document_title(self.settings, scope or self.scope, case)

    def fill(self, text: str) -> str:
        """`{pri_narz}`, `{dokument}` and the like in a heading of the outline."""
        return text.format_map(document_names(self.settings))

    def indicator(self, key: str, year: int | None = None) -> Fact | None:
        """The town's value of a catalogue indicator (of the newest year unless one is named)."""
        if key not in self.catalogue.indicators or self.town is None:
            return None
        fact = self.values.fact(key, self.town.code, year)
        return fact if fact.value is not None else None

    def variable(self, key: str, year: int | None = None) -> Fact | None:
        """The town's value of a catalogue variable."""
        if key not in self.catalogue.variables or self.town is None:
            return None
        fact = self.values.variable(key, self.town.code, year)
        return fact if fact.value is not None else None

    def money(self, key: str, label: str, amount: Decimal, record: UUID | None = None, field: str = "", *, about: Iterable[UUID] = ()) -> Fact:
        """A fact about money of the plan, in złoty. It leads back to the record it was typed into; a sum leads to what it adds up:
        the projects or actions `about`, without them all of the plan."""
        if record is not None:
            return Fact(key=key, label=label, value=amount, unit="zł", decimals=2, source=Source(record=record, field=field))
        inputs = tuple(self.costs[one] for one in (tuple(about) or self.costs) if one in self.costs)
        return Fact(key=key, label=label, value=amount, unit="zł", decimals=2, formula="suma", inputs=inputs)

    @cached_property
    def costs(self) -> dict[UUID, Fact]:
        """What each planned project (PRL) or action (PRI) costs, as a fact that leads to its card."""
        field = "declared_cost" if self.scope is Scope.PRL else "cost"
        return {
            one.id: self.money(f"suma:{self.numbering.code(one.id)}", f"Koszt: {one.title}", finance.total(self.project, one.id), one.id, field)
            for one in finance.planned(self.project, self.scope)
        }

    def total(self, what: str) -> Fact | None:
        """`koszt`, or the key of a funding source: the sum over all projects (PRL) or actions (PRI)."""
        matrix = finance.by_source_and_year(self.project, self.scope)
        if what == "koszt":
            return self.money("suma:koszt", "Łączny koszt", matrix.total)
        if what in matrix.rows:
            return self.money(f"suma:{what}", self.funding_sources.get(what, what), matrix.row_total(what))
        return None

    def goal_title(self, code: str) -> str | None:
        """Title of the goal with this display code („CS1")."""
        for goal in self.project.all(Goal):
            if self.numbering.code(goal.id) == code:
                return goal.title
        return None

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(indicator=self.indicator, variable=self.variable, total=self.total, goal=self.goal_title, words=self.words)

    def run(self, fact: Fact | None, *, bold: bool = False) -> Run:
        """A fact as a run of text; a missing one as a visible gap."""
        if fact is None or fact.value is None:
            return Run(text="[BRAK DANYCH]", missing=True, bold=bold)
        return Run(text=shown(fact), fact=fact, bold=bold)

    def text(self, template: str) -> Runs:
        """Runs of a short text with tokens: `W {{miasto.msc}} mieszka {{zm:ludnosc}} osób.`"""
        return self.tokens.runs(template)

    # -- own text -----------------------------------------------------------------------------------------------------

    def narrative(self, key: str, scope: Scope | None = None) -> Narrative | None:
        """The planner's own text of a chapter of the document."""
        return self.project.one(Narrative, narrative_id(scope or self.scope, key))

    def own_text(self, key: str) -> Sequence[Block]:
        """Blocks of the planner's own text of a chapter; none when there is none."""
        narrative = self.narrative(key)
        if narrative is None or not narrative.text.strip():
            return ()
        level = next((entry.level for entry in self.outline.entries if entry.key == key), 3)
        return blocks_of(narrative.text, self.tokens, record=narrative.id, level=min(level + 1, 4))


def narrative_id(scope: Scope, key: str) -> UUID:
    """Id under which the own text of a chapter is kept: the same in every copy of a project, so that copies merge."""
    return id_from("narrative", scope.value, key)
