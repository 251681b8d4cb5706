"""One sheet of answers made into drafts: the survey, its questions, and the columns with personal data set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from excel_modules.reading import Draft, PersonalColumn, Skipped, warning
from excel_modules.sheet import range_name
from excel_modules.surveys.answers import OPEN, OWN_WORDS, Coded, Kind, all_ticks, coded, kind_of, of_options, ticked
from excel_modules.surveys.headings import Heading, Use
from excel_modules.surveys.key import Key, Meaning
from excel_modules.surveys.personal import masked, said_personal, why_personal, without_contacts
from excel_modules.surveys.remarks import Remarks, said_of
from excel_modules.surveys.respondents import Respondents, Tool, cells_of, runs
from excel_modules.surveys.term import term_of
from excel_modules.surveys.vocabulary import table
from mrl_desktop.domain.diagnosis import Survey
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.surveys import QuestionKind, SurveyQuestion
from mrl_desktop.polish import counted, fold

_CODE = re.compile(r"^(?:[A-Z]{1,4}\d{1,4}|-oth-)$")
_OF_TOOL = "Kolumnę dopisało narzędzie ankietowe; nie ma w niej odpowiedzi."
_OF_TIME = "Czas wypełnienia ankiety posłużył tylko do ustalenia terminu badania."


@dataclass(slots=True)
class _Column:
    """A question's column with its answers as texts, without contacts."""

    heading: Heading
    values: list[str]
    meaning: Meaning | None = None


@dataclass(slots=True, kw_only=True)
class Questionnaire:
    """Everything made of one sheet."""

    file: str
    title: str
    found: Respondents
    key: Key | None = None
    drafts: list[Draft] = field(default_factory=list)
    personal: list[PersonalColumn] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    survey: UUID = field(init=False)
    _names: Counter[str] = field(default_factory=Counter)
    _remarks: Remarks = field(default_factory=Remarks)

    def __post_init__(self) -> None:
        asked = sorted(f"{head.code}|{head.group}|{head.text}" for head in self.found.headings if head.use is Use.QUESTION and not said_personal(head))
        self.survey = id_from("survey", fold(self.title), *asked)

    def make(self) -> Questionnaire:
        """Fills the lists."""
        found = self.found
        self._add_survey()
        columns: list[_Column] = []
        for head in found.headings:
            values = found.values(head.column)
            why = why_personal(head, [value for value in values if value])
            if why and not any(values):
                self._skip_column(head, "Kolumna jest pusta.")
            elif head.use is not Use.QUESTION and not why:
                self._skip_column(head, _OF_TIME if head.use is Use.TIME else _OF_TOOL)
            elif why:
                self._set_apart(head, values, why)
            else:
                columns.append(self._column(head, values))
        for _, group in groupby(columns, key=lambda column: column.heading.base or f"\x00{column.heading.column}"):
            self._read_group(list(group))
        self._skip_rest()
        self.findings += said_of(self.file, self.found, self.personal, self._remarks)
        return self

    # -- the survey ---------------------------------------------------------------------------------------------------

    def _add_survey(self) -> None:
        found = self.found
        heads = range_name(found.top, found.headings[0].column, found.first - 1, found.headings[-1].column)
        people = f"{found.rows[0] + 1}:{found.rows[-1] + 1}"
        sheet = found.sheet.name
        sources = [("", sheet, heads, ""), ("title", sheet, heads, self.title), ("sample", sheet, people, str(len(found.rows)))]
        technique = f"ankieta internetowa ({found.tool})" if found.tool else ""
        if technique:
            sources.append(("technique", sheet, heads, str(found.tool)))
        term, column = term_of(found)
        if term and column is not None:
            sources.append(("term", sheet, cells_of(column, found.rows), term))
        record = Survey(id=self.survey, title=self.title, technique=technique, term=term, sample=len(found.rows))
        self.drafts.append(Draft(record=record, sources=tuple(sources), match_name=self.title))

    # -- columns ------------------------------------------------------------------------------------------------------

    def _column(self, head: Heading, values: list[str]) -> _Column:
        """A question's column: contacts taken out, codes put into words where the key or the tool says which."""
        meaning = self.key.of(head.code, head.said, head.text, head.code.partition("[")[0]) or self.key.of_codes(set(values)) if self.key else None
        cleaned = {value: without_contacts(value) for value in set(values)}
        safe = [cleaned[value] for value in values]
        if changed := sum(1 for before, after in zip(values, safe, strict=True) if before != after):
            self._remarks.contacts[cells_of(head.column, self.found.rows)] = changed
        if self.found.tool is Tool.LIMESURVEY:
            safe = ["" if value == "N/A" else value for value in safe]
        labels = {fold(code): label for code, label in meaning.labels.items()} if meaning else {}
        if not labels and self.found.tool is Tool.LIMESURVEY and {fold(value) for value in set(safe) if value} <= table("kody").keys():
            labels = dict(table("kody"))
        if labels:
            worded = {value: _in_words(value, labels) for value in set(safe)}
            safe = [worded[value] for value in safe]
        elif self.found.tool is not Tool.NONE and any(safe) and all(_CODE.match(value) for value in set(safe) if value):
            self._remarks.coded.append(head.cells[-1])
        return _Column(head, safe, meaning)

    def _set_apart(self, head: Heading, values: list[str], why: str) -> None:
        filled = [value for value in values if value]
        where = range_name(self.found.first, head.column, self.found.rows[-1], head.column)
        left_out = Skipped(sheet=self.found.sheet.name, cell=where, reason=f"Kolumnę „{head.said}” pominięto, bo {why}.", count=len(filled))
        before = len(self.drafts)
        self._add(_Column(head, values), OPEN)  # open, so that the alphabet parts it from all other answers of the same person
        drafts = tuple(replace(draft, by_choice=True) for draft in self.drafts[before:])
        del self.drafts[before:]
        self.personal.append(
            PersonalColumn(sheet=self.found.sheet.name, cell=head.cells[-1], heading=head.said, why=why, example=masked(filled[0]), drafts=drafts, left_out=left_out)
        )

    def _read_group(self, columns: list[_Column]) -> None:
        """A question alone, or all columns of one: ticks together, rows of a matrix with the options they share."""
        inside = [column for column in columns if not column.heading.other]
        ticks = [column for column in inside if all_ticks(column.values)]
        if len(ticks) >= 2 and any(any(column.values) for column in ticks) and not any(column.meaning and column.meaning.labels for column in ticks):
            self._add_ticks(ticks, [column for column in columns if column.heading.other and any(column.values)])
            columns = [column for column in columns if column not in ticks]
        shared = self._shared_kind([column for column in columns if not column.heading.other])
        for column in columns:
            if column.meaning and column.meaning.labels:
                kind = of_options(tuple(dict.fromkeys(column.meaning.labels.values())), column.values)
            elif column.heading.other:
                kind = OPEN
            elif shared is not None and any(column.values) and all(not value or value in shared.options for value in column.values):
                kind = shared
            else:
                kind = kind_of(column.values, column.heading.whole)
            self._add(column, kind)

    def _shared_kind(self, columns: Sequence[_Column]) -> Kind | None:
        """What the rows of a matrix ask for, from the answers of all of them; None when they have nothing in common."""
        if len(columns) < 2 or not columns[0].heading.base:
            return None
        closed = [column for column in columns if kind_of(column.values, column.heading.whole).kind in (QuestionKind.SINGLE, QuestionKind.SCALE)]
        pool = [value for column in closed for value in column.values if value]
        given = [{value for value in column.values if value} for column in closed]
        if len(closed) < 2 or not all(any(one & other for other in given if other is not one) for one in given):  # „Metryczka" is a heading of unlike questions
            return None
        kind = kind_of(pool, columns[0].heading.group)
        return kind if kind.kind in (QuestionKind.SINGLE, QuestionKind.SCALE) and not kind.own_words else None

    # -- questions ----------------------------------------------------------------------------------------------------

    def _add(self, column: _Column, kind: Kind) -> None:
        head = column.heading
        answers = coded(column.values, kind)
        text = head.text if not column.meaning or not column.meaning.text else column.meaning.text
        group = head.group
        if self.key and "[" in head.code and (whole := self.key.of(head.code.partition("[")[0])) is not None and whole.text:
            group, text = whole.text, text if text != whole.text else head.text
        if answers.rounded:
            self._remarks.rounded.append(head.cells[-1])
        self._question(code=head.code, text=text, group=group, kind=kind, answers=answers, columns=[column])
        if answers.own:
            self._remarks.own.append(head.cells[-1])
            own = Coded(texts=answers.own)
            self._question(code=head.code, text=OWN_WORDS, group=f"{group} {text}".strip(), kind=OPEN, answers=own, columns=[column])

    def _add_ticks(self, ticks: list[_Column], own: list[_Column]) -> None:
        heads = [column.heading for column in ticks]
        named = [column.meaning.text if column.meaning and column.meaning.text else column.heading.text for column in ticks]
        options = {name if named.count(name) == 1 else f"{name} ({place + 1})": ticks[place].values for place, name in enumerate(named)}
        for column in own:
            options.setdefault(column.heading.text, ["1" if value else "" for value in column.values])
        whole = self.key.of(heads[0].code.partition("[")[0]) if self.key else None
        text = whole.text if whole and whole.text else heads[0].base if heads[0].base != heads[0].code.partition("[")[0] else heads[0].group
        kind = Kind(kind=QuestionKind.MULTIPLE, options=tuple(options), several=True)
        code = heads[0].code.partition("[")[0]
        self._question(code=code, text=heads[0].group or text if not whole else text, group="", kind=kind, answers=ticked(options), columns=[*ticks, *own])

    def _question(self, *, code: str, text: str, group: str, kind: Kind, answers: Coded, columns: Sequence[_Column]) -> None:
        sheet = self.found.sheet.name
        name = f"{code}|{group}|{text}"
        self._names[name] += 1
        heads = ", ".join(dict.fromkeys(cell for column in columns for cell in column.heading.cells))
        below = ", ".join(cells_of(column.heading.column, self.found.rows) for column in columns)
        said = " / ".join(column.heading.said for column in columns)
        given = counted(sum(1 for column in columns for value in column.values if value), "wypełniona komórka", "wypełnione komórki", "wypełnionych komórek")
        sources = [("", sheet, heads, said), ("text", sheet, heads, said), ("question_kind", sheet, below, given)]
        sources += [("code", sheet, heads, said)] if code else []
        sources += [("group", sheet, heads, said)] if group else []
        if kind.kind is QuestionKind.OPEN:
            sources.append(("texts", sheet, below, given))
        else:
            sources.append(("answers", sheet, below, given))
        if kind.options:
            meaning = columns[0].meaning
            labelled = self.key is not None and meaning is not None and bool(meaning.labels)
            where = (self.key.sheet.name, self.key.cells(meaning)) if self.key and meaning and labelled else (sheet, below if len(columns) == 1 else heads)
            sources.append(("options", *where, given if len(columns) == 1 else said))
        record = SurveyQuestion(
            id=id_from("survey_question", self.survey, name, self._names[name]),
            survey=self.survey,
            code=code,
            text=text,
            group=group,
            question_kind=kind.kind,
            options=kind.options,
            answers=answers.answers,
            texts=answers.texts,
        )
        self.drafts.append(Draft(record=record, sources=tuple(sources), match_name=text))

    # -- what is left, and what has to be said ------------------------------------------------------------------------

    def _skip_column(self, head: Heading, reason: str) -> None:
        filled = sum(1 for value in self.found.values(head.column) if value)
        where = range_name(self.found.first, head.column, self.found.rows[-1], head.column)
        self.skipped.append(Skipped(sheet=self.found.sheet.name, cell=where, reason=reason, value=head.said, count=max(filled, 1)))

    def _skip_rest(self) -> None:
        found = self.found
        sheet, last = found.sheet.name, found.sheet.width - 1
        for rows, reason in (
            (found.incomplete, "Respondent nie wysłał ankiety; jego odpowiedzi pominięto."),
            (found.summary, "Wiersz podsumowuje odpowiedzi; program policzy to sam."),
            (found.repeated, "Nagłówek powtórzony w środku tabeli."),
            ([row for row in range(found.top) if found.filled(row)], "Wiersz nad nagłówkami; to tytuł lub objaśnienie."),
        ):
            for first, end in runs(rows):
                count = sum(found.filled(row) for row in range(first, end + 1))
                self.skipped.append(Skipped(sheet=sheet, cell=range_name(first, 0, end, last), reason=reason, count=count))
        beyond = [*found.nameless, *range(max(head.column for head in found.headings) + 1, found.sheet.width)]
        for column in sorted(set(beyond)):
            filled = sum(1 for value in found.values(column) if value)
            if filled:
                where = cells_of(column, found.rows)
                self.skipped.append(Skipped(sheet=sheet, cell=where, reason="Kolumna nie ma nagłówka, więc nie wiadomo, o co pytano.", count=filled))
                message = f"W kolumnie {where} są odpowiedzi, ale nie ma nad nimi pytania; pominięto je."
                self.findings.append(warning("I117", self.file, message, "Wpisz w pliku nagłówek kolumny i wczytaj go ponownie.", sheet=sheet, cell=where))


def _in_words(value: str, labels: dict[str, str]) -> str:
    """A code by its label; several codes in a cell each by its own."""
    if not value or fold(value) in labels:
        return labels.get(fold(value), value)
    parts = [part.strip() for part in re.split(r"[;,]", value) if part.strip()]
    return ";".join(labels[fold(part)] for part in parts) if len(parts) > 1 and all(fold(part) in labels for part in parts) else value
