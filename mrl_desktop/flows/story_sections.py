"""The sections a story file may have: which record each row becomes and what its Polish words are called there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mrl_desktop.domain.diagnosis import Challenge, Evidence, FinanceFigure, Problem, Stakeholder, StrategyReview, Survey, SwotItem
from mrl_desktop.domain.institution import (
    AssessmentAnswer,
    AssessmentRound,
    InstitutionalAction,
    InstitutionDocument,
    InstitutionFigure,
    OrgUnit,
    PublicService,
)
from mrl_desktop.domain.people import (
    CoherenceLink,
    ConsultationComment,
    Duty,
    EnvironmentalAssessment,
    MonitoringItem,
    TeamMember,
    WorkEvent,
)
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.review import Remark
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal, Measure, PlanIndicator, Scenario, ScenarioScore, Vision
from mrl_desktop.domain.undertakings import (
    BudgetLine,
    Complementarity,
    CriterionScore,
    HorizontalAnswer,
    Milestone,
    Risk,
    SelectionCriterion,
    StateAid,
    Undertaking,
)

Row = Mapping[str, Any]

FILE = "(plik)"
"""Word under which a row keeps the name of the file it stands in."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. `names` gives the field behind each Polish word; `identity` the fields by which a record already there is known."""

    name: str
    makes: type[Record]
    names: Mapping[str, str]
    identity: tuple[str, ...] = ()
    per: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Tables inside a row: each entry becomes a row of its own, its key and value named so („wartosci" → rok, wartosc)."""
    also: tuple[str, ...] = ()
    """Sections that rows of this one feed through the table of their name („finansowanie")."""


_LOGIC = {"kod": "", "zakres": "scope", "tytul": "title", "opis": "description"}
_DOCUMENT = {"zakres": "scope"}

SECTIONS: tuple[Section, ...] = (
    Section("ustawienia", Settings, {
        "teryt": "territory", "mianownik": "town_name", "dopelniacz": "town_genitive", "celownik": "town_dative", "biernik": "town_accusative",
        "narzednik": "town_instrumental", "miejscownik": "town_locative", "przymiotnik": "town_adjective", "odmiana_sprawdzona": "town_forms_checked",
        "nazwa_dokumentu": "document_name", "profil": "profile", "horyzont_od": "horizon_start", "horyzont_do": "horizon_end", "lider": "lead_name",
        "stanowisko_lidera": "lead_post", "wersja": "document_version", "data_dokumentu": "document_date", "uchwala": "resolution",
        "tytul_projektu": "project_title", "zmyslone": "fictitious",
    }),
    Section("zespol", TeamMember, {"imie_i_nazwisko": "name", "stanowisko": "post", "rola": "role", "obszar": "area"}, ("name",)),
    Section("wydarzenie", WorkEvent, {
        **_DOCUMENT, "data": "day", "nazwa": "title", "forma": "form", "uczestnicy": "participants", "wynik": "result", "partycypacja": "participation",
        "miejsce": "place", "grupa": "group", "wplyw": "influence",
    }, ("scope", "title", "day")),
    Section("badanie", Survey, {
        "nazwa": "title", "grupa": "group", "technika": "technique", "termin": "term", "populacja": "population", "proba": "sample", "wnioski": "conclusions",
    }, ("title",)),
    Section("interesariusz", Stakeholder, {
        "nazwa": "name", "typ": "type", "interes": "interest", "wplyw": "influence", "zainteresowanie": "engagement", "postawa": "attitude", "wlaczenie": "involvement",
    }, ("name",)),
    Section("ocena_strategii", StrategyReview, {
        "cel": "title", "wskaznik": "indicator", "od": "year_from", "do": "year_to", "ocena": "rating", "wniosek": "conclusion",
    }, ("title",)),
    Section("problem", Problem, {**_LOGIC, "wymiar": "dimension", "przyczyny": "causes", "skutki": "effects", "potencjaly": "potentials", "skala": "scale"}, ("scope", "title")),
    Section("wyzwanie", Challenge, {**_LOGIC, "problemy": "problems", "potencjaly": "potentials", "wymiar": "dimension", "priorytet": "priority"}, ("scope", "title")),
    Section("swot", SwotItem, {"zakres": "scope", "pole": "quadrant", "tresc": "text", "wymiar": "dimension", "waga": "weight"}, ("scope", "quadrant", "text")),
    Section("dowod", Evidence, {
        "dotyczy": "about", "rodzaj": "evidence_kind", "wskaznik": "indicator", "rok": "year", "badanie": "survey", "tresc": "text",
    }, ("about", "evidence_kind", "indicator", "survey", "text")),
    Section("wizja", Vision, {"haslo": "slogan", "tekst": "text", "rok": "year", "nazwa_sciezki": "path_name", "sciezka": "path_text"}),
    Section("wariant", Scenario, {"tytul": "title", "opis": "description", "wybrany": "chosen", "uzasadnienie": "reason"}, ("title",), also=("ocena_wariantu",)),
    Section("ocena_wariantu", ScenarioScore, {"wariant": "scenario", "kryterium": "criterion", "waga": "weight", "ocena": "score"}, ("scenario", "criterion")),
    Section("cel", Goal, {
        **_LOGIC, "poziom": "level", "nadrzedny": "parent", "wyzwania": "challenges", "wymiary": "dimensions", "zalozenia": "assumptions",
    }, ("level", "title")),
    Section("kierunek", Measure, {"cel": "goal", "tytul": "title"}, ("goal", "title")),
    Section("projekt", Undertaking, {"kod": "", "tytul": "title", "problemy": "problems", "cel": "goal", "wspierane": "supporting_goals", "wymiary": "dimensions"}, ("title",)),
    Section("dzialanie_pri", InstitutionalAction, {
        "tytul": "title", "cel": "goal", "luki": "gaps", "opis": "description", "uzasadnienie": "justification", "rodzaj": "type", "odpowiedzialny": "responsible",
        "partner": "partner", "od": "start", "do": "end", "koszt": "cost", "produkt": "output", "warunkuje": "conditions", "komentarz": "link_comment",
    }, ("title",), also=("finansowanie",)),
    Section("finansowanie", BudgetLine, {"dotyczy": "about", "zrodlo": "source", "rok": "year", "kwota": "amount"}, ("about", "source", "year"), per={"kwoty": ("rok", "kwota")}),
    Section("wskaznik", PlanIndicator, {
        "dotyczy": "about", "nazwa": "name", "rodzaj": "indicator_kind", "jm": "unit", "katalog": "catalogue", "baza": "baseline", "rok_bazowy": "baseline_year",
        "posrednia": "interim", "rok_posredni": "interim_year", "cel": "target", "rok_docelowy": "target_year", "kierunek": "direction", "zrodlo": "source",
        "czestotliwosc": "frequency", "odpowiedzialny": "responsible", "uwagi": "note",
    }, ("about", "name")),
    Section("kamien", Milestone, {"dotyczy": "about", "nazwa": "title", "termin": "due"}, ("about", "title")),
    Section("ryzyko", Risk, {
        **_DOCUMENT, "dotyczy": "about", "nazwa": "title", "kategoria": "category", "przyczyna": "cause", "skutek": "effect", "p": "probability", "w": "impact",
        "reakcja": "response", "przeciwdzialanie": "prevention", "wlasciciel": "owner",
    }, ("scope", "about", "title")),
    Section("pomoc_publiczna", StateAid, {
        "projekt": "undertaking", "beneficjent": "beneficiary", "transfer": "transfer", "korzysc": "advantage", "selektywnosc": "selectivity",
        "zaklocenie": "distortion", "podstawa": "basis", "kwota": "amount",
    }, ("undertaking",)),
    Section("zasada", HorizontalAnswer, {
        **_DOCUMENT, "zasada": "principle", "projekt": "undertaking", "sposob": "way", "ryzyko": "risk", "zaradzenie": "remedy",
    }, ("scope", "principle", "undertaking"), per={"projekty": ("projekt", "sposob")}),
    Section("komplementarnosc", Complementarity, {
        "projekt": "undertaking", "powiazany": "related", "program": "programme", "okres": "period", "rodzaj": "type",
    }, ("undertaking", "related")),
    Section("kryterium", SelectionCriterion, {"nazwa": "name", "opis": "description", "waga": "weight", "skala": "scale", "sposob": "method"}, ("name",)),
    Section("ocena_projektu", CriterionScore, {"kryterium": "criterion", "projekt": "undertaking", "ocena": "score"}, ("criterion", "undertaking"), per={"oceny": ("kryterium", "ocena")}),
    Section("spojnosc", CoherenceLink, {"zakres": "scope", "dokument": "document", "kierunki": "directions", "cel": "goal", "sila": "strength"}, ("scope", "document", "goal"), per={"cele": ("cel", "sila")}),
    Section("obowiazek", Duty, {
        **_DOCUMENT, "dzialanie": "action", "wykonuje": "responsible", "zatwierdza": "accountable", "doradza": "consulted", "powiadamiany": "informed",
    }, ("scope", "action")),
    Section("monitorowanie", MonitoringItem, {
        **_DOCUMENT, "element": "element", "narzedzie": "tool", "czestotliwosc": "frequency", "odpowiedzialny": "responsible", "odbiorca": "audience", "termin": "term",
    }, ("scope", "element")),
    Section("uwaga_z_konsultacji", ConsultationComment, {
        "zglaszajacy": "category", "data": "day", "miejsce": "place", "tresc": "text", "stanowisko": "decision", "uzasadnienie": "reason",
    }, ("text",)),
    Section("ocena_srodowiskowa", EnvironmentalAssessment, {
        "stan": "status", "wniosek": "request_day", "rdos_znak": "rdos_reference", "rdos_data": "rdos_day", "sanepid_znak": "sanepid_reference",
        "sanepid_data": "sanepid_day", "uwagi": "note",
    }),
    Section("budzet", FinanceFigure, {"pozycja": "item", "rok": "year", "etap": "stage", "kwota": "amount"}, ("item", "year", "stage"), per={"kwoty": ("rok", "kwota")}),
    Section("komorka", OrgUnit, {"nazwa": "name", "zakres_zadan": "scope_of_work", "etaty": "posts", "osoby": "staff"}, ("name",)),
    Section("liczba_urzedu", InstitutionFigure, {
        "tabela": "table", "nazwa": "label", "jm": "unit", "rok": "year", "wartosc": "value",
    }, ("table", "label", "year"), per={"wartosci": ("rok", "wartosc")}),
    Section("dokument", InstitutionDocument, {"tytul": "title", "akt": "act", "okres": "period", "stan": "progress", "aktualny": "current"}, ("title",)),
    Section("usluga", PublicService, {
        "nazwa": "name", "dojrzalosc": "maturity", "sprawy": "cases_a_year", "elektronicznie": "electronic_share", "plan": "plan",
    }, ("name",)),
    Section("samoocena", AssessmentRound, {
        "nazwa": "title", "narzedzie": "tool", "rodzaj": "purpose", "od": "start", "do": "end", "oceniajacy": "assessors", "uwagi": "note",
    }, ("title",)),
    Section("odpowiedz", AssessmentAnswer, {
        "samoocena": "round", "pytanie": "question", "oceny": "individual", "wspolna": "consensus", "docelowa": "target", "waznosc": "importance",
        "wykonalnosc": "feasibility", "bez_oceny": "no_rating", "dowody": "evidence", "mocne": "strengths", "do_poprawy": "improvements", "zalecenie": "recommendation",
    }, ("round", "question")),
    Section("uwaga", Remark, {
        "dokument": "document", "rozdzial": "chapter", "dotyczy": "about", "autor": "author", "kiedy": "made_at", "waga": "weight", "tresc": "text",
        "propozycja": "suggestion", "stan": "state", "odpowiedz": "answer",
    }, ("document", "text")),
)
"""In the order in which they are applied: what is pointed at comes before what points."""

PARENT_WORD = {"ocena_wariantu": "wariant", "finansowanie": "dotyczy"}
"""By which word a row of the section names the row it was written in."""


def rows_of(section: Section, rows: object) -> Iterator[Row]:
    """The rows of a section one by one: a single table stands for one row, tables inside a row are spread out.

    A row that says the spread value itself stands too („zasada" of the whole document beside those of projects).
    """
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            continue
        inner = next((name for name in section.per if name in row), None)
        if inner is None:
            yield row
            continue
        key_word, value_word = section.per[inner]
        rest = {word: value for word, value in row.items() if word != inner}
        if value_word in row:
            yield rest
            rest = {word: value for word, value in rest.items() if word == FILE or section.names[word] in section.identity}
        for key, value in row[inner].items():
            yield {**rest, key_word: key, value_word: value}


def nested(data: Mapping[str, object]) -> dict[str, object]:
    """The story with sections written inside rows („finansowanie" of an action) moved to where they belong."""
    result = dict(data)
    for section in SECTIONS:
        rows = data.get(section.name)
        for row in rows if isinstance(rows, list) else []:
            for name in section.also:
                inner = row.get(name, [])
                moved = [{FILE: row.get(FILE, ""), PARENT_WORD[name]: row.get("tytul", ""), **one} for one in inner]
                present = result.get(name)
                result[name] = [*(present if isinstance(present, list) else []), *moved]
    return result
