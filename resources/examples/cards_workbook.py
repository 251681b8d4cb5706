"""`Modul_8_Karty_projektow.xlsx`: the list of projects, one card a sheet, bundles and drop-down lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from packed_files import save
from project_money import GRANT, OWN_SHARE, PRIVATE, PUBLIC, STATE, divided, eligible, sources
from sheet_looks import INK, PALE, SOFT, fit, heads, printed, start_sheet, styled, title, widths
from town_facts import quoted

HERE = Path(__file__).resolve().parent
YEARS = (2026, 2027, 2028, 2029, 2030)
MONEY, THOUSANDS, DAY = '#,##0.00', '#,##0.0', "dd.mm.yyyy"


def contents() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the cards say, with numbers in place, and the goals they name."""
    cards = tomllib.loads((HERE / "karty.toml").read_text(encoding="utf-8"))
    numbers = quoted()
    for card in cards["projekt"]:
        for key, text in card.items():
            if isinstance(text, str) and "{" in text:
                card[key] = text.format_map(numbers)
    return cards, tomllib.loads((HERE / "cele.toml").read_text(encoding="utf-8"))


def write(folder: Path) -> Path:
    """Writes the workbook and returns its path."""
    from openpyxl import Workbook

    cards, goals = contents()
    titles = {one["kod"]: one["tytul"] for kind in ("cel", "cel_operacyjny", "problem") for one in goals[kind]}
    titles |= {one["kod"]: one["tytul"] for one in cards["wiazka"]}
    book = Workbook()
    start_sheet(book, "Moduł 8. Karty projektów", ["Każda karta to osobny arkusz P01…P14. Listy wyboru są w arkuszu Słowniki.", "Kwoty na kartach w złotych brutto, na liście w tysiącach złotych."])
    _list(book.create_sheet("Lista projektów"), cards)
    for card in cards["projekt"]:
        _card(book.create_sheet(card["kod"]), card, titles)
    _bundles(book.create_sheet("Wiązki"), cards, titles)
    _lists(book.create_sheet("Słowniki"), cards, goals)
    target = folder / "Modul_8_Karty_projektow.xlsx"
    save(book, target, title="Moduł 8. Karty projektów – Nowe Bielany", author="Zespół Miejski")
    return target


def _thousands(amount: Decimal) -> float:
    return float(amount / 1000)


def _by_kind(cards: Sequence[Mapping[str, Any]]) -> tuple[Decimal, Decimal, Decimal]:
    total = sum((Decimal(card["koszt"]) for card in cards), Decimal(0))
    own = sum((amount for card in cards for name, years in sources(card).items() if name == OWN_SHARE for amount in years.values()), Decimal(0))
    return total, total - own, own


def _list(sheet: Any, cards: Mapping[str, Any]) -> None:
    title(sheet, "Lista projektów Planu Rozwoju Lokalnego", "Kwoty w tys. zł; stan na 15.03.2026", 11)
    heads(sheet, 4, (
        "Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Koszt całkowity [tys. zł]", "Dofinansowanie [tys. zł]", "Wkład własny [tys. zł]",
        "Termin", "Odpowiedzialny", "Status",
    ))
    row, number = 5, 1
    for bundle in cards["wiazka"]:
        own = [card for card in cards["projekt"] if card["wiazka"] == bundle["kod"]]
        for card in own:
            total, support, share = _by_kind([card])
            said = (
                number, card["kod"], card["tytul"], bundle["tytul"], card["kategoria"], _thousands(total), _thousands(support), _thousands(share),
                f"{card['start'].year}–{card['koniec'].year}", card["jednostka"], card["status"],
            )
            for column, value in enumerate(said, 1):
                styled(sheet.cell(row, column, value), center=column in (1, 2, 5, 9)).number_format = THOUSANDS if 5 < column < 9 else "General"
            row, number = row + 1, number + 1
        _sum_row(sheet, row, f"Razem wiązka {bundle['kod'].removeprefix('WP')}", own)
        row += 1
    _sum_row(sheet, row, "RAZEM / OGÓŁEM", cards["projekt"])
    widths(sheet, 5, 7, 46, 24, 15, 15, 15, 15, 12, 34, 20)
    sheet.freeze_panes = "D5"
    fit(sheet, 4)
    printed(sheet, "4:4")


def _sum_row(sheet: Any, row: int, label: str, cards: Sequence[Mapping[str, Any]]) -> None:
    for column in range(1, 12):
        styled(sheet.cell(row, column), bold=True, fill=SOFT, wrap=False)
    sheet.cell(row, 1, label)
    for column, amount in enumerate(_by_kind(cards), 6):
        sheet.cell(row, column, _thousands(amount)).number_format = THOUSANDS


class _Form:
    """Writes a card down the sheet: label in A, value in B merged to H."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.row = sheet, 3

    def field(self, label: str, value: Any, pattern: str = "General") -> None:
        styled(self.sheet.cell(self.row, 1, label), bold=True, fill=SOFT)
        cell = styled(self.sheet.cell(self.row, 2, value))
        cell.number_format = pattern
        if not isinstance(value, str):
            from openpyxl.styles import Alignment

            cell.alignment = Alignment(horizontal="left", vertical="top")
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=2, end_column=8)
        self.row += 1

    def section(self, text: str) -> None:
        styled(self.sheet.cell(self.row, 1, text), bold=True, fill=INK, ink="FFFFFFFF")
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=8)
        self.row += 1

    def table(self, names: Sequence[str], rows: Sequence[Sequence[Any]], patterns: Sequence[str] = (), blank: int = 0, bold_last: bool = False) -> None:
        for column, name in enumerate(names, 1):
            styled(self.sheet.cell(self.row, column, name), bold=True, fill=PALE, center=True)
        self.row += 1
        for index, row in enumerate([*rows, *[(None,) * len(names)] * blank]):
            for column, value in enumerate(row, 1):
                cell = styled(self.sheet.cell(self.row, column, value), bold=bold_last and index == len(rows) - 1)
                if column <= len(patterns):
                    cell.number_format = patterns[column - 1]
            self.row += 1


def _card(sheet: Any, card: Mapping[str, Any], titles: Mapping[str, str]) -> None:
    title(sheet, f"KARTA PROJEKTU {card['kod']}", "Plan Rozwoju Lokalnego – Nowe Bielany (miasto zmyślone), kwoty w zł brutto", 8)
    form = _Form(sheet)
    strategic = "CS" + card["cel"].removeprefix("CO").split(".")[0]
    fields: list[tuple[str, Any]] = [
        ("Kod projektu", card["kod"]),
        ("1. Tytuł projektu", card["tytul"]),
        ("Kategoria", card["kategoria"]),
        ("Typ projektu", card["typ"]),
        ("2. Wnioskodawca / Lider", "Gmina Miejska Nowe Bielany"),
        ("Komórka / jednostka odpowiedzialna", card["jednostka"]),
        ("3. Partnerzy", card["partnerzy"]),
        ("4. Cel strategiczny (wybierz z listy)", f"{strategic}. {titles[strategic]}"),
        ("5. Cel operacyjny", f"{card['cel']}. {titles[card['cel']]}"),
        ("6. Wiązka", titles[card["wiazka"]]),
        ("Wymiary", ", ".join(card["wymiary"])),
        ("Status", card["status"]),
        ("Problem / wyzwanie", "\n".join(f"{code}. {titles[code]}" for code in card["problemy"])),
        ("7. Opis stanu istniejącego", card["stan"]),
        ("Potrzeby i wyniki konsultacji", card["potrzeby"]),
        ("8. Cele projektu", card["cel_projektu"]),
        ("9. Zakres (zadania)", card["opis"]),
    ]
    for label, value in fields:
        form.field(label, value)
    costs = divided(Decimal(card["koszt"]), [task["udzial"] for task in card["zadania"]])
    tasks = [(index, task["nazwa"], task["od"], task["do"], cost) for index, (task, cost) in enumerate(zip(card["zadania"], costs, strict=True), 1)]
    form.table(("Lp.", "Zadanie", "Termin od", "Termin do", "Koszt brutto"), tasks, ("General", "General", DAY, DAY, MONEY), blank=max(0, 9 - len(tasks)))
    for label, key in (
        ("Lokalizacja", "lokalizacja"), ("Prawo do dysponowania nieruchomością", "prawo"), ("Stan dokumentacji", "dokumentacja"),
        ("Zgodność z planem miejscowym / ogólnym", "zgodnosc"), ("10. Grupy docelowe", "grupy"), ("Produkty", "produkty"), ("Rezultaty", "rezultaty"),
    ):
        form.field(label, card[key])
    form.section("11. Wskaźniki")
    form.table(
        ("Nazwa", "Rodzaj", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło"),
        [(w["nazwa"], w["rodzaj"], w["jm"], w["baza"], 2024, w["cel"], w["rok"], w["zrodlo"]) for w in card["wskazniki"]],
    )
    form.field("12. Koszt całkowity", Decimal(card["koszt"]), MONEY)
    form.field("Koszty kwalifikowalne", eligible(card), MONEY)
    form.field("Podstawa szacunku", card["podstawa"])
    form.section("13. Źródła finansowania")
    form.table(("Źródło", *map(str, YEARS), "Razem"), _money_rows(card), ("General", *[MONEY] * 6), bold_last=True)
    form.field("14. Harmonogram", f"{card['start']:%d.%m.%Y} – {card['koniec']:%d.%m.%Y}")
    form.field("Data rozpoczęcia", card["start"], DAY)
    form.field("Data zakończenia", card["koniec"], DAY)
    form.field("15. Ryzyka", "\n".join(f"- {r['tytul']} (P={r['p']}, W={r['w']}): {r['przeciwdzialanie']}" for r in card["ryzyka"]))
    form.field("16. Pomoc publiczna", f"{card['pomoc']} – {card['pomoc_podstawa']}")
    form.field("17. Zasady horyzontalne", _principles(card))
    form.field("Roczne koszty utrzymania", Decimal(card["utrzymanie"]), MONEY)
    form.field("Roczne przychody", Decimal(card["przychody"]), MONEY)
    form.field("Źródło pokrycia kosztów utrzymania", card["zrodlo_utrzymania"])
    form.field("Okres trwałości [lata]", card["trwalosc"])
    form.field("Warunki instytucjonalne (powiązanie z PRI)", card["warunki"])
    form.field("Partycypacja", card["partycypacja"])
    form.field("18. Osoba do kontaktu", card["kontakt"])
    widths(sheet, 34, 34, 14, 14, 15, 15, 15, 18)
    sheet.freeze_panes = "B3"
    fit(sheet, 3)
    printed(sheet, "1:2", landscape=False)


def _money_rows(card: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    table = sources(card)
    rows: list[tuple[Any, ...]] = []
    for name in (GRANT, STATE, OWN_SHARE, PUBLIC, PRIVATE):
        if years := table.get(name):
            label = {GRANT: "Dotacja (85%)", STATE: "Budżet państwa (15%)"}.get(name, name)
            rows.append((label, *(years.get(year, Decimal(0)) for year in YEARS), sum(years.values(), Decimal(0))))
    rows.append(("Razem", *(sum((row[index] for row in rows), Decimal(0)) for index in range(1, 7))))
    return rows


def _principles(card: Mapping[str, Any]) -> str:
    lines = ["Dostępność: rozwiązania uzgodnione z koordynatorem do spraw dostępności i sprawdzone przez użytkowników"]
    if card["typ"] == "nieinwestycyjny":
        lines.append("Równość szans: nabór bez barier, pierwszeństwo dla osób w trudnej sytuacji, godziny dogodne dla opiekunów")
        lines.append("Klimat: dokumenty bez druku, lokalni dostawcy, dojazdy komunikacją publiczną")
    else:
        lines.append("Równość szans: korzystanie bez względu na płeć, wiek, sprawność i pochodzenie; toalety i przewijaki dla wszystkich")
        lines.append("Klimat: niska energochłonność, nawierzchnie przepuszczalne, zachowanie drzew, materiały z odzysku")
    lines.append("Dobre rządzenie: jawne kryteria, publikacja postępu co pół roku")
    return "\n".join(lines)


def _bundles(sheet: Any, cards: Mapping[str, Any], titles: Mapping[str, str]) -> None:
    title(sheet, "Wiązki projektów zintegrowanych", "Wiązka: co najmniej dwa projekty i dwa wymiary", 7)
    heads(sheet, 4, ("Kod wiązki", "Nazwa wiązki", "Cel strategiczny", "Projekty (kody)", "Opis efektu synergii", "Koszt łączny [zł]", "Lider wiązki"))
    for row, bundle in enumerate(cards["wiazka"], 5):
        own = [card for card in cards["projekt"] if card["wiazka"] == bundle["kod"]]
        said = (
            bundle["kod"], bundle["tytul"], f"{bundle['cel']}. {titles[bundle['cel']]}", ", ".join(card["kod"] for card in own), bundle["synergia"],
            _by_kind(own)[0], bundle["lider"],
        )
        for column, value in enumerate(said, 1):
            styled(sheet.cell(row, column, value), bold=column == 2).number_format = MONEY if column == 6 else "General"
    widths(sheet, 10, 26, 34, 22, 70, 18, 34)
    fit(sheet, 4)
    printed(sheet, "4:4")


def _lists(sheet: Any, cards: Mapping[str, Any], goals: Mapping[str, Any]) -> None:
    columns = {
        "Cele strategiczne": [f"{one['kod']}. {one['tytul']}" for one in goals["cel"]],
        "Cele operacyjne": [f"{one['kod']}. {one['tytul']}" for one in goals["cel_operacyjny"]],
        "Wiązki": [one["tytul"] for one in cards["wiazka"]],
        "Kategorie": ["podstawowy", "uzupełniający", "rezerwowy"],
        "Typy": ["inwestycyjny", "nieinwestycyjny", "mieszany"],
        "Statusy": ["pomysł", "koncepcja", "dokumentacja", "gotowy do realizacji", "w realizacji", "zakończony"],
    }
    heads(sheet, 1, list(columns))
    for column, values in enumerate(columns.values(), 1):
        for row, value in enumerate(values, 2):
            styled(sheet.cell(row, column, value))
    widths(sheet, 46, 46, 28, 16, 18, 22)
