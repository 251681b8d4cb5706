"""Whether a workbook was read without anybody's help: recognised, its facts there and right, and everything else listed by cell.

Uses the public reading alone. Facts are compared in words of the domain; the kinds of things are named in `FOUND`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from excel_modules.reading import Reading, read_here
from mrl_desktop.domain.diagnosis import Challenge, FinanceFigure, Problem, Stakeholder, StrategyReview, SwotItem
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.domain.institution import AssessmentAnswer, InstitutionalAction
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.strategy import Goal, Measure, PlanIndicator
from mrl_desktop.domain.surveys import BLANK, QuestionKind, SurveyQuestion
from mrl_desktop.domain.territory import Register
from mrl_desktop.domain.undertakings import BudgetLine, Bundle, Risk, StateAid, Task, Undertaking
from tests.mutations.book import Book, Cell, Fact

ENOUGH = 0.95
"""Part of the facts that must be read."""


@dataclass
class Verdict:
    """What came of one workbook. `wrong`, `missing` and `unlisted` say what exactly."""

    family: str
    recognised: bool
    expected: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    serious: list[str] = field(default_factory=list)
    """Findings that are errors."""
    dates: int = 0

    @property
    def read(self) -> bool:
        """Recognised, at least ENOUGH of the facts there and none wrong, nothing lost silently."""
        return self.understood and not self.unlisted

    @property
    def understood(self) -> bool:
        return self.recognised and not self.wrong and self.found >= ENOUGH * self.expected

    @property
    def why(self) -> str:
        """The reason in one line, for lists of failures."""
        if not self.recognised:
            return "nierozpoznany"
        said = []
        if self.wrong:
            said.append(f"ŹLE ({len(self.wrong)}): " + "; ".join(self.wrong[:3]))
        if self.found < ENOUGH * self.expected:
            said.append(f"brakuje {len(self.missing)} z {self.expected}: " + "; ".join(self.missing[:4]))
        if self.unlisted:
            said.append(f"zgubione po cichu ({len(self.unlisted)}): " + "; ".join(self.unlisted[:4]))
        return " | ".join(said) or "wczytany"


def fold(text: object) -> str:
    """Text for comparing: one kind of spaces, composed letters, no case."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(text)).replace("\u200b", "").replace("\u00ad", "")).strip().casefold()


def _question(text: str) -> str:
    """A question without the number before it."""
    return re.sub(r"^(?:pytanie )?\d+[.)]\s*", "", fold(text))


def plain(text: str) -> str:
    """Folded text without the marks of Polish letters, which some workbooks have lost."""
    return "".join(letter for letter in unicodedata.normalize("NFD", fold(text).replace("ł", "l")) if not unicodedata.combining(letter))


Bag = dict[tuple[str, str, str], list[Any]]


def bag_of(reading: Reading) -> tuple[Bag, dict[str, set[str]]]:
    """Everything the records of a reading say, by (what, name, field); and the names of each kind of thing the file itself brings."""
    bag: Bag = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    records: dict[UUID, Record] = {draft.record.id: draft.record for draft in reading.records}
    with_sources = {draft.record.id for draft in reading.records if draft.sources}

    def title(of: UUID | None) -> str:
        return records[of].name_for_people if of in records else ""

    def say(what: str, name: str, **fields: Any) -> None:
        for at, value in fields.items():
            bag[what, fold(name), fold(at.replace("_", " "))].append(value)

    for draft in reading.records:
        record = draft.record
        own = record.id in with_sources
        match record:
            case Goal():
                say("cel", record.title, poziom=record.level.value, nad=title(record.parent))
                names["cel"] |= {fold(record.title)} if own else set()
            case Measure():
                say("kierunek", record.title, cel=title(record.goal))
                names["kierunek"].add(fold(record.title))
            case PlanIndicator():
                fields = {"jest": True, "dotyczy": title(record.about), "jednostka": record.unit, "baza": record.baseline, "rok bazowy": record.baseline_year, "cel": record.target, "cel słownie": record.target_text, "rok celu": record.target_year, "źródło": record.source, "typ": record.indicator_kind.value, "częstotliwość": record.frequency, "odpowiedzialny": record.responsible}  # fmt: skip
                for name in (record.name, f"{title(record.about)} / {record.name}"):
                    say("wskaźnik", name, **fields)
                names["wskaźnik"].add(fold(record.name))
            case Problem():
                say(
                    "problem",
                    record.title,
                    jest=True,
                    potencjały=record.potentials,
                    **{f"przyczyna {one}": True for one in record.causes},
                    **{f"skutek {one}": True for one in record.effects},
                )
                names["problem"].add(fold(record.title))
            case Challenge():
                say("wyzwanie", record.title, jest=True, opis=record.description)
                names["wyzwanie"] |= {fold(record.title)} if own else set()
            case SwotItem():
                say("swot", record.text, pole=record.quadrant.value)
                names["swot"].add(fold(record.text))
            case Undertaking():
                fields = {"jest": True, "kod": record.code or draft.match_code, "koszt": record.declared_cost, "lider": record.leader, "odpowiedzialny": record.unit, "wiązka": title(record.bundle), "rodzaj": record.category.value, "stan": record.status.value, "cel": title(record.goal), "grupy docelowe": record.target_groups, "stan istniejący": record.existing_state, "partnerzy": record.partners, "rok początku": record.start and record.start.year, "rok końca": record.end and record.end.year}  # fmt: skip
                say("projekt", record.title, **fields)
                say("projekt?", record.title, jest=True)
                names["projekt"] |= {fold(record.title)} if own else set()
                names["projekt?"].add(fold(record.title))
            case Task():
                fields = {"jest": True, "koszt": record.cost, "odpowiedzialny": record.responsible, "rok początku": record.start and record.start.year, "rok końca": record.end and record.end.year, "miesiąc początku": record.start and f"{record.start:%Y-%m}", "miesiąc końca": record.end and f"{record.end:%Y-%m}"}  # fmt: skip
                for name in (record.title, f"{title(record.undertaking)} / {record.title}"):
                    say("zadanie", name, **fields)
                names["zadanie"].add(fold(record.title))
            case Risk():
                say(
                    "ryzyko",
                    record.title,
                    jest=True,
                    P=record.probability,
                    I=record.impact,
                    kategoria=record.category,
                    reakcja=record.response,
                    działania=record.prevention,
                    właściciel=record.owner,
                )
                names["ryzyko"].add(fold(record.title))
            case StateAid():
                say(
                    "pomoc publiczna",
                    title(record.undertaking),
                    jest=True,
                    przeniesienie=record.transfer,
                    korzysc=record.advantage,
                    selektywnosc=record.selectivity,
                    zaklocenie=record.distortion,
                    beneficjent=record.beneficiary,
                )
                names["pomoc publiczna"].add(fold(title(record.undertaking)))
            case Stakeholder():
                say(
                    "interesariusz",
                    record.name,
                    jest=True,
                    typ=record.type,
                    interes=record.interest,
                    wpływ=record.influence,
                    zaangażowanie=record.engagement,
                    postawa=record.attitude,
                    sposób=record.involvement,
                )
                names["interesariusz"].add(fold(record.name))
            case StrategyReview():
                say("ocena strategii", record.title, jest=True, ocena=record.rating, wniosek=record.conclusion)
                names["ocena strategii"].add(fold(record.title))
            case FinanceFigure():
                say("finanse", record.item, **{f"{record.year} {record.stage}": record.amount, f"{record.year} ?": record.amount})
                names["finanse"].add(fold(record.item))
            case AssessmentAnswer():
                fields = {
                    "jest": True,
                    "ocena": record.consensus,
                    "cel": record.target,
                    "dowody": record.evidence,
                    "mocne strony": record.strengths,
                    "słabe strony": record.improvements,
                }
                say("samoocena", record.question, **fields)
                for vote in set(record.individual):
                    bag["głosy", fold(record.question), str(vote)].append(record.individual.count(vote))
                names["samoocena"].add(fold(record.question))
            case InstitutionalAction():
                say(
                    "działanie",
                    record.title,
                    jest=True,
                    odpowiedzialny=record.responsible,
                    koszt=record.cost,
                    rok_końca=record.end and record.end.year,
                )
                names["działanie"].add(fold(record.title))
            case BudgetLine():
                pass
            case SurveyQuestion():
                _survey(record, bag)
                names["ankieta"].add(_question(record.group or record.text))
            case Bundle():
                names["wiązka"].add(fold(record.title))
            case _:
                names[record.kind].add(fold(record.name_for_people))
    _money(reading, bag, title)
    return bag, names


def _money(reading: Reading, bag: Bag, title: Callable[[UUID | None], str]) -> None:
    """Budget lines summed by project and source, by year, and by both."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for draft in reading.records:
        line = draft.record
        if isinstance(line, BudgetLine) and line.amount is not None:
            about = fold(title(line.about))
            for at in (line.source, f"{line.source} {line.year}", f"rok {line.year}"):
                sums[about, at] += float(line.amount)
    for (about, at), amount in sums.items():
        bag["pieniądze", about, fold(at)].append(round(amount, 2))


def _survey(record: SurveyQuestion, bag: Bag) -> None:
    """How many chose each option; a yes/no question in a row of its own counts its yes under the row's name."""
    counts: dict[str, int] = defaultdict(int)
    if record.question_kind is QuestionKind.OPEN:
        for text in record.texts:
            counts[text] += 1
    for answer in record.answers:
        if answer == BLANK:
            continue
        if record.question_kind is QuestionKind.MULTIPLE:
            for place, option in enumerate(record.options):
                if answer >> place & 1:
                    counts[option] += 1
        elif record.question_kind is QuestionKind.NUMBER:
            counts[str(answer)] += 1
        elif 0 <= answer < len(record.options):
            counts[record.options[answer]] += 1
    for option, count in counts.items():
        bag["ankieta", _question(record.group or record.text), fold(option)].append(count)


def observed(reading: Reading) -> dict[tuple[str, int, int], list[tuple[str, str, str, int, float | None]]]:
    """Observations by sheet and cell: key of the series, everything its name says, territory, year, value."""
    found: dict[tuple[str, int, int], list[tuple[str, str, str, int, float | None]]] = defaultdict(list)
    for block in reading.blocks:
        for series, territory, year, value, row, column in zip(
            block.series_index, block.territory_index, block.years, block.values, block.rows, block.columns, strict=True
        ):
            one = block.series[series]
            found[block.sheet, row, column].append(
                (one.key, fold(" ".join((one.title, one.subject, *one.dimensions))), block.territories[territory], year, value)
            )
    return found


def same(expected: Any, got: Any) -> bool:
    """Whether two values say the same: numbers to a hundredth of a percent or half a grosz, texts folded."""
    if got is None:
        return False
    if isinstance(expected, bool) or isinstance(got, bool):
        return bool(bool(expected) == got)
    if isinstance(expected, int | float):
        try:
            return abs(float(got) - expected) <= max(0.0051, abs(expected) * 1e-6)
        except (TypeError, ValueError):
            return False
    return fold(expected) == fold(got)


COUNTED = ("ankieta", "głosy")
"""Facts of single answers, of which the reading gives the number."""
OBSERVED = ("wskaźnik MRL", "ludność", "prognoza")
_ENDS = {"ogółem": "", "kobiety": "_k", "mężczyźni": "_m"}


def _series_fits(fact: Fact, key: str, says: str) -> bool:
    """Whether a series is the one a fact speaks of; series of the catalogue by their key, others by what their name says."""
    first, sex, *_ = [*fact.name.split("|"), ""]
    if fact.what == "ludność" and sex:
        age = "ludnosc" if first == "ogółem" else "wiek_" + re.sub(r"\D+", "_", first).strip("_")
        return key == age + _ENDS[sex]
    if fact.what == "ludność":
        return key == first
    if fact.what == "prognoza":
        low = re.match(r"\d+", first)
        return bool(low and re.search(rf"(?<!\d){low[0]}(?!\d)", says)) and "prognoz" in says + key
    return (
        plain(first) in plain(says)
        or (first == "Liczba ludności"
        and key == "ludnosc")
        or (first == "Stopa bezrobocia rejestrowanego" and key == "stopa_bezrobocia")
        or (first == "Przeciętne miesięczne wynagrodzenie brutto" and key == "wynagrodzenie")
    )


def judge(book: Book, path: Path, register: Register, variables: Iterable[Variable]) -> Verdict:
    """Reads the written workbook and compares."""
    reading = read_here(path, register, tuple(variables))
    return judge_reading(book, reading)


def judge_reading(book: Book, reading: Reading) -> Verdict:
    verdict = Verdict(book.family, recognised=not reading.refused)
    verdict.serious = [f"{one.code} {one.message}" for one in reading.findings if one.severity is Severity.ERROR]
    bag, names = bag_of(reading)
    facts: dict[tuple[str, str, str], tuple[Fact, Cell]] = {}
    cells = observed(reading)
    counts: dict[tuple[str, str, str], float] = defaultdict(float)
    for fact, cell in book.facts():
        key = fact.what, fold(fact.name), fold(fact.field)
        if key not in facts or (fact.what in OBSERVED and cell.at in cells):
            facts[key] = fact, cell
        if fact.what in COUNTED:
            counts[key] += 1
    verdict.expected = len(facts)
    for key, (fact, cell) in facts.items():
        where = f"{fact.what} „{fact.name}” {fact.field} [{cell.at[0]}!{_name(cell)}]"
        if fact.what in OBSERVED:
            _judge_observed(verdict, fact, cell, cells, book, where)
            continue
        expected = counts[key] if fact.what in COUNTED else fact.value
        got = [one for one in bag.get(key, []) if one is not None and one != ""]
        if not got:
            verdict.missing.append(where)
        elif any(same(expected, one) for one in got):
            verdict.found += 1
        else:
            verdict.wrong.append(f"{where}: jest {got[0]!r}, ma być {expected!r}")
    wanted: dict[str, set[str]] = defaultdict(set)
    for fact, _ in facts.values():
        wanted[fact.what].add(fold(fact.name).rpartition(" / ")[2] if fact.what in ("wskaźnik", "zadanie") else fold(fact.name))
    for what in book.closed:
        verdict.wrong += [
            f"{what}: w skoroszycie nie ma „{one}”" for one in sorted(names.get(what, set()) - wanted[what]) if what in wanted
        ]
    verdict.unlisted = unlisted(book, reading, bag)
    return verdict


def _judge_observed(
    verdict: Verdict,
    fact: Fact,
    cell: Cell,
    cells: dict[tuple[str, int, int], list[tuple[str, str, str, int, float | None]]],
    book: Book,
    where: str,
) -> None:
    sheet, row, column = cell.at
    got = [one for name in (sheet, sheet.strip()) for one in cells.get((name, row, column), [])]
    code = fact.name.split("|")[-1]
    if not got:
        verdict.missing.append(where)
        return
    for key, says, territory, year, value in got:
        if not same(fact.value, value):
            verdict.wrong.append(f"{where}: jest {value!r}, ma być {fact.value!r}")
        elif str(year) != fact.field:
            verdict.wrong.append(f"{where}: rok {year}")
        elif not (territory == code or (code == book.town and territory in ("", "@miasto"))):
            verdict.wrong.append(f"{where}: obszar {territory}, ma być {code}")
        elif not _series_fits(fact, key, says):
            verdict.wrong.append(f"{where}: szereg {key} ({says})")
        else:
            verdict.found += 1
            return
        return


def _name(cell: Cell) -> str:
    from tests.mutations.writing import name_of

    return name_of(cell.at[1], cell.at[2])


def unlisted(book: Book, reading: Reading, bag: Bag) -> list[str]:
    """Filled cells of data (and notes) that the reading neither took nor listed; what it took from another cell saying the same is taken."""
    told: set[tuple[str, int, int]] = set()
    for draft in reading.records:
        for _, sheet, cells, _ in draft.sources:
            told |= positions(sheet, cells)
    for one in reading.skipped:
        told |= positions(one.sheet, one.cell)
    for finding in reading.findings:
        told |= positions(finding.place.sheet, finding.place.cell)
    for question in reading.questions:
        told |= positions(question.sheet, question.cell)
    for block in reading.blocks:
        told |= {(block.sheet, row, column) for row, column in zip(block.rows, block.columns, strict=True)}
    codes = {fold(draft.match_code) for draft in reading.records if draft.match_code}
    whole = {sheet for sheet, row, _ in told if row < 0}
    lost = []
    for laid in book.laid():
        for (row, column), cell in laid.cells.items():
            if cell.role not in ("dane", "uwaga") or cell.shown is None or (laid.name, row, column) in told or laid.name in whole:
                continue
            if cell.kind == "kod" and fold(cell.shown) in codes:
                continue
            if book.form == "xls" and cell.formula is not None and not cell.stored:
                continue
            if cell.kind == "odpowiedź" or cell.shown in (0, "…"):
                continue  # answers of a survey are counted by question; empty rows of a template say nothing
            if cell.facts and all(any(same(fact.value, one) for one in bag.get((fact.what, fold(fact.name), fold(fact.field)), ())) for fact in cell.facts):
                continue
            lost.append(f"{laid.name}!{_name(cell)} = {str(cell.shown)[:40]!r}")
    return lost


def positions(sheet: str, cells: str) -> set[tuple[str, int, int]]:
    """Every cell that „C7", „C7:F24" or „C7, D9:D12" names; the whole sheet is (sheet, -1, -1)."""
    found: set[tuple[str, int, int]] = set()
    for part in re.split(r"[,;]\s*", cells.replace("$", "")):
        match = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", part.strip())
        if match:
            left, top = _column(match[1]), int(match[2]) - 1
            right, bottom = (_column(match[3]), int(match[4]) - 1) if match[3] else (left, top)
            if (bottom - top + 1) * (right - left + 1) <= 200_000:
                found |= {(sheet, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
