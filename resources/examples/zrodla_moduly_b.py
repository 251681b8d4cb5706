"""Samples of the planner's own workbooks M4, M5, M9, M10, M11 and M12 of Nowe Bielany, as a town hall keeps them.

Run by hand: `python resources/examples/zrodla_moduly_b.py`; the files come out the same, byte for byte. The layouts are presumed from the
practice of offices („układ przypuszczalny"): no real file is known. Every number is made up.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from packed_files import save
from sheet_looks import fit, heads, printed, start_sheet, styled, title, widths

HERE = Path(__file__).resolve().parent
TARGET = HERE / "zrodla" / "moduly"
PROJECTS = (
    ("P01", "Nowobielańskie Centrum Usług Społecznych „Pod Lipą”"),
    ("P02", "Sąsiedzka opieka i teleopieka dla seniorów"),
    ("P03", "Centrum Młodych „Przędzalnia”"),
)
"""Codes and names as in `karty.toml`."""
BAR = {"dokumentacja": "FF9BC2E6", "roboty": "FF548235", "działania": "FFF4B084"}


def _book(module: str, says: Sequence[str]) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    start_sheet(book, module, says)
    return book


def _table(sheet: Any, top: int, names: Sequence[str], rows: Sequence[Sequence[Any]], sizes: Sequence[float]) -> None:
    heads(sheet, top, names)
    for number, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            cell = styled(sheet.cell(number, column, value), bold=str(row[0]).startswith("RAZEM") or str(row[0]).startswith("Razem"))
            if (isinstance(value, int | float) and value > 9999) or (isinstance(value, str) and value.startswith("=")):
                cell.number_format = "#,##0.00"
    widths(sheet, *sizes)
    fit(sheet, top)
    printed(sheet, f"{top}:{top}")


def stakeholders() -> None:
    """M4: list and matrix."""
    book = _book("Moduł 4. Interesariusze", ["Najpierw lista, potem matryca. Nie wpisujemy nazwisk."])
    listed = book.create_sheet("Lista")
    title(listed, "Lista interesariuszy", "Warsztat Zespołu Miejskiego, 14 października 2025 r.", 8)
    rows = (
        (1, "Rada Miejska", "samorząd", "zgodność ze strategią i budżetem", 5, 4, "+", "komisje i sesja tematyczna"),
        (2, "Klaster Włókienniczy", "przedsiębiorcy", "pracownicy i tereny pod hale", 4, 3, "+", "spotkania kwartalne"),
        (3, "Młodzieżowa Rada Miasta", "mieszkańcy", "miejsca do spotkań, praca wakacyjna", 2, 5, "+", "warsztaty w szkołach"),
        (4, "Kupcy z Rynku", "przedsiębiorcy", "miejsca postojowe", None, None, "–", "spacer badawczy i opiekun na czas robót"),
        (5, "Powiat Bielany", "samorząd", "wspólne drogi i szkoły ponadpodstawowe", "wysoki", "średnie", "0", "zespół roboczy"),
    )
    _table(listed, 4, ("Lp.", "Interesariusz", "Typ", "Interes / oczekiwania", "Wpływ (1–5)", "Zaangażowanie (1–5)", "Postawa (+/0/–)", "Sposób włączenia"), rows, (5, 28, 16, 34, 10, 14, 10, 34))
    grid = book.create_sheet("Matryca")
    title(grid, "Matryca interesariuszy", "Siła wpływu na plan i zaangażowanie", 3)
    for row, line in enumerate(((None, "Niskie zaangażowanie", "Wysokie zaangażowanie"), ("Wysoki wpływ", "Kupcy z Rynku", "Rada Miejska\nKlaster Włókienniczy"), ("Niski wpływ", "Kluby sportowe", "Młodzieżowa Rada Miasta")), 4):
        for column, value in enumerate(line, 1):
            styled(grid.cell(row, column, value), bold=row == 4 or column == 1)
    widths(grid, 18, 32, 32)
    fit(grid, 4)
    save(book, TARGET / "Modul_4_Interesariusze.xlsx", title="Moduł 4. Interesariusze – Nowe Bielany", author="Zespół Miejski")


def strategy() -> None:
    """M5: the strategy in force, its indicators and grades."""
    book = _book("Moduł 5. Ocena strategii", ["Strategia Rozwoju Miasta na lata 2014–2024."])
    goals = book.create_sheet("Cele")
    title(goals, "Cele Strategii Rozwoju Miasta 2014–2024", "uchwała z 27 marca 2014 r.", 4)
    _table(goals, 4, ("Nr", "Cel strategiczny", "Nr", "Cel operacyjny"), (("1", "Silna lokalna gospodarka", "1.1", "Nowe miejsca pracy"), (None, None, "1.2", "Tereny pod inwestycje"), ("2", "Dobre warunki życia", "2.1", "Mieszkania dla młodych")), (5, 34, 6, 40))
    goals.merge_cells("A5:A6")
    goals.merge_cells("B5:B6")
    measured = book.create_sheet("Wskaźniki")
    title(measured, "Wskaźniki realizacji celów", "dane: GUS, Urząd Miejski", 6)
    _table(measured, 4, ("Cel", "Wskaźnik", "J.m.", "2014", "2019", "2024"), (("1.1", "Stopa bezrobocia rejestrowanego", "%", 14.2, 7.1, "6,4*"), ("1.2", "Uzbrojone tereny inwestycyjne", "ha", 2, 9, 11), ("2.1", "Liczba mieszkań na 1000 ludności", "szt.", 371, 389, 402)), (7, 40, 8, 10, 10, 10))
    judged = book.create_sheet("Ocena")
    title(judged, "Ocena realizacji celów", "Zespół Miejski, wrzesień 2025 r.; skala 1–5", 4)
    _table(judged, 4, ("Cel operacyjny", "Okres", "Ocena (1–5)", "Wniosek"), (("1.1 Nowe miejsca pracy", "2014-2024", 4, "Bezrobocie spadło, ale płace są niższe niż w kraju."), ("1.2 Tereny pod inwestycje", "2014-2024", 3, "Uzbrojono mniej niż połowę terenów."), ("2.1 Mieszkania dla młodych", "2014-2024", "częściowo", "Potrzebny program mieszkań na wynajem.")), (32, 12, 12, 60))
    save(book, TARGET / "Modul_5_Ocena_strategii.xlsx", title="Moduł 5. Ocena strategii – Nowe Bielany", author="Zespół Miejski")


def budget() -> None:
    """M9: costs, sources and a schedule told by colours alone."""
    from openpyxl.styles import PatternFill

    book = _book("Moduł 9. Budżet i harmonogram", ["Kwoty w złotych, brutto."])
    costs = book.create_sheet("Budżet")
    title(costs, "Budżet projektów", "kwoty w zł", 13)
    rows: list[tuple[Any, ...]] = []
    plan = ((("Dokumentacja projektowa", "usługi", 1, 180000, (221400, 0, 0)), ("Przebudowa i wyposażenie", "roboty budowlane", 1, 2400000, (0, 1476000, 1476000))), (("Zakup opasek teleopieki", "dostawy", 300, 400, (147600, 0, 0)), ("Dyżury centrum teleopieki", "usługi", 36, 5000, (73800, 73800, 73800))), (("Dokumentacja projektowa", "usługi", 1, 120000, (147600, 0, 0)), ("Remont hali przędzalni", "roboty budowlane", 1, 1900000, (0, 1168500, 1168500))))
    for number, ((code, name), tasks) in enumerate(zip(PROJECTS, plan, strict=True), 1):
        rows.append((number, f"{code} {name}"))
        for place, (task, kind, count, price, years) in enumerate(tasks, 1):
            rows.append((f"{number}.{place}", task, kind, "kpl." if count == 1 else "szt.", count, price, "23%", round(count * price * 1.23, 2), "T", *(year or None for year in years), sum(years)))
    rows.append(("RAZEM", None, None, None, None, None, None, *(sum(row[place] or 0 for row in rows if len(row) > 2) if place != 8 else None for place in (7, 8, 9, 10, 11, 12))))
    _table(costs, 4, ("Lp", "Projekt / zadanie", "Kategoria kosztu", "J.m.", "Ilość", "Cena jedn. netto", "VAT %", "Wartość brutto", "Kwalif. (T/N)", "2026", "2027", "2028", "Razem"), rows, (7, 46, 18, 7, 7, 14, 7, 15, 9, 14, 14, 14, 15))
    money = book.create_sheet("Źródła")
    title(money, "Źródła finansowania", "kwoty w zł", 6)
    totals = [sum(sum(task[4]) for task in tasks) for tasks in plan]
    lines = [(f"{code} {name}", round(total * 0.765, 2), round(total * 0.135, 2), round(total - round(total * 0.765, 2) - round(total * 0.135, 2), 2), 0, total) for (code, name), total in zip(PROJECTS, totals, strict=True)]
    lines.append(("Razem", *(round(sum(float(line[place]) for line in lines), 2) for place in range(1, 6))))
    _table(money, 4, ("Projekt", "Grant (85%)", "Budżet państwa (15%)", "Środki własne", "Inne (nazwa)", "Razem"), lines, (52, 16, 20, 16, 14, 16))
    times = book.create_sheet("Harmonogram")
    title(times, "Harmonogram realizacji", "kolor komórki oznacza, że zadanie trwa w tym kwartale", 15)
    heads(times, 4, ("Lp", "Zadanie", "Odpowiedzialny", "2026", None, None, None, "2027", None, None, None, "2028", None, None, None))  # type: ignore[list-item]
    heads(times, 5, ("", "", "", *["I", "II", "III", "IV"] * 3))
    for area in ("A4:A5", "B4:B5", "C4:C5", "D4:G4", "H4:K4", "L4:O4"):
        times.merge_cells(area)
    spans = (((0, 3, "dokumentacja"), (4, 10, "roboty")), ((0, 1, "działania"), (2, 11, "działania")), ((1, 4, "dokumentacja"), (5, 11, "roboty")))
    row = 6
    for number, ((code, name), tasks, bars) in enumerate(zip(PROJECTS, plan, spans, strict=True), 1):
        styled(times.cell(row, 1, number))
        styled(times.cell(row, 2, f"{code} {name}"), bold=True)
        row += 1
        for place, (task, (first, last, kind)) in enumerate(zip(tasks, bars, strict=True), 1):
            for column, value in enumerate((f"{number}.{place}", task[0], "Wydział Rozwoju Miasta"), 1):
                styled(times.cell(row, column, value))
            for quarter in range(12):
                cell = styled(times.cell(row, 4 + quarter))
                if first <= quarter <= last:
                    cell.fill = PatternFill("solid", fgColor=BAR[kind])
            if kind == "roboty":
                styled(times.cell(row, 4 + last, "M1" if number == 1 else "◆"), center=True).fill = PatternFill("solid", fgColor=BAR[kind])
            row += 1
    styled(times.cell(row + 1, 2, "M1 – odbiór końcowy centrum"), border=False)
    widths(times, 7, 52, 26)
    save(book, TARGET / "Modul_9_Budzet.xlsx", title="Moduł 9. Budżet i harmonogram – Nowe Bielany", author="Zespół Miejski")


def risks() -> None:
    """M10: register on a scale of three, map, test of state aid."""
    book = _book("Moduł 10. Ryzyka i pomoc publiczna", ["Skala ocen 1–3."])
    register = book.create_sheet("Rejestr ryzyk")
    title(register, "Rejestr ryzyk Planu Rozwoju Lokalnego", "P – prawdopodobieństwo, S – skutek", 11)
    rows = (
        (1, "Wzrost cen robót budowlanych", "P01", "finansowe", 2, 3, 6, "ograniczanie", "rezerwa 5% i podział zamówienia na części", "Skarbnik Miasta", "otwarte"),
        (2, "Brak chętnych do pracy w opiece", "P02", "kadrowe", 2, 2, 4, "ograniczanie", "porozumienie z zespołem szkół o praktykach", "MOPS", "otwarte"),
        (3, "Odkrycia konserwatorskie", "P03", "organizacyjne", "Ś", "W", 6, "akceptacja", "zapas czterech miesięcy w harmonogramie", "Wydział Inwestycji", "otwarte"),
        (4, "Odejście pracowników prowadzących projekty", None, "kadrowe", 1, 3, 4, "ograniczanie", "zastępstwa i opis stanowisk", "Sekretarz Miasta", "otwarte"),
    )
    _table(register, 4, ("Lp.", "Ryzyko", "Projekt", "Kategoria", "P (1–3)", "S (1–3)", "Poziom = P*S", "Reakcja", "Działania", "Właściciel", "Status"), rows, (5, 36, 9, 15, 9, 9, 10, 15, 40, 20, 10))
    grid = book.create_sheet("Mapa ryzyka")
    title(grid, "Mapa ryzyka", "numery z rejestru", 4)
    for line, values in enumerate(((None, "Skutek", None, None), ("Prawdopodobieństwo", 1, 2, 3), (3, None, None, None), (2, None, "2", "1, 3"), (1, None, None, "4")), 4):
        for column, value in enumerate(values, 1):
            styled(grid.cell(line, column, value), center=True)
    aid = book.create_sheet("Test pomocy")
    title(aid, "Test pomocy publicznej", "pomoc występuje, gdy spełnione są wszystkie cztery warunki", 7)
    tested = ((f"{PROJECTS[0][0]} {PROJECTS[0][1]}", "TAK", "NIE", "☐ TAK ☑ NIE", "NIE", "NIE", "usługi społeczne niegospodarcze"), (f"{PROJECTS[2][0]} {PROJECTS[2][1]}", "X", "TAK", "☑", "nie", "NIE", "zasięg lokalny"))
    _table(aid, 4, ("Projekt", "Transfer zasobów publicznych", "Korzyść ekonomiczna", "Selektywność", "Zakłócenie konkurencji i wpływ na handel", "Wynik", "Podstawa"), tested, (50, 16, 14, 16, 22, 10, 32))
    save(book, TARGET / "Modul_10_Ryzyka.xlsx", title="Moduł 10. Ryzyka – Nowe Bielany", author="Zespół Miejski")


def indicators() -> None:
    """M11: register and metric cards."""
    book = _book("Moduł 11. Wskaźniki", ["P – produktu, R – rezultatu, O – oddziaływania."])
    register = book.create_sheet("Rejestr")
    title(register, "Rejestr wskaźników planu", "stan na 15 stycznia 2026 r.", 11)
    rows = (
        ("P01-W1", "Powierzchnia przebudowanego budynku", "P", "m²", 0, 2025, 1240, 2028, "protokół odbioru", "raz, po odbiorze", "Wydział Inwestycji"),
        ("P02-W1", "Liczba osób objętych teleopieką", "P", "osoby", "–", 2025, "min. 300", 2028, "MOPS", "co kwartał", "MOPS"),
        ("CO1.1-R1", "Liczba osób korzystających z usług społecznych", "R", "osoby", "1 120*", 2024, "1 500 (2027), 1 800 (2030)", 2030, "MOPS", "co rok", "MOPS"),
        ("CS1-O1", "Saldo migracji na pobyt stały", "O", "osoby", -214, 2024, "poprawa o 20%", 2030, "GUS BDL", "co rok", "Wydział Rozwoju Miasta"),
    )
    _table(register, 4, ("Kod", "Nazwa", "Typ (P/R/O)", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło", "Częst.", "Odpowiedzialny"), rows, (11, 44, 11, 9, 10, 11, 26, 8, 20, 18, 24))
    cards = book.create_sheet("Metryki")
    row = 1
    for card in (
        (("Kod", "CO1.1-R1"), ("Nazwa wskaźnika", "Liczba osób korzystających z usług społecznych"), ("Definicja", "Osoby, które w roku skorzystały co najmniej raz z usługi centrum."), ("Sposób obliczania", "suma z ewidencji, każda osoba raz"), ("Jednostka miary", "osoby"), ("Częstotliwość pomiaru", "co rok")),
        (("Kod", "CS1-O1"), ("Nazwa wskaźnika", "Saldo migracji na pobyt stały"), ("Definicja", "Zameldowania minus wymeldowania na pobyt stały w roku."), ("Sposób obliczania", "dane GUS"), ("Jednostka miary", "osoby"), ("Częstotliwość pomiaru", "co rok")),
    ):
        styled(cards.cell(row, 1, "Metryka wskaźnika"), bold=True, border=False)
        for line, (label, value) in enumerate(card, row + 1):
            styled(cards.cell(line, 1, label), bold=True)
            styled(cards.cell(line, 2, value))
        row += len(card) + 2
    widths(cards, 26, 60)
    save(book, TARGET / "Modul_11_Wskazniki.xlsx", title="Moduł 11. Wskaźniki – Nowe Bielany", author="Zespół Miejski")


def assessment() -> None:
    """M12: individual and common ratings of the first areas, plan of actions."""
    bank = tomllib.loads((HERE.parent / "question_banks" / "oecd_obszary.toml").read_text(encoding="utf-8"))
    asked = [(area["name"], question["id"], question["text"]) for area in bank["area"][:3] for question in area["question"]]
    book = _book("Moduł 12. Samoocena instytucjonalna", ["Najpierw oceny indywidualne, potem wspólna."])
    single = book.create_sheet("Oceny indywidualne")
    title(single, "Oceny indywidualne", "skala 1–5; n/w – nie wiem", 9)
    rows: list[tuple[Any, ...]] = []
    for place, (_, key, text) in enumerate(asked):
        votes = [1 + (place * 7 + person * 3) % 4 + (person == 2) for person in range(5)]
        rows.append((key, text, *votes, round(sum(votes) / 5, 2), sorted(votes)[2]))
    _table(single, 4, ("Nr", "Pytanie", "Os. 1", "Os. 2", "Os. 3", "Os. 4", "Os. 5", "Śr.", "Med."), rows, (7, 70, 7, 7, 7, 7, 7, 7, 7))
    common = book.create_sheet("Ocena zespołowa")
    title(common, "Samoocena instytucjonalna 2025 – ocena zespołowa", "Data: 18.11.2025", 9)
    answers = [(area if not place or area != asked[place - 1][0] else None, None, f"{key}. {text}", sorted(rows[place][2:7])[2], "dokumenty urzędu", "zaangażowany zespół" if place % 2 else None, "brak stałej procedury" if place % 3 == 0 else None, 4 if place % 2 else 5, "opisać procedurę" if place % 3 == 0 else None) for place, (area, key, text) in enumerate(asked)]
    _table(common, 4, ("Obszar", "Kryterium", "Pytanie", "Ocena 1–5", "Dowody", "Mocne strony", "Słabe strony", "Cel", "Działania"), answers, (26, 12, 60, 9, 22, 22, 22, 7, 24))
    first = 5
    for place in range(1, len(asked) + 1):
        if place == len(asked) or asked[place][0] != asked[place - 1][0]:
            common.merge_cells(start_row=first, end_row=4 + place, start_column=1, end_column=1)
            first = 5 + place
    plan = book.create_sheet("Plan działań")
    title(plan, "Plan działań instytucjonalnych", "koszty brutto w zł", 7)
    actions = ((1, "Szkolenia z analizy danych dla wydziałów", "Sekretarz Miasta", "I-III kw. 2026", "24 600 zł", "20 przeszkolonych osób", "A1.1"), (2, "Stały zespół koordynujący rozwój miasta", "Burmistrz", "do końca 2026", 0, "zarządzenie", "A2.2"), ("Razem", None, None, None, 24600, None, None))
    _table(plan, 4, ("Lp.", "Działanie", "Odpowiedzialny", "Termin", "Koszt", "Wskaźnik", "Luka"), actions, (7, 46, 22, 18, 14, 26, 10))
    save(book, TARGET / "Modul_12_Samoocena_PRI.xlsx", title="Moduł 12. Samoocena – Nowe Bielany", author="Zespół Miejski")


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (stakeholders, strategy, budget, risks, indicators, assessment):
        make()
