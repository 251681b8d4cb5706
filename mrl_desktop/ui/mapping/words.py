"""What the wizard calls things; one place, so that the same thing has the same words."""

from __future__ import annotations

from collections.abc import Sequence

from excel_modules.mapping.preview import MappedPreview
from excel_modules.mapping.profile import Meaning, Says, SignMeaning, YearFrom
from mrl_desktop import polish

MEANINGS = {
    Meaning.VALUE: ("Wartość", "Liczby, które mają trafić do projektu."),
    Meaning.CODE: ("Kod gminy (TERYT)", "Kod gminy, powiatu lub województwa; po nim program najpewniej rozpozna jednostkę."),
    Meaning.NAME: ("Nazwa gminy", "Nazwa gminy, miasta lub powiatu."),
    Meaning.CONTEXT: ("Powiat lub województwo", "Pomaga odróżnić gminy o tej samej nazwie."),
    Meaning.YEAR: ("Rok", "Rok, którego dotyczą wartości w wierszu."),
    Meaning.INDICATOR: ("Nazwa wskaźnika", "Co zmierzono, na przykład „Liczba mieszkań”."),
    Meaning.DIMENSION: ("Cecha (płeć, wiek…)", "Dzieli wskaźnik na części, na przykład kobiety i mężczyźni."),
    Meaning.UNIT: ("Jednostka miary", "W czym podano wartość: osoba, zł, %."),
    Meaning.GROUP: ("Grupa wskaźników", "Obszar lub dziedzina, do której należy wskaźnik."),
    Meaning.IGNORE: ("Pomiń tę kolumnę", "Jej komórki program wymieni jako pominięte."),
}
SAYS = {
    Says.INDICATOR: "nazwę wskaźnika",
    Says.DIMENSION: "cechę (na przykład płeć)",
    Says.PLACE: "nazwę gminy",
    Says.NOTHING: "nic więcej",
}
YEARS_FROM = {
    YearFrom.TITLE: "z tytułu nad tabelą",
    YearFrom.SHEET: "z nazwy arkusza",
    YearFrom.FILE: "z nazwy pliku",
    YearFrom.PROFILE: "zawsze ten sam",
}
SIGNS = {
    SignMeaning.ZERO: "zero",
    SignMeaning.MISSING: "brak danych",
    SignMeaning.SECRET: "tajemnica statystyczna",
    SignMeaning.NOT_YET: "jeszcze niedostępne",
}


def values(count: int) -> str:
    return polish.counted(count, "wartość", "wartości", "wartości")


def spans(years: Sequence[int]) -> str:
    """„2019–2024", „2015 i 2020", „6 lat od 2010 do 2024"."""
    if not years:
        return ""
    if len(years) == years[-1] - years[0] + 1:
        return polish.year_range(years[0], years[-1])
    return polish.joined([str(year) for year in years]) if len(years) <= 3 else f"{polish.counted(len(years), 'rok', 'lata', 'lat')} od {years[0]} do {years[-1]}"


def outcome(preview: MappedPreview) -> str:
    """What the profile takes from the file, in one line."""
    parts = [values(preview.count), polish.counted(len(preview.series), "wskaźnik", "wskaźniki", "wskaźników"), polish.counted(preview.places, "jednostka", "jednostki", "jednostek")]
    if preview.years:
        parts.append(f"{'rok' if len(preview.years) == 1 else 'lata'} {spans(preview.years)}")
    skipped = sum(one.count for one in preview.skipped)
    left = f" Pominięte komórki: {polish.number(skipped)}." if skipped else ""
    return f"Z pliku da się odczytać: {', '.join(parts)}.{left}"
