"""A small catalogue for the tests of readers, answers to every question a file asks, and what a reading holds."""

from __future__ import annotations

from excel_modules.reading import Reading, SeriesQuestion
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.indicators import Variable

POPULATION = "Ludność wg grup wieku i płci"

VARIABLES = (
    Variable(key="ludnosc", title="Ludność ogółem", subject="P2137", subject_title=POPULATION, dimensions=("ogółem", "ogółem"), unit="osoba"),
    Variable(key="kobiety", title="Kobiety", subject="P2137", subject_title=POPULATION, dimensions=("ogółem", "kobiety"), unit="osoba"),
    Variable(key="bezrobotni", title="Bezrobotni", subject="P1944", subject_title="Bezrobotni wg płci", dimensions=("ogółem",), unit="osoba"),
    Variable(key="placa", title="Wynagrodzenie", subject="P2497", subject_title="Wynagrodzenia", dimensions=("ogółem",), unit="zł"),
    Variable(key="dochody", title="Dochody", subject="P2616", subject_title="Dochody ogółem", dimensions=("ogółem",), unit="zł"),
)


def answers(questions: tuple[SeriesQuestion, ...], year: int) -> tuple[tuple[Variable, ...], tuple[SeriesChoice, ...]]:
    """A catalogue with a variable for every question and the choices that say so."""
    variables = tuple(
        Variable(key=f"zmienna_{number}", title=question.says, dimensions=question.dimensions, unit=question.unit) for number, question in enumerate(questions)
    )
    choices = tuple(
        SeriesChoice(question=question.fingerprint, variable=variable.key, year=None if question.year else year)
        for question, variable in zip(questions, variables, strict=True)
    )
    return variables, choices


def observed(reading: Reading) -> dict[tuple[str, str, int], float | None]:
    """Every value of a reading by (series key, territory, year)."""
    return {
        (block.series[series].key, block.territories[territory], year): value
        for block in reading.blocks
        for series, territory, year, value in zip(block.series_index, block.territory_index, block.years, block.values, strict=True)
    }


def values_of(reading: Reading, says: str) -> dict[tuple[str, int], float | None]:
    """Values of one series, named as the file names it (dimension values joined by „; "), by (territory, year)."""
    return {
        (block.territories[territory], year): value
        for block in reading.blocks
        for series, territory, year, value in zip(block.series_index, block.territory_index, block.years, block.values, strict=True)
        if "; ".join(block.series[series].dimensions) == says
    }


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}
