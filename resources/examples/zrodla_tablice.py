"""Makes the samples of publication tables: GUS, ZUS and KRUS, results of exams. Run it again and every file comes out the same.

    python resources/examples/zrodla_tablice.py [folder]

The towns are the fictitious ones of the sample; numbers come from the same model as its exports of BDL, or are drawn with a fixed seed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from packed_files import save, write_text
from town_values import TOWNS, value

HERE = Path(__file__).resolve().parent
AUTHOR = "Przykład programu"
YEAR = 2024
GROUPS = ("0-4", "5-9", "10-14", "15-19", "20-24", "65 lat i więcej")
SUBJECTS = ("Język polski", "Matematyka", "Język angielski")
SCHOOLS = ("Szkoła Podstawowa nr 1", "Szkoła Podstawowa nr 2", "Szkoła Podstawowa nr 3 z Oddziałami Integracyjnymi", "Społeczna Szkoła Podstawowa")


def _workbook(target: Path, sheet: str, rows: Iterable[Sequence[Any]], merged: Sequence[str] = ()) -> Path:
    import openpyxl
    from openpyxl.styles import Alignment

    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append([None if cell == "" else cell for cell in row])
    for one in merged:
        page.merge_cells(one)
        page[one.split(":")[0]].alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    target.parent.mkdir(parents=True, exist_ok=True)
    save(book, target, title=target.stem, author=AUTHOR)
    return target


def _csv(target: Path, rows: Iterable[Sequence[Any]]) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)

    def cell(one: Any) -> str:
        return f"{one:.2f}".replace(".", ",") if isinstance(one, float) else str(one)

    write_text(target, "".join(";".join(map(cell, row)) + "\n" for row in rows))
    return target


def _dash(number: int) -> int | str:
    return number or "-"


def vital_statistics(folder: Path) -> Path:
    """Tabl. IV: population, vital statistics and migration, with the bilingual merged header of the publication."""
    head = [
        ["Województwa\nVoivodships\nGminy\nGminas", "Identyfikator terytorialny\nCode", "Ludność\n(stan w dniu 31.12)\nPopulation\n(as of \nDecember 31)", "Małżeń-stwa \nMarriages",
         "Urodzenia żywe \nLive births", "Zgony   \nDeaths", "", "Przyrost naturalny \nNatural increase", "Migracje wewnętrzne \nInternal migration", "", "",
         "Migracje zagraniczne\nInternational migration", "", "", "Ogólne saldo migracji\nTotal net migration", "Urodzenia żywe \nLive births", "Zgony \nDeaths"],
        ["", "", "", "", "", "ogółem \ntotal", "w tym niemowląt \nof which infant", "", "napływ \ninflow", "odpływ \noutflow", "saldo \nnet",
         "imigracja \nimmigra-tion", "emigracja \nemigra-tion", "saldo \nnet", "", "", ""],
        ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "na 1000 ludności    \nper 1000 of population", ""],
    ]
    titles = [f"TABL. IV. LUDNOŚĆ, RUCH NATURALNY ORAZ MIGRACJE LUDNOŚCI WEDŁUG GMIN W {YEAR} R.", f"                 POPULATION, VITAL STATISTICS AND MIGRATION OF POPULATION BY GMINAS IN {YEAR}."]
    rows: list[list[Any]] = [[titles[0]], [titles[1]], [], *head, []]
    dice = random.Random("tablica IV")
    counted: list[list[int]] = []
    for town in TOWNS:
        people, births, deaths = (int(value(key, town, YEAR)) for key in ("ludnosc", "urodzenia", "zgony"))
        net = int(value("saldo_migracji", town, YEAR))
        foreign_in, foreign_out = dice.randint(0, 12), dice.randint(0, 9)
        outflow = round(people * dice.uniform(0.009, 0.013))
        inflow = outflow + net - (foreign_in - foreign_out)
        infant = 1 if dice.random() < 0.3 else 0
        counted.append([people, round(people * 0.0039), births, deaths, infant, births - deaths, inflow, outflow, inflow - outflow, foreign_in, foreign_out, foreign_in - foreign_out, net])
    for name, code, numbers in [("WOJ. PRZYKŁADOWE", "", [sum(column) for column in zip(*counted, strict=True)]), *((f"M.{town.name}", town.code, one) for town, one in zip(TOWNS, counted, strict=True))]:
        people = numbers[0]
        rows.append([name, code, people, *map(_dash, numbers[1:]), numbers[2] / people * 1000, numbers[3] / people * 1000])
    merged = ["A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "F4:G4", "F5:F6", "G5:G6", "H4:H6", "I4:K4", "L4:N4", "O4:O6", "P4:P5", "Q4:Q5", "P6:Q6"]
    merged += [f"{letter}5:{letter}6" for letter in "IJKLMN"]
    return _workbook(folder / f"Tablica_IV_{YEAR}.xlsx", "Tabl. IV", rows, merged)


def migration(folder: Path) -> Path:
    """Internal migration by direction, with rows of women under each town."""
    dice = random.Random("kierunki migracji")
    rows: list[list[Any]] = [
        [f"TABL. 8. MIGRACJE WEWNĘTRZNE LUDNOŚCI NA POBYT STAŁY WEDŁUG PŁCI I KIERUNKU W {YEAR} R."],
        [],
        ["Miasta", "Identyfikator terytorialny", "Napływ", "", "", "Odpływ", "", "", "Saldo"],
        ["", "", "ogółem", "z miast", "ze wsi", "ogółem", "do miast", "na wieś", ""],
    ]
    for town in TOWNS:
        parts = [dice.randint(60, 260) for _ in range(4)]
        women = [round(part * dice.uniform(0.46, 0.54)) for part in parts]
        for name, code, (one, two, three, four) in ((town.name, town.code, parts), ("   w tym kobiety", "", women)):
            rows.append([name, code, one + two, one, two, three + four, three, four, one + two - three - four])
    return _workbook(folder / f"Migracje_kierunki_{YEAR}.xlsx", "Tabl. 8", rows, ["A3:A4", "B3:B4", "C3:E3", "F3:H3", "I3:I4"])


def projection(folder: Path) -> Path:
    """A ready projection of population, one row per town, sex and age group."""
    rows: list[list[Any]] = [["Prognoza ludności gmin województwa przykładowego (wariant główny)"], [], ["Kod TERYT", "Gmina", "Płeć", "Wiek", 2025, 2030, 2035, 2040]]
    dice = random.Random("prognoza")
    for town in TOWNS[:4]:
        for sex, share in (("ogółem", 1.0), ("mężczyźni", 0.48), ("kobiety", 0.52)):
            for group in ("ogółem", *GROUPS):
                weight = {"ogółem": 1.0, "65 lat i więcej": 0.27}.get(group, 0.045)
                start = town.population * share * weight
                rows.append([town.code, town.name, sex, group, *(round(start * (1 - 0.006 * step * dice.uniform(0.8, 1.2))) for step in (1, 6, 11, 16))])
    return _csv(folder / "Prognoza_ludnosci_gmin.csv", rows)


def pensioners(folder: Path) -> Path:
    """ZUS by municipality: insured, pensioners, the average pension."""
    rows: list[list[Any]] = [
        ["Zakład Ubezpieczeń Społecznych"],
        ["Ubezpieczeni oraz emeryci i renciści według gmin"],
        [f"Stan w dniu 31 grudnia {YEAR} r."],
        [],
        ["Kod TERYT", "Gmina", "Ubezpieczeni", "", "", "Emeryci i renciści", "", "Przeciętna wysokość emerytury (zł)"],
        ["", "", "ogółem", "mężczyźni", "kobiety", "ogółem", "w tym kobiety", ""],
    ]
    lines = []
    dice = random.Random("ZUS")
    for town in TOWNS:
        insured, retired = round(town.population * dice.uniform(0.33, 0.39)), round(town.population * dice.uniform(0.24, 0.29))
        men = round(insured * 0.51)
        lines.append([town.code[:6], town.name, insured, men, insured - men, retired, round(retired * 0.59), f"{dice.randint(3100, 3700)},{dice.randint(10, 99)}"])
    rows.append(["", "Ogółem", *(sum(line[place] for line in lines) for place in range(2, 7)), "3 389,12"])
    lines[1][7] += "*"
    rows += [*lines, [], ["* dane wstępne"]]
    return _workbook(folder / f"ZUS_gminy_{YEAR}.xlsx", "gminy", rows, ["A5:A6", "B5:B6", "C5:E5", "F5:G5", "H5:H6"])


def farmers(folder: Path) -> Path:
    """KRUS by powiat, age and sex."""
    dice = random.Random("KRUS")
    rows: list[list[Any]] = [[f"KRUS – liczba ubezpieczonych oraz emerytów i rencistów według powiatów, wieku i płci, {YEAR} r.", *[""] * 5], ["Kod", "Powiat", "Wiek", "Płeć", "Ubezpieczeni", "Emeryci i renciści"]]
    for town in TOWNS[:5]:
        for group in ("do 24 lat", "25-44 lata", "45-59 lat", "60 lat i więcej"):
            for sex in ("kobiety", "mężczyźni"):
                retired: int | str = "-" if group == "do 24 lat" else dice.randint(5, 900)
                rows.append([town.powiat_code[:4], town.powiat, group, sex, dice.randint(15, 700), retired])
    return _csv(folder / f"KRUS_powiaty_{YEAR}.csv", rows)


def sizes_of_pensions(folder: Path) -> Path:
    """ZUS in the whole country: how many people get a pension of each size."""
    rows: list[list[Any]] = [
        ["Zakład Ubezpieczeń Społecznych"], ["Departament Statystyki i Prognoz Aktuarialnych"], ["Struktura wysokości emerytur w marcu 2025 r."], ["w Polsce"], [], [],
        ["Wysokość świadczenia w zł", "Ogółem", "Mężczyźni", "Kobiety", "Ogółem w %"],
    ]
    bounds = [(f"{low:.2f}".replace(".", ","), f"{low + 999.99:.2f}".replace(".", ",")) for low in (500.01, 1500.01, 2500.01, 3500.01, 4500.01)]
    men = [61_200, 402_300, 803_400, 701_500, 402_600, 250_700]
    women = [203_100, 1_201_400, 1_402_700, 500_800, 201_900, 70_300]
    total = sum(men) + sum(women)
    rows.append(["Ogółem", total, sum(men), sum(women), 100.0])
    for said, one, two in zip([*(f" {low}  -  {high}" for low, high in bounds), "5500,01 i więcej"], men, women, strict=True):
        rows.append([said, one + two, one, two, round((one + two) / total * 100, 2)])
    return _workbook(folder / "ZUS_struktura_emerytur_marzec_2025.xlsx", "emerytury", rows)


def _schools(seed: str) -> list[tuple[Any, str, list[tuple[int, float | None]]]]:
    dice = random.Random(seed)
    found = []
    for town in TOWNS[:6]:
        for name in SCHOOLS:
            pupils = dice.randint(14, 74) if name != SCHOOLS[-1] else dice.randint(2, 8)
            found.append((town, name, [(pupils, round(dice.uniform(38, 78), 8) if pupils > 4 else None) for _ in SUBJECTS]))
    return found


def exam_of_the_country(folder: Path) -> Path:
    """CKE: schools with region and town, no codes."""
    rows: list[list[Any]] = [["region", "publiczna", "szkoła", "miejscowość", *(part for subject in SUBJECTS for part in (f"{subject} - liczba zdających", f"{subject} - średni wynik (%)"))]]
    for town, name, results in _schools("CKE"):
        rows.append(["Przykładowe", "Nie" if name == SCHOOLS[-1] else "Tak", name.upper(), town.name, *(cell for pupils, mean in results for cell in (pupils, "" if mean is None else str(mean).replace(".", ",")))])
    target = folder / f"E8_szkoly_{YEAR}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, "\ufeff" + "".join(";".join(map(str, row)) + "\n" for row in rows))
    return target


def exam_of_the_region(folder: Path) -> Path:
    """OKE: schools with codes, subjects over their statistics in a header of two rows."""
    dice = random.Random("OKE odchylenia")
    named = ["województwo - nazwa", "powiat - nazwa", "Gmina - nazwa", "Typ gminy", "Kod teryt gminy", "RSPO", "Nazwa szkoły"]
    parts = ["liczba zdających", "średnia (%)", "odchylenie standardowe", "mediana", "modalna"]
    rows: list[list[Any]] = [["OKE – wyniki egzaminu ósmoklasisty 2025, szkoły"], [*named, *(cell for subject in SUBJECTS for cell in (subject, "", "", "", ""))], ["" for _ in named] + parts * len(SUBJECTS)]
    for number, (town, name, results) in enumerate(_schools("OKE")):
        statistics: list[Any] = []
        for pupils, mean in results:
            statistics += [pupils, "" if mean is None else mean, "" if mean is None else round(dice.uniform(15, 28), 4), "" if mean is None else round(mean), "" if mean is None else round(mean) + 3]
        rows.append(["przykładowe", town.powiat, town.name, "Gmina miejska", town.code, 900_001 + number, name, *statistics])
    merged = [f"{letter}2:{letter}3" for letter in "ABCDEFG"] + ["H2:L2", "M2:Q2", "R2:V2"]
    return _workbook(folder / "OKE_E8_2025.xlsx", "szkoły", rows, merged)


def make(folder: Path) -> list[Path]:
    """Writes every sample and returns the paths."""
    gus, zus, exams = folder / "gus_tablice", folder / "zus_krus", folder / "egzaminy"
    return [
        vital_statistics(gus), migration(gus), projection(gus),
        pensioners(zus), farmers(zus), sizes_of_pensions(zus),
        exam_of_the_country(exams), exam_of_the_region(exams),
    ]  # fmt: skip


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zrodla"):
        print(path)
