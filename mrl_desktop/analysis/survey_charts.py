"""Answers to a question as a chart and as words; hidden counts have no bar and are named in the words."""

from __future__ import annotations

from mrl_desktop.analysis.survey_results import Distribution
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.surveys import QuestionKind, SurveyQuestion
from mrl_desktop.polish import counted, joined, number, percent


def share_chart(question: SurveyQuestion, found: Distribution) -> Chart | None:
    """Shares of the options in percent of those who answered; None where there is nothing to draw."""
    if not found.rows or all(row.share is None for row in found.rows):
        return None
    values = tuple(None if row.share is None else 100 * row.share for row in found.rows)
    told = joined([f"„{row.option}” {percent(value)}" for row, value in zip(found.rows, values, strict=True) if value is not None])
    several = " Można było wybrać kilka odpowiedzi." if question.question_kind is QuestionKind.MULTIPLE else ""
    return Chart(
        kind=ChartKind.BAR,
        title=question.text,
        subtitle=f"Udział odpowiedzi w procentach osób, które odpowiedziały.{several}",
        unit="%",
        categories=tuple(row.option for row in found.rows),
        series=(ChartSeries(name="Udział", values=values, role=Role.OWN),),
        alt=f"{question.text}: {told}.",
    )


def in_words(found: Distribution) -> str:
    """How many answered, the mean of numbers, and what is hidden and why."""
    parts = [f"Odpowiedzi: {number(found.answered)}."]
    if found.left_out:
        parts.append(f"Bez odpowiedzi: {counted(found.left_out, 'osoba', 'osoby', 'osób')}.")
    if found.mean is not None and found.median is not None:
        parts.append(f"Średnia {number(found.mean, 1)}, mediana {number(found.median, 1)}.")
    if found.hides:
        hidden = joined([f"„{row.option}”" for row in found.rows if row.hidden])
        parts.append(f"Nie pokazano liczebności mniejszych niż {found.threshold} i tych, z których można by je wyliczyć: {hidden}.")
    return " ".join(parts)
