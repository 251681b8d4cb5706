"""Makes the sample surveys of the fictitious town Nowe Bielany, one file per tool and way of export. Run again, every file is the same.

    python resources/examples/zrodla_ankiety.py [folder]

Respondents are invented; addresses and numbers end in domains and ranges that belong to nobody.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MADE = datetime(2025, 6, 2, 9, 0)
AGES = ("do 18 lat", "19-34", "35-49", "50-64", "65 lat i więcej")
AGREE = ("zdecydowanie tak", "raczej tak", "raczej nie", "zdecydowanie nie", "trudno powiedzieć")
NEEDS = ("Basen", "Kino, teatr i sala koncertowa", "Ścieżki rowerowe", "Żłobek", "Park, skwery i zieleń osiedlowa")
MATTERS = ("drogi i chodniki", "komunikacja autobusowa", "opieka zdrowotna", "mieszkania")
WISHES = ("Najpierw potrzebne są", "Przydałyby się", "Proszę pomyśleć o tym, żeby były", "Od lat czekamy na", "Moim zdaniem najważniejsze są", "W mojej okolicy potrzebne są")
THINGS = ("miejsca spotkań dla młodzieży", "autobusy po godzinie 18", "latarnie na bocznych ulicach", "drzewa przy rynku", "bezpieczne chodniki przy szkole", "ławki", "mieszkania na wynajem")
NAMES = ("Anna Nowak", "Jan Wiśniewski", "Maria Zielińska", "Piotr Kaczmarek", "Ewa Lis")


def make(folder: Path) -> list[Path]:
    """Writes every file into the folder and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _limesurvey(folder / "results-survey482913.csv", "kody"),
        _limesurvey(folder / "results-survey482913_kod_i_tekst.csv", "kod i tekst"),
        _limesurvey(folder / "results-survey482913_pelny_tekst.xlsx", "pelny tekst"),
        _google(folder / "Ankieta dla mieszkańców (Odpowiedzi).csv", ";"),
        _google(folder / "Ankieta dla mieszkańców (Odpowiedzi).xlsx", ", "),
        _microsoft(folder / "Ankieta dla przedsiębiorców(1-36).xlsx"),
        _module(folder / "Ankieta_mlodziez_wyniki.xlsx"),
        _plain(folder / "ankieta_papierowa.xlsx"),
    ]


def _remark(draw: random.Random, share: float) -> str:
    """An open answer of some of the respondents; one begins as a formula would."""
    if draw.random() >= share:
        return ""
    said = f"{draw.choice(WISHES)} {' oraz '.join(draw.sample(THINGS, 2))}{draw.choice(('.', '!', '', ' – tak było dawniej.'))}"
    return f"={said}" if draw.random() < 0.1 else said


def _moment(draw: random.Random) -> datetime:
    return datetime(2025, 3, 3, 8, 0) + timedelta(minutes=draw.randrange(40 * 24 * 60))


def _csv(path: Path, rows: Sequence[Sequence[str]], *, delimiter: str = ",", bom: bool = False, after: str = "") -> Path:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        stream.write(after)
    return path


def _xlsx(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.set_properties({"created": MADE, "author": "Urząd Miejski w Nowych Bielanach"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(number, column, value)
    return path


def _limesurvey(path: Path, heads: str) -> Path:
    """48 sent and 4 unfinished; codes in the first file, full answers in the others."""
    draw = random.Random(482913)
    full = heads != "kody"
    columns: list[tuple[str, str]] = [
        ("id", "Identyfikator odpowiedzi"), ("submitdate", "Data wysłania"), ("lastpage", "Ostatnia strona"), ("startlanguage", "Język początkowy"), ("seed", "Ziarno"),
        ("startdate", "Data rozpoczęcia"), ("datestamp", "Data ostatniej akcji"), ("ipaddr", "Adres IP"),
        ("G1Q1", "Do której grupy wieku Pan(i) należy?"),
        *((f"G1Q2[SQ00{place}]", f"Jak ocenia Pan(i) w naszym mieście? [{matter}]") for place, matter in enumerate(MATTERS, 1)),
        *((f"G1Q3[SQ00{place}]", f"Czego najbardziej brakuje w\u00a0mieście? [{need}]") for place, need in enumerate(NEEDS, 1)),
        ("G1Q3[other]", "Czego najbardziej brakuje w\u00a0mieście? [Inne]"),
        *((f"G2Q4[{place}]", f"Proszę uszeregować sprawy od najważniejszej. [Ranga {place}]") for place in (1, 2)),
        ("G2Q5", "Ile lat mieszka Pan(i) w mieście?"), ("G2Q6", "Co jeszcze chce nam Pan(i) powiedzieć?"),
        ("interviewtime", "Całkowity czas"), ("groupTime17", "Czas grupy: Miasto"), ("G1Q1Time", "Czas pytania: G1Q1"),
    ]  # fmt: skip
    said = {"kody": [code for code, _ in columns], "kod i tekst": [f"{code}. {text}" for code, text in columns], "pelny tekst": [text for _, text in columns]}
    rows: list[list[str]] = [said[heads]]
    opinions = ("bardzo źle", "raczej źle", "raczej dobrze", "bardzo dobrze", "trudno powiedzieć")
    for number in range(1, 53):
        when = _moment(draw)
        sent = number % 13 != 0
        stamp = when.strftime("%Y-%m-%d %H:%M:%S")
        answers = [draw.randrange(5)]
        answers += [draw.choices(range(5), (2, 4, 6, 3, 1))[0] for _ in MATTERS]
        picked = [draw.random() < share for share in (0.5, 0.3, 0.6, 0.2, 0.4)]
        ranks = draw.sample(range(4), 2)
        row = [str(number), stamp if sent else "", "3" if sent else "1", "pl", str(draw.randrange(10**9)), stamp, stamp, f"192.0.2.{draw.randrange(1, 255)}"]
        row += [AGES[answers[0]] if full else f"A{answers[0] + 1}"]
        row += [(opinions[answer] if full else f"A{answer + 1}") for answer in answers[1:]]
        row += [("Tak" if full else "Y") if one else ("Nie" if full else "") for one in picked]
        row += ["strzelnica" if number == 7 else ""]
        row += [MATTERS[rank] if full else f"A{rank + 1}" for rank in ranks]
        row += [str(draw.randrange(1, 70)), _remark(draw, 0.4)]
        row += [f"{draw.uniform(90, 900):.2f}", f"{draw.uniform(40, 400):.2f}", f"{draw.uniform(2, 30):.2f}"]
        rows.append(row if sent else row[:9] + [""] * (len(row) - 9))
    return _xlsx(path, **{"Wyniki ankiety": rows}) if path.suffix == ".xlsx" else _csv(path, rows, bom=True, after="\n\n")


def _google(path: Path, mark: str) -> Path:
    """60 answers; several needs in one cell, some with commas of their own."""
    draw = random.Random(60)
    matrix = [f"Czy jest Pan(i) zadowolony(-a) z tego, jak działa: [{matter}]" for matter in MATTERS]
    head = ["Sygnatura czasowa", "Adres e-mail", "Wiek", "Czego brakuje w mieście? Proszę zaznaczyć najwyżej trzy.", *matrix, "Jak ocenia Pan(i) miasto w skali od 1 do 10?", "Uwagi"]
    rows: list[list[Any]] = [head]
    for number in range(60):
        when = _moment(draw)
        if path.suffix == ".csv":
            stamp: Any = when.strftime("%Y/%m/%d %I:%M:%S %p EET") if number != 2 else "2025/03/09 0:00:00 PM EET"
        else:
            stamp = when
        needs = sorted(draw.sample(range(5), draw.choice((1, 2, 2, 3))))
        remark = _remark(draw, 0.3)
        if number == 11:
            remark = "Chętnie pomogę, proszę pisać: jan.przyklad@example.com albo dzwonić 600 100 200."
        mark_given: Any = draw.choices(range(1, 11), (1, 1, 2, 3, 5, 8, 9, 8, 4, 2))[0]
        rows.append([
            stamp, f"osoba{number}@example.com", draw.choice(AGES), mark.join(NEEDS[need] for need in needs),
            *(draw.choices(AGREE, (3, 6, 4, 2, 1))[0] for _ in MATTERS), mark_given, remark,
        ])  # fmt: skip
    return _xlsx(path, **{"Liczba odpowiedzi 1": rows}) if path.suffix == ".xlsx" else _csv(path, [[str(value) for value in row] for row in rows])


def _microsoft(path: Path) -> Path:
    """36 answers of firms; the list of barriers ends with a semicolon in every cell."""
    draw = random.Random(36)
    barriers = ("brak pracowników", "wysokie podatki lokalne", "stan dróg", "brak terenów inwestycyjnych")
    head = ["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa", "Czas ostatniej modyfikacji", "Ile osób Pan(i) zatrudnia?", "Jakie bariery utrudniają działalność?", "Czy planują Państwo inwestycje w mieście?", "Telefon kontaktowy"]
    rows: list[list[Any]] = [head]
    for number in range(1, 37):
        began = _moment(draw)
        chosen = [barrier for barrier in barriers if draw.random() < 0.45] or [barriers[0]]
        rows.append([
            number, began, began + timedelta(minutes=draw.randrange(3, 20)), "anonymous" if number % 3 else f"firma{number}@example.com", NAMES[number % 5] if number % 3 == 0 else "",
            "", draw.choice((1, 2, 3, 5, 8, 12, 25, 40)), ";".join(chosen) + ";", draw.choice(("Tak", "Nie", "Nie wiem")), f"600 {draw.randrange(100, 999)} {draw.randrange(100, 999)}" if number % 4 == 0 else "",
        ])  # fmt: skip
    return _xlsx(path, Sheet1=rows)


def _module(path: Path) -> Path:
    """Workbook of module M6: codes on „Odpowiedzi", their meaning on „Klucz", counts on „Raport"."""
    draw = random.Random(6)
    head = ["Nr ankiety", "P1", "P2", "P3_1", "P3_2", "P4"]
    rows: list[list[Any]] = [head]
    for number in range(1, 41):
        rows.append([number, draw.randrange(1, 4), draw.choices((1, 2, 3, 4, 9), (2, 5, 6, 3, 1))[0], draw.randrange(1, 6), draw.randrange(1, 6), _remark(draw, 0.3)])
    meanings: list[list[Any]] = [["Kod pytania", "Treść pytania", "Kod odpowiedzi", "Odpowiedź"]]
    for code, text, labels in (
        ("P1", "Do jakiej szkoły chodzisz?", {1: "szkoła podstawowa", 2: "liceum", 3: "technikum"}),
        ("P2", "Czy po ukończeniu szkoły chcesz zostać w mieście?", {1: "zdecydowanie nie", 2: "raczej nie", 3: "raczej tak", 4: "zdecydowanie tak", 9: "trudno powiedzieć"}),
        ("P3_1", "Jak oceniasz ofertę zajęć po lekcjach? (1–5)", {}),
        ("P3_2", "Jak oceniasz miejsca spotkań? (1–5)", {}),
        ("P4", "Czego Ci w mieście brakuje?", {}),
    ):
        labelled: list[tuple[Any, str]] = list(labels.items()) or [("", "")]
        meanings += [[code if place == 0 else "", text if place == 0 else "", value, label] for place, (value, label) in enumerate(labelled)]
    report: list[list[Any]] = [["Zestawienie odpowiedzi"], ["Pytanie", "Liczba odpowiedzi"], *([code, 40] for code in head[1:5])]
    return _xlsx(path, Odpowiedzi=rows, Klucz=meanings, Raport=report)


def _plain(path: Path) -> Path:
    """Paper questionnaires typed into a sheet: a title above, two rows of headings, a sum below."""
    draw = random.Random(30)
    rows: list[list[Any]] = [
        ["Badanie opinii uczestników spotkań o rozwoju miasta"],
        ["Nr ankiety", "Płeć", "Czy zgadza się Pan(i) z tymi zdaniami?", "", "", "Z czego Pan(i) korzysta?", "", "", "Pana(i) uwagi"],
        ["", "", "Miasto jest bezpieczne", "Miasto jest czyste", "Łatwo tu o pracę", "biblioteka", "basen", "dom kultury", ""],
    ]
    levels = ("zdecydowanie się nie zgadzam", "raczej się nie zgadzam", "raczej się zgadzam", "zdecydowanie się zgadzam", "nie mam zdania")
    for number in range(1, 31):
        rows.append([number, draw.choice(("kobieta", "mężczyzna")), *(draw.choices(levels, (2, 3, 6, 4, 1))[0] for _ in range(3)), *(draw.choice((0, 1, 1)) for _ in range(3)), _remark(draw, 0.3)])
    rows.append(["Razem", "", "", "", "", *(sum(row[place] for row in rows[3:]) for place in (5, 6, 7))])
    return _xlsx(path, Dane=rows)


if __name__ == "__main__":
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zrodla" / "ankiety"):
        print(made.name)
