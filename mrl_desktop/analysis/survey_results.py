"""What respondents answered: counts, shares and tables by group, with small counts hidden (see `small_counts`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from mrl_desktop.analysis.rules import rules
from mrl_desktop.analysis.small_counts import hidden_in_list, hidden_in_table
from mrl_desktop.domain.surveys import BLANK, QuestionKind, SurveyQuestion, answered, places

REST = "pozostałe odpowiedzi"
"""Options too rare to be shown in a table by group, together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One option: how many chose it and what part of those who answered (0-1). Both are None when the count is hidden."""

    option: str
    count: int | None
    share: float | None

    @property
    def hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Answers to one question. Mean and median are given for numbers, and for numbered scales none of whose counts is hidden."""

    rows: tuple[Share, ...]
    answered: int
    left_out: int
    """Respondents without an answer; 0 for open questions, which do not tell."""
    threshold: int
    mean: float | None = None
    median: float | None = None

    @property
    def hides(self) -> bool:
        """Whether something is not shown because too few people stand behind it."""
        return any(row.hidden for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Answers to one question by the answers to another: rows are options of the first, columns groups of the second.

    Shares are of the group (column). `why_not` says why there is no table; it has no cells then.
    """

    columns: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    """How many respondents each group has."""
    rows: tuple[tuple[Share, ...], ...] = ()
    """One row an option, one cell a group."""
    answered: int = 0
    threshold: int = 0
    why_not: str = ""


def threshold() -> int:
    """The smallest count that is shown."""
    return int(rules("surveys")["male_liczebnosci"]["prog"])


def distribution(question: SurveyQuestion, *, least: int | None = None) -> Distribution:
    """How the answers to a question are spread; `least` replaces the threshold of the rules."""
    least = threshold() if least is None else least
    given = answered(question)
    left_out = len(question.answers) - given if question.answers else 0
    if question.question_kind is QuestionKind.OPEN:
        return Distribution(rows=(), answered=given, left_out=0, threshold=least)
    if question.question_kind is QuestionKind.NUMBER:
        numbers = [answer for answer in question.answers if answer != BLANK]
        told = len(numbers) >= least
        return Distribution(rows=(), answered=given, left_out=left_out, threshold=least, mean=fmean(numbers) if told else None, median=median(numbers) if told else None)
    counts = _counts(question)
    hidden = _hidden(question, counts, given, least)
    shares = tuple(_share(option, None if place in hidden else counts[place], given) for place, option in enumerate(question.options))
    mean = middle = None
    if question.question_kind is QuestionKind.SCALE and not hidden and given and all(option.isdigit() for option in question.options):
        steps = [int(question.options[answer]) for answer in question.answers if answer != BLANK]
        mean, middle = fmean(steps), median(steps)
    return Distribution(rows=shares, answered=given, left_out=left_out, threshold=least, mean=mean, median=middle)


def cross_table(question: SurveyQuestion, by: SurveyQuestion, *, least: int | None = None) -> CrossTable:
    """Answers to `question` in each group of `by`, of those who answered both. Rare groups and options are put together first."""
    least = threshold() if least is None else least
    if by.question_kind not in (QuestionKind.SINGLE, QuestionKind.SCALE) or question.question_kind in (QuestionKind.OPEN, QuestionKind.NUMBER):
        return CrossTable(threshold=least, why_not="Tabelę można zrobić tylko dla pytań z listą odpowiedzi, w podziale według pytania jednokrotnego wyboru.")
    if question.survey != by.survey or len(question.answers) != len(by.answers):
        return CrossTable(threshold=least, why_not="Te pytania nie pochodzą z tej samej ankiety.")
    both = [one for one in range(len(by.answers)) if question.answers[one] != BLANK and by.answers[one] != BLANK]
    group_of, groups = _merged(by, both, least)
    sizes = Counter(group_of[by.answers[one]] for one in both)
    if len(groups) < 2:
        return CrossTable(answered=len(both), threshold=least, why_not="Za mało osób w grupach, żeby pokazać je osobno.")
    if question.question_kind is QuestionKind.MULTIPLE:
        rows = _ticks_by_group(question, by, both, group_of, len(groups), least)
    else:
        option_of, options = _merged(question, both, least)
        if len(options) < 2:
            return CrossTable(answered=len(both), threshold=least, why_not="Za mało różnych odpowiedzi, żeby pokazać je w podziale na grupy.")
        cells = Counter((option_of[question.answers[one]], group_of[by.answers[one]]) for one in both)
        table = [[cells[row, column] for column in range(len(groups))] for row in range(len(options))]
        hidden = hidden_in_table(table, least)
        rows = [(option, [None if (row, column) in hidden else count for column, count in enumerate(table[row])]) for row, option in enumerate(options)]
    return CrossTable(
        columns=tuple(groups),
        groups=tuple(sizes[place] for place in range(len(groups))),
        rows=tuple(tuple(_share(option, count, sizes[place]) for place, count in enumerate(counts)) for option, counts in rows),
        answered=len(both),
        threshold=least,
    )


def _ticks_by_group(question: SurveyQuestion, by: SurveyQuestion, both: Sequence[int], group_of: dict[int, int], groups: int, least: int) -> list[tuple[str, list[int | None]]]:
    """Each option of a question of several answers by itself: ticked and not ticked in every group; options rare on the whole are left hidden."""
    sizes = Counter(group_of[by.answers[one]] for one in both)
    counts = _counts(question)
    rare = _hidden(question, counts, answered(question), least)
    ticks = Counter((place, group_of[by.answers[one]]) for one in both for place in places(question, one))
    rows: list[tuple[str, list[int | None]]] = []
    for place, option in enumerate(question.options):
        ticked = [ticks[place, group] for group in range(groups)]
        table = [ticked, [sizes[group] - count for group, count in enumerate(ticked)]]
        hidden = {column for _, column in hidden_in_table(table, least)} if place not in rare and sum(ticked) >= least else set(range(groups))
        rows.append((option, [None if column in hidden else count for column, count in enumerate(ticked)]))
    return rows


def _merged(question: SurveyQuestion, both: Sequence[int], least: int) -> tuple[dict[int, int], list[str]]:
    """Option → its place among those shown, and their names: rare ones together at the end, those nobody chose left out."""
    counts = [0] * len(question.options)
    for one in both:
        counts[question.answers[one]] += 1
    alone = _hidden(question, _counts(question), answered(question), least)
    chosen = [place for place, count in enumerate(counts) if count]
    among = hidden_in_list([counts[place] for place in chosen], least, zeros_shown=True, already=[number for number, place in enumerate(chosen) if place in alone])
    rare = {chosen[number] for number in among}
    kept = [place for place in chosen if place not in rare]
    names = [question.options[place] for place in kept] + ([REST] if rare else [])
    return {**{place: number for number, place in enumerate(kept)}, **dict.fromkeys(rare, len(kept))}, names


def _counts(question: SurveyQuestion) -> list[int]:
    found = [0] * len(question.options)
    for respondent in range(len(question.answers)):
        for place in places(question, respondent):
            found[place] += 1
    return found


def _hidden(question: SurveyQuestion, counts: Sequence[int], given: int, least: int) -> set[int]:
    """Options whose counts are hidden. Answers to MULTIPLE questions overlap, so that the others tell a hidden one only where nobody ticked two."""
    zeros = bool(rules("surveys")["male_liczebnosci"]["zera_w_rozkladzie"])
    if question.question_kind is QuestionKind.MULTIPLE and sum(counts) > given:
        return {place for place, count in enumerate(counts) if count < least and not (count == 0 and zeros)}
    return hidden_in_list(counts, least, zeros_shown=zeros)


def _share(option: str, count: int | None, of: int) -> Share:
    return Share(option=option, count=count, share=None if count is None or not of else count / of)
