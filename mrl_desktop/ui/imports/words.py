"""What the preview says: how sure, what will happen, what stands in the way; one place, so that the same thing has the same words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from excel_modules.merge import State
from excel_modules.reading import SeriesQuestion
from mrl_desktop import polish
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.territory import Level
from mrl_desktop.flows.import_files import ImportPlan, ImportReport, PlannedFile

ICON_OF = {Severity.ERROR: ("error", "bad"), Severity.WARNING: ("warning", "warn"), Severity.NOTE: ("info", "accent")}
LEVEL_WORDS = {
    Level.COUNTRY: ("kraj", "kraje", "krajów"),
    Level.MACROREGION: ("makroregion", "makroregiony", "makroregionów"),
    Level.REGION: ("region", "regiony", "regionów"),
    Level.VOIVODESHIP: ("województwo", "województwa", "województw"),
    Level.SUBREGION: ("podregion", "podregiony", "podregionów"),
    Level.POWIAT: ("powiat", "powiaty", "powiatów"),
    Level.GMINA: ("gmina", "gminy", "gmin"),
    Level.PART: ("część gminy", "części gmin", "części gmin"),
}


def breakable(name: str) -> str:
    """A file name that may break after its underscores, for lists and headings."""
    return name.replace("_", "_\u200b").replace("-", "-\u200b")


def values(count: int) -> str:
    return polish.counted(count, "wartość", "wartości", "wartości")


def files(count: int) -> str:
    return polish.counted(count, "plik", "pliki", "plików")


def elements(count: int) -> str:
    return polish.counted(count, "element planu", "elementy planu", "elementów planu")


def questions(count: int) -> str:
    return polish.counted(count, "pytanie", "pytania", "pytań")


def sureness(confidence: float) -> str:
    """How sure the reader is, in words."""
    if confidence >= 0.9:
        return "rozpoznano na pewno"
    if confidence >= 0.7:
        return "rozpoznano z dużą pewnością"
    return "rozpoznano niepewnie – obejrzyj podgląd"


def vintage(text: str) -> str:
    """„18 czerwca 2025 r." for an ISO date or time; as it stands when it is neither."""
    try:
        return polish.day(datetime.fromisoformat(text)) if "T" in text else polish.day(date.fromisoformat(text))
    except ValueError:
        return text


def years(held: Collection[int]) -> str:
    """„2015–2024", „2010, 2015 i 2024": a dash only where no year is missing."""
    if not held:
        return ""
    first, last = min(held), max(held)
    if len(set(held)) == last - first + 1:
        return polish.year_range(first, last)
    ordered = sorted(set(held))
    return polish.joined([str(year) for year in ordered]) if len(ordered) <= 4 else f"{len(ordered)} z lat {first}–{last}"


def outcome(file: PlannedFile) -> str:
    """What will become of a file, short: „110 wartości", „88 nowych, 1 pominięte"."""
    if file.reading.refused:
        return "nie można wczytać"
    parts = [values(file.merge.observations)] if file.merge.observations else []
    counts = file.merge.counts()
    for state in (State.CREATED, State.CHANGED, State.CONFLICT):
        if counts.get(state):
            parts.append(f"{polish.number(counts[state])} {plural_state(state, counts[state])}")
    if not parts:
        parts.append("czeka na odpowiedź" if file.open_questions else "bez zmian")
    if file.open_questions:
        parts.append(questions(file.open_questions))
    return ", ".join(parts)


def plural_state(state: State, count: int) -> str:
    """„nowy", „nowe", „nowych"."""
    forms = {
        State.CREATED: ("nowy", "nowe", "nowych"),
        State.CHANGED: ("zmieniony", "zmienione", "zmienionych"),
        State.UNCHANGED: ("bez zmian", "bez zmian", "bez zmian"),
        State.CONFLICT: ("do rozstrzygnięcia", "do rozstrzygnięcia", "do rozstrzygnięcia"),
        State.SKIPPED: ("pominięty", "pominięte", "pominiętych"),
        State.ABSENT: ("nieobecny w pliku", "nieobecne w pliku", "nieobecnych w pliku"),
    }
    return polish.plural(count, *forms[state])


def outcome_sentence(file: PlannedFile) -> str:
    """What will become of a file, as sentences."""
    if file.reading.refused and any("Wskaż znaczenie kolumn" in finding.hint for finding in file.reading.findings):
        return "Program nie zna układu tego pliku. Pozostałe pliki wczytają się bez przeszkód."
    if file.reading.refused:
        return "Tego pliku nie można wczytać. Pozostałe pliki wczytają się bez przeszkód."
    parts = []
    if file.merge.observations:
        parts.append(f"Plik wnosi {values(file.merge.observations)}.")
    counts = file.merge.counts()
    told = [f"{polish.number(counts[state])} {plural_state(state, counts[state])}" for state in State if counts.get(state) and file.reading.records]
    if told:
        parts.append(f"Elementy planu: {polish.joined(told)}.")
    if file.open_questions:
        waiting = sum(question.values for question in file.reading.questions if question.answer is None)
        parts.append(f"{values(waiting)} czeka na odpowiedź, czego dotyczą." if waiting else "Plik czeka na odpowiedź, czego dotyczą jego kolumny.")
    left_out = sum(question.values for question in file.reading.questions if question.answer == "")
    if left_out:
        parts.append(f"Na Twoje życzenie pominięto: {values(left_out)}.")
    if not file.change and not file.open_questions:
        same = file.merge.repeated is not None
        parts.insert(0, "Ten plik jest już wczytany. Nic się nie zmieni." if same else "Plik nie wnosi nic nowego.")
    return " ".join(parts)


def icon(file: PlannedFile) -> tuple[str, str]:
    """The state of a file as an icon; the words beside it say the same."""
    if file.reading.refused:
        return "error", "bad"
    if file.open_questions:
        return "help", "warn"
    if file.merge.conflicts:
        return "warning", "warn"
    return ("check", "good") if file.change else ("circle", "muted")


def intention(plan: ImportPlan) -> str:
    """What the button says: „Wczytaj 12 plików: 4 310 wartości, 58 elementów planu"."""
    if plan.bringing:
        parts = [values(plan.observations)] if plan.observations else []
        parts += [elements(plan.records)] if plan.records else []
        return f"Wczytaj {files(plan.bringing)}: {', '.join(parts)}" if parts else f"Wczytaj {files(plan.bringing)}"
    return "Zapamiętaj odpowiedzi" if plan.choices else "Nie ma nic nowego do wczytania"


def summary(plan: ImportPlan) -> str:
    """The line under the preview's title."""
    parts = ["Nic nie jest jeszcze zapisane."]
    waiting = sum(question.values for question in plan.open_questions)
    if plan.open_questions:
        parts.append(f"{values(waiting)} czeka na Twoją odpowiedź ({questions(len(plan.open_questions))}).")
    refused = sum(1 for file in plan.files if file.reading.refused)
    idle = sum(1 for file in plan.files if not file.change and not file.open_questions and not file.reading.refused)
    if refused:
        parts.append(f"Nie da się wczytać: {files(refused)}.")
    if idle:
        parts.append(f"Nic nowego: {files(idle)}.")
    return " ".join(parts)


def told(report: ImportReport) -> str:
    """The message after an import."""
    parts = [values(report.observations)] if report.observations else []
    parts += [elements(report.records)] if report.records else []
    return f"Wczytano {files(report.files)}: {polish.joined(parts)}." if report.files else "Zapamiętano odpowiedzi."


def where(sheet: str, cell: str) -> str:
    return ", ".join(part for part in (f"arkusz „{sheet}”" if sheet else "", f"komórka {cell}" if cell else "") if part)


def facts_of(question: SeriesQuestion) -> str:
    """Everything the file tells of a column besides its words."""
    parts = [question.file, where(question.sheet, question.cell), values(question.values)]
    if question.unit:
        parts.append("bez jednostki" if question.unit == "-" else f"jednostka: {question.unit}")
    parts.append(f"najnowszy rok: {question.year}" if question.year else "plik nie podaje roku")
    return " · ".join(part for part in parts if part)
