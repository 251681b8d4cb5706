"""Which variable of the catalogue a series of a file is: sure, proposed, answered by the planner, or unknown.

Only a file that names its subject itself (sheet OPIS) can be sure. The subject in a file's name is a hint that orders the
proposals, because people rename files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from excel_modules.reading import Contents, Proposal, RawSeries, SeriesQuestion
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.polish import fold

_BDL = "GUS BDL"
_TOTAL = "ogolem"
_WHOLE_YEAR = "rok"
_SCALES = {"tys. osob": ("osoba", 1e3), "tys. zl": ("zl", 1e3), "mln zl": ("zl", 1e6), "tys. szt.": ("szt.", 1e3)}
_ENGLISH = {"total": "ogolem", "males": "mezczyzni", "females": "kobiety", "person": "osoba", "persons": "osoba", "zl": "zl", "pln": "zl", "pcs.": "szt.", "thous. persons": "tys. osob"}
"""The commonest words of exports made in English, folded."""
_NO_UNIT = {"", "-"}
_MOST = 8
"""How many proposals a question shows."""


def scale(unit: str, wanted: str) -> float | None:
    """By what values in `unit` are multiplied to be in `wanted`; None when the units do not go together."""
    have, want = _word(unit), _word(wanted)
    if have == want or have in _NO_UNIT or want in _NO_UNIT:
        return 1.0
    if have in _SCALES and _SCALES[have][0] == want:
        return _SCALES[have][1]
    if want in _SCALES and _SCALES[want][0] == have:
        return 1 / _SCALES[want][1]
    return None


def made_key(subject_title: str, dimensions: Sequence[str], unit: str) -> str:
    """Key of a series that the file names fully but the catalogue does not have; the same for every export."""
    return f"bdl:{subject_title}:{';'.join(dimensions)}:{unit}".casefold()


@dataclass(frozen=True)
class _Row:
    """A variable of the catalogue, folded for comparing."""

    variable: Variable

    @cached_property
    def wordings(self) -> frozenset[tuple[str, ...]]:
        aliases = (alias.split(";") for alias in self.variable.aliases)
        return frozenset(_folded(words) for words in (self.variable.dimensions, *aliases))

    @cached_property
    def cores(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_core(words) for words in self.wordings)

    @cached_property
    def title(self) -> str:
        return _titled(self.variable.subject_title)

    def may_be(self, title: str, hint: str, core: tuple[str, ...]) -> bool:
        """Whether a table may hold the variable. Another title, and for plain totals another number of the subject in the file's name,
        speak against it; not when the variable's own title and number are known only from memory."""
        own = bool(hint) and self.variable.subject == hint
        if not title:
            return bool(core) or own or not (hint and self.variable.subject and self.variable.title_from)
        return not self.title or title == self.title or (not self.variable.title_from and (bool(core) or own))


class Identification:
    """Answers for all series of one file. Building it folds the catalogue once."""

    def __init__(self, file: str, sha256: str, contents: Contents, variables: Iterable[Variable], choices: Iterable[SeriesChoice]) -> None:
        self.file, self.sha256, self.contents = file, sha256, contents
        self.variables: Mapping[str, Variable] = {variable.key: variable for variable in variables}
        self._by_number = {f"bdl:{variable.bdl_id}": variable for variable in self.variables.values() if variable.bdl_id is not None}
        self._rows = [_Row(variable) for variable in self.variables.values()]
        self._choices = {choice.question: choice for choice in choices}
        self._title = _titled(contents.subject_title)

    def choice(self, question: SeriesQuestion) -> SeriesChoice | None:
        """The planner's remembered answer."""
        return self._choices.get(question.fingerprint)

    def question(self, series: RawSeries, sheet: str, dimension_names: tuple[str, ...], latest: int, values: int) -> SeriesQuestion:
        """What the file says of the series, the proposals, and the answer when there is one."""
        fingerprint = self._fingerprint(series)
        named = self.variables.get(series.variable) or self._by_number.get(series.variable)
        exact = [named] if named else self._exact(series)
        sure = series.dated and len(exact) == 1
        choice = self._choices.get(fingerprint)
        answer: str | None = exact[0].key if sure else None
        if choice is not None and not choice.variable:
            answer = ""
        elif choice is not None and choice.variable in self.variables and (series.dated or choice.year):
            answer = choice.variable
        return SeriesQuestion(
            fingerprint=fingerprint,
            file=self.file,
            sheet=sheet,
            cell=series.cell,
            says=series.says,
            subject_hint=self.contents.subject_hint,
            subject_title=series.subject or self.contents.subject_title,
            dimensions=series.dimensions,
            dimension_names=dimension_names,
            unit=series.unit,
            year=latest if series.dated else None,
            year_hint=None if series.dated else self.contents.year_hint,
            values=values,
            proposals=_only_undated(named, series) if named or series.key else self._proposals(series),
            sure=sure,
            answer=answer,
        )

    def _fingerprint(self, series: RawSeries) -> str:
        """Built from what every export of this shape says alike. A file without years is remembered only as itself."""
        subject = (series.subject or self.contents.subject_title).casefold() or self.contents.subject_hint
        parts = [subject, *(word.casefold() for word in series.dimensions), "", series.unit.casefold()]
        if not series.dated:
            parts.append(self.sha256)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]

    def _exact(self, series: RawSeries) -> list[Variable]:
        """Variables that the file itself names: the same title of the subject and dimension values, and units that go together."""
        if not self._title or not series.unit:
            return []
        words = _folded(series.dimensions)
        return [row.variable for row in self._rows if row.title == self._title and words in row.wordings and scale(series.unit, row.variable.unit) == 1]

    def _proposals(self, series: RawSeries) -> tuple[Proposal, ...]:
        words, core = _folded(series.dimensions), _core(series.dimensions)
        found: list[tuple[int, Proposal]] = []
        for row in self._rows:
            variable = row.variable
            if variable.publisher != _BDL and self.contents.publisher == _BDL:
                continue
            if not row.may_be(self._title, self.contents.subject_hint, core):
                continue
            exact = words in row.wordings
            if not exact and core not in row.cores:
                continue
            factor = scale(series.unit, variable.unit)
            if factor is None:
                continue
            same_title = bool(self._title) and row.title == self._title
            same_subject = bool(self.contents.subject_hint) and variable.subject == self.contents.subject_hint
            other_subject = bool(self.contents.subject_hint) and bool(variable.subject) and not same_subject
            same_unit = _word(series.unit) == _word(variable.unit)
            if not same_unit and "-" in (series.unit, variable.unit) and not same_title and not same_subject:
                continue
            score = 16 * same_title + 8 * same_subject - 8 * other_subject + 4 * exact + 2 * same_unit + (factor == 1)
            subject = _subject(variable, self._title, same_title, same_subject, other_subject)
            found.append((score, Proposal(variable=variable.key, title=variable.title, why=_why(subject, exact, series.unit, factor, variable))))
        found.sort(key=lambda pair: -pair[0])
        return tuple(proposal for _, proposal in found[:_MOST])


def _only_undated(named: Variable | None, series: RawSeries) -> tuple[Proposal, ...]:
    """The variable that the layout itself names, where the planner has to give the year."""
    if named is None or series.dated:
        return ()
    return (Proposal(variable=named.key, title=named.title, why="Układ tabeli mówi, czego dotyczą dane; brakuje tylko roku."),)


def _titled(title: str) -> str:
    """A title of a subject for comparing: GUS writes the same one with a hyphen and with a dash."""
    return fold(title.replace("–", "-").replace("—", "-"))


def _subject(variable: Variable, title: str, same_title: bool, same_subject: bool, other_subject: bool) -> str:
    """What the title of the table and the name of the file say for or against the variable."""
    if same_title:
        return f"Zgadza się temat tablicy ({variable.subject_title})"
    if same_subject:
        return "Nazwa pliku wskazuje tę samą podgrupę"
    if title:
        return f"Temat tablicy jest inny niż w katalogu ({variable.subject_title})"
    return f"Nazwa pliku wskazuje inną podgrupę niż {variable.subject}" if other_subject else "Temat tablicy nie jest pewny"


def _why(subject: str, exact: bool, unit: str, factor: float, variable: Variable) -> str:
    """Reasons for a proposal, in one sentence."""
    words = "te same cechy" if exact else "podobne cechy"
    if not unit:
        units = f"w pliku nie ma jednostki (zmienna ma „{variable.unit}”)"
    elif fold(unit) == fold(variable.unit):
        units = f"jednostka „{variable.unit}”"
    elif factor != 1:
        units = f"wartości zostaną przeliczone na „{variable.unit}”"
    else:
        units = f"w pliku jednostka „{unit}”, zmienna ma „{variable.unit}”"
    return f"{subject}, {words}, {units}."


def _folded(dimensions: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_word, dimensions))


def _word(said: str) -> str:
    """A word for comparing, in Polish."""
    folded = fold(said)
    return _ENGLISH.get(folded, folded)


def _core(dimensions: Sequence[str]) -> tuple[str, ...]:
    """Dimension values without totals and „rok" of quarterly subjects, in any order: two cuts of one header meet here."""
    return tuple(sorted(word for word in map(_word, dimensions) if word not in (_TOTAL, _WHOLE_YEAR)))
