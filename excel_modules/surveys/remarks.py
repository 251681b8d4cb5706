"""What has to be said of one sheet of answers: people left out, personal data, codes, own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from excel_modules.reading import PersonalColumn, note, warning
from excel_modules.sheet import cell_name
from excel_modules.surveys.answers import OWN_WORDS
from excel_modules.surveys.respondents import Respondents
from mrl_desktop.domain.findings import Finding
from mrl_desktop.polish import counted, joined, plural

_SHOWN = 6


@dataclass(slots=True)
class Remarks:
    """Cells about which something is said, gathered while the questions are made."""

    contacts: dict[str, int] = field(default_factory=dict)
    """Cells of a column → in how many of them contacts were taken out."""
    coded: list[str] = field(default_factory=list)
    rounded: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


def said_of(file: str, found: Respondents, personal: Sequence[PersonalColumn], remarks: Remarks) -> list[Finding]:
    """One finding for each kind of thing."""
    said: list[Finding] = []
    sheet = found.sheet.name
    if personal:
        names = _listed(f"„{column.heading}”" for column in personal)
        message = f"W ankiecie {_columns(len(personal))} z danymi osobowymi: {names}. Bez Twojej decyzji program ich nie zapisze."
        hint = "Nic nie trzeba robić. Jeśli któraś kolumna jest potrzebna, zachowaj ją w podglądzie, w części „Dane osobowe”."
        said.append(note("I110", file, message, hint, sheet=sheet, cell=personal[0].cell))
    if found.incomplete:
        count = len(found.incomplete)
        began = counted(count, "osoba zaczęła", "osoby zaczęły", "osób zaczęło")
        message = f"{began} wypełniać ankietę i jej nie {plural(count, 'wysłała', 'wysłały', 'wysłało')}. Tych odpowiedzi nie policzono."
        hint = "Nic nie trzeba robić. Próba obejmuje tylko wysłane ankiety."
        said.append(note("I111", file, message, hint, sheet=sheet, cell=cell_name(found.incomplete[0], 0)))
    if remarks.coded:
        message = f"Odpowiedzi są zapisane samymi kodami (takimi jak A1), bez ich znaczenia: {_listed(remarks.coded)}."
        hint = "W narzędziu ankietowym wyeksportuj „pełne odpowiedzi” albo dodaj do skoroszytu arkusz „Klucz” z kolumnami: kod pytania, kod odpowiedzi, odpowiedź."
        said.append(warning("I112", file, message, hint, sheet=sheet, cell=remarks.coded[0]))
    if remarks.rounded:
        message = f"Odpowiedzi liczbowe z ułamkami zaokrąglono do całości: {_listed(remarks.rounded)}."
        said.append(note("I113", file, message, "Sprawdź, czy taka dokładność wystarczy.", sheet=sheet, cell=remarks.rounded[0]))
    if remarks.contacts:
        total = counted(sum(remarks.contacts.values()), "odpowiedzi", "odpowiedziach", "odpowiedziach")
        message = f"W {total} usunięto numery telefonów, numery PESEL lub adresy e-mail, bo to dane osobowe: {_listed(remarks.contacts)}."
        said.append(note("I114", file, message, "Nic nie trzeba robić.", sheet=sheet, cell=next(iter(remarks.contacts))))
    if remarks.own:
        message = f"Odpowiedzi wpisane własnymi słowami policzono razem jako „{OWN_WORDS}”, a ich treść dodano jako osobne pytanie otwarte: {_listed(remarks.own)}."
        said.append(note("I116", file, message, "Nic nie trzeba robić.", sheet=sheet, cell=remarks.own[0]))
    return said


def _listed(items: Iterable[str]) -> str:
    named = list(items)
    return joined(named) if len(named) <= _SHOWN else f"{', '.join(named[:_SHOWN])} i jeszcze {len(named) - _SHOWN}"


def _columns(count: int) -> str:
    return "jest 1 kolumna" if count == 1 else f"są {counted(count, 'kolumna', 'kolumny', 'kolumn')}" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else f"jest {count} kolumn"
