"""Exam results of schools gathered for municipalities: the two real files against means worked out here, and the two-row header."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from excel_modules.reading import Reading
from tests.excel_modules.answering import codes, observed
from tests.excel_modules.statistics_tables.conftest import EXAMPLES

Read = Callable[..., Reading]
Book = Callable[..., Path]


def number(said: str) -> float | None:
    return float(said.replace(",", ".")) if said.strip() else None


def weighted(pairs: Iterable[tuple[float | None, float | None]]) -> tuple[float, float | None]:
    """All pupils, and the mean over schools that have one."""
    listed = [(count, mean) for count, mean in pairs if count]
    known = [(count, mean) for count, mean in listed if mean is not None]
    total = sum(count for count, _ in known)
    return sum(count for count, _ in listed), sum(count * mean for count, mean in known) / total if total else None


def test_results_of_real_towns_of_the_country_are_weighted_by_pupils(real: Path, read: Read) -> None:
    reading = read(real / "exams/e8-schools-2024.csv")
    with (real / "exams/e8-schools-2024.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))

    values = observed(reading)
    towns = {"0401011": ("Kujawsko-Pomorskie", "Aleksandrów Kujawski"), "0401021": ("Kujawsko-Pomorskie", "Ciechocinek"), "0201011": ("Dolnośląskie", "Bolesławiec"), "3003011": ("Wielkopolskie", "Gniezno")}
    for code, (region, city) in towns.items():
        schools = [row for row in rows if (row["region"], row["city"]) == (region, city)]
        assert schools, city
        for subject, column in (("polski", "polish"), ("matematyka", "math"), ("angielski", "english")):
            pupils, mean = weighted((number(row[f"{column}_candidates"]), number(row[f"{column}_average"])) for row in schools)
            assert values[f"e8_{subject}", code, 2024] == pytest.approx(mean), city
            assert values[f"e8_{subject}_zdajacy", code, 2024] == pupils, city


def test_a_village_is_not_taken_for_a_namesake_elsewhere(real: Path, read: Read) -> None:
    reading = read(real / "exams/e8-schools-2024.csv")

    assert all(territory[-1] in "14" for _, territory, _ in observed(reading))
    assert {"I03", "I77", "I79"} <= codes(reading)
    assert "I08" not in codes(reading)


def test_results_of_the_real_region_are_those_of_whole_municipalities(real: Path, read: Read) -> None:
    path = real / "exams/wyniki_testow.csv"
    reading = read(path, 2025)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    schools: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        code = row["Kod teryt gminy"]
        schools[code[:-1] + "3" if code[-1:] in "45" and len(code) == 7 else code].append(row)
    values = observed(reading)
    for code in ("1401013", "1401022", "1465011", "1405011"):
        if code not in schools:
            continue
        for subject in ("polski", "matematyka", "angielski"):
            pupils, mean = weighted((number(row[f"liczba_zdających_{subject}"]), number(row[f"mean_{subject}"])) for row in schools[code])
            assert values[f"e8_{subject}", code, 2025] == pytest.approx(mean), code
            assert values[f"e8_{subject}_zdajacy", code, 2025] == pupils, code
    everyone = sum(number(row["liczba_zdających_polski"]) or 0 for row in rows)
    assert sum(value or 0 for (key, _, _), value in values.items() if key == "e8_polski_zdajacy") == everyone
    assert not {territory for _, territory, _ in values if territory[-1] in "45"}
    assert "I78" in codes(reading)


def test_without_a_year_only_the_year_is_asked(real: Path, read: Read) -> None:
    reading = read(real / "exams/wyniki_testow.csv")

    assert len(reading.questions) == 6
    assert all(question.year is None and len(question.proposals) == 1 for question in reading.questions)
    assert {"I60", "I61"} <= codes(reading)


def test_a_mean_knows_every_school_it_rests_on(real: Path, read: Read) -> None:
    [block] = read(real / "exams/wyniki_testow.csv", 2025).blocks

    with (real / "exams/wyniki_testow.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    place = block.territories.index("1401013")
    counted = next(one.key for one in block.series).endswith("zdajacy")
    assert counted
    at = next(n for n in range(len(block)) if block.territory_index[n] == place and block.series[block.series_index[n]].key == "e8_polski")
    rows = block.gathered[block.rows[at], block.columns[at]]
    assert rows == tuple(number_ for number_, line in enumerate(lines) if line[5] in ("1401014", "1401015") and line[13])
    assert "ważona liczbą zdających" in block.gathered_how


def test_every_result_is_in_the_account(real: Path, read: Read) -> None:
    for reading in (read(real / "exams/e8-schools-2024.csv"), read(real / "exams/wyniki_testow.csv", 2025)):
        tally = reading.tally
        assert tally.present == tally.observations + tally.empty + tally.skipped
        assert tally.observations == sum(map(len, reading.blocks)) > 1000


def test_a_two_row_header_of_the_sample(read: Read) -> None:
    import openpyxl

    path = EXAMPLES / "zrodla/egzaminy/OKE_E8_2025.xlsx"
    reading = read(path)
    rows = [row for row in openpyxl.load_workbook(path).active.iter_rows(min_row=4, values_only=True) if row[4] == "9801011"]

    values = observed(reading)
    for first, subject in ((7, "polski"), (12, "matematyka"), (17, "angielski")):
        pupils, mean = weighted((row[first], row[first + 1]) for row in rows)
        assert values[f"e8_{subject}", "9801011", 2025] == pytest.approx(mean)
        assert values[f"e8_{subject}_zdajacy", "9801011", 2025] == pupils
    assert reading.publisher == "OKE"
    assert sum("mediany" in skipped.reason for skipped in reading.skipped) == 9


def test_the_sample_of_the_country_finds_the_fictitious_towns(read: Read) -> None:
    reading = read(EXAMPLES / "zrodla/egzaminy/E8_szkoly_2024.csv")

    assert {territory for _, territory, _ in observed(reading)} == {f"98{number:02}011" for number in range(1, 7)}
    assert not [question for question in reading.questions if question.answer is None]


def test_names_of_gminy_with_powiat_and_voivodeship_find_the_right_one(read: Read, workbook: Book) -> None:
    head = ["Województwo", "Powiat", "Gmina", "Typ gminy", "Nazwa szkoły", "Matematyka - zdający", "Matematyka - średni wynik"]
    rows = [
        ["Egzamin ósmoklasisty 2023"],
        head,
        ["dolnośląskie", "bolesławiecki", "Bolesławiec", "gmina wiejska", "SP w Kruszynie", 10, 50],
        ["dolnośląskie", "bolesławiecki", "Bolesławiec", "gmina miejska", "SP 1", 30, 60],
        ["dolnośląskie", "bolesławiecki", "Nowogrodziec", "obszar wiejski", "SP w Gierałtowie", 10, 40],
        ["dolnośląskie", "bolesławiecki", "Nowogrodziec", "miasto", "SP 1", 30, 60],
        ["łódzkie", "wieruszowski", "Bolesławiec", "gmina miejsko-wiejska", "SP", 5, ""],
    ]
    reading = read(workbook(rows))

    values = observed(reading)
    assert values["e8_matematyka", "0201022", 2023] == 50
    assert values["e8_matematyka", "0201011", 2023] == 60
    assert values["e8_matematyka", "0201043", 2023] == 55
    assert ("e8_matematyka", "1018013", 2023) not in values
    assert values["e8_matematyka_zdajacy", "1018013", 2023] == 5
    assert "I77" in codes(reading)


def test_a_matura_is_not_the_eighth_grade_exam(read: Read, workbook: Book) -> None:
    rows = [
        ["Wyniki egzaminu maturalnego 2024"],
        ["Kod TERYT", "Nazwa szkoły", "Język polski poziom podstawowy zdający", "Język polski poziom podstawowy średni wynik (%)"],
        ["0201011", "I LO", 100, 61.5],
        ["0201011", "II LO", 50, 55],
    ]
    values = observed(read(workbook(rows)))

    [(key, _, _)] = [one for one in values if "sredni_wynik" in one[0]]
    assert "maturalny" in key
    assert values[key, "0201011", 2024] == pytest.approx((100 * 61.5 + 50 * 55) / 150)


def test_a_result_above_a_hundred_percent_is_told_and_left_out(read: Read, workbook: Book) -> None:
    rows = [
        ["Egzamin ósmoklasisty 2024"],
        ["Kod TERYT", "Nazwa szkoły", "Matematyka zdający", "Matematyka średni wynik (%)", "Język polski zdający", "Język polski średni wynik (%)"],
        ["0201011", "SP 1", 10, 615, 10, 50],
        ["0201011", "SP 2", 10, "brak", 10, "sześćdziesiąt"],
        ["0201011", "SP 3", 10, 40, 10, 70],
    ]
    reading = read(workbook(rows))

    assert observed(reading)["e8_matematyka", "0201011", 2024] == 40
    assert observed(reading)["e8_polski", "0201011", 2024] == 60
    [finding] = [finding for finding in reading.findings if finding.code == "I07"]
    assert "615" in finding.message and "sześćdziesiąt" in finding.message


def test_a_two_row_header_keeps_its_subjects_without_merged_cells(read: Read, tmp_path: Path) -> None:
    import openpyxl

    path = EXAMPLES / "zrodla/egzaminy/OKE_E8_2025.xlsx"
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    with (tmp_path / "wyniki E8 2025.csv").open("w", encoding="cp1250", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([["" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in rows])

    assert observed(read(tmp_path / "wyniki E8 2025.csv")) == pytest.approx(observed(read(path)))


def test_short_headings_of_the_former_exam_are_results_and_no_budget(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "gimnazjum_2018.csv"
    heads = "Kod szkoły;Nazwa szkoły;Miejscowość;Gmina;Powiat;Województwo;Rodzaj gminy;j. polski - liczba;j. polski - średnia;matematyka - liczba;matematyka - średnia"
    place = "Jelcz-Laskowice;Jelcz-Laskowice;oławski;dolnośląskie;miejsko-wiejska"
    path.write_text(f"{heads}\n1-1;GIMNAZJUM NR 1;{place};30;60,0;30;40,0\n1-2;GIMNAZJUM NR 2;{place};10;70,0;10;50,0\n", encoding="utf-8")
    reading = read(path)

    means = {key: value for (key, code, year), value in observed(reading).items() if key.endswith("sredni_wynik") and (code, year) == ("0215033", 2018)}
    assert sorted(means.values()) == [42.5, 62.5]  # (30·40 + 10·50) / 40 and (30·60 + 10·70) / 40
    assert "I82" not in codes(reading)


def test_results_without_a_year_say_that_the_name_of_the_file_may_give_it(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "matura.csv"
    path.write_text("Gmina;Kod TERYT gminy;Nazwa szkoły;Matematyka - liczba zdających;Matematyka - średni wynik\nBochnia;1201011;I LO;30;60,0\n", encoding="utf-8")

    [told] = [finding for finding in read(path).findings if finding.code == "I82"]
    assert "nazwy pliku" in told.hint
