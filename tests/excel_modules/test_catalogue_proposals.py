"""Real exports against the catalogue shipped with the program: the variable a file holds is the one proposed first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.reading import Reading, SeriesQuestion, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files

Read = Callable[[Path], Reading]

HOLDS = {
    "bdl_csv_wide/LUDN_1350_CTAB_20260321174505.csv": {"saldo migracji ogółem;ogółem": "saldo_migracji"},
    "bdl_csv_wide/LUDN_2137_CTAB_20200327110716.csv": {"ogółem;ogółem": "ludnosc"},
    "bdl_csv_wide/LUDN_2137_CTAB_20210625164329.csv": {"ogółem": "ludnosc", "0-4": "wiek_0_4", "70 i więcej": "wiek_70", "85 i więcej": "wiek_85"},
    "bdl_csv_wide/LUDN_2137_CTAB_20260414235116.csv": {"ogółem;ogółem": "ludnosc", "70 i więcej;ogółem": "wiek_70"},
    "bdl_csv_wide/LUDN_2425_CTAB_20260321173131.csv": {"ludność na 1 km2": "gestosc"},
    "bdl_csv_wide/LUDN_2425_CTAB_20260321173151.csv": {"ludność w tysiącach": "ludnosc_tys"},
    "bdl_csv_wide/LUDN_2425_CTAB_20260321173206.csv": {"wskaźnik urbanizacji": "urbanizacja"},
    "bdl_csv_wide/RYNE_2392_CTAB_20260321172526.csv": {"ogółem": "stopa_bezrobocia"},
    "bdl_csv_wide/WYNA_2497_CTAB_20260321172330.csv": {"ogółem": "wynagrodzenie"},
    "bdl_csv_long/LUDN_2137_CREL_20220407210714.csv": {"ogółem;ogółem": "ludnosc", "ogółem;kobiety": "ludnosc_k", "ogółem;mężczyźni": "ludnosc_m"},
    "bdl_csv_long/LUDN_2137_CREL_20230312180341.csv": {"ogółem;ogółem": "ludnosc", "15-19;ogółem": "wiek_15_19", "45-49;ogółem": "wiek_45_49"},
    "bdl_csv_long/PRZE_3820_CREL_20230312174157.csv": {"mieszkania oddane do użytkowania na 1000 ludności": "mieszkania_oddane_na_1000"},
    "bdl_csv_long/RYNE_2392_CREL_20230312150319.csv": {"ogółem": "stopa_bezrobocia"},
    "bdl_csv_long/WYNA_2497_CREL_20230312151155.csv": {"ogółem": "wynagrodzenie"},
    "bdl_xlsx/LUDN_2137_XPIV_20260112162304.xlsx": {"25-29;ogółem": "wiek_25_29", "40-44;ogółem": "wiek_40_44"},
    "bdl_xlsx/ludnosc_2013-2024.xlsx": {"ogółem;kobiety": "ludnosc_k", "15-19;mężczyźni": "wiek_15_19_m", "65-69;kobiety": "wiek_65_69_k"},
    "bdl_xlsx/stopa_bezrobocia_2013-2024.xlsx": {"ogółem": "stopa_bezrobocia"},
    "damaged/LUDN_2425_CTAB_20241028202819_2023.csv": {"ludność w tysiącach": "ludnosc_tys"},
    "damaged/LUDN_2425_CTAB_20250611231708.csv": {
        "ludność na 1 km2": "gestosc",
        "zmiana liczby ludności na 1000 mieszkańców": "zmiana_ludnosci_na_1000",
        "wskaźnik urbanizacji": "urbanizacja",
    },
    "damaged/RYNE_1944_CTAB_20200327105843.csv": {"ogolem": "bezrobotni"},
}
"""What the files hold, by their headers and by the description sheet or the publisher's file name."""

HEADS = {
    # nagłówki eksportów opublikowanych przez ich użytkowników: nazwa pliku, kolumna, zmienna
    "FINA_2622_CTAB_20260608161005.csv": ("gminy łącznie z miastami na prawach powiatu;razem;2024;[zł]", "dochody_wlasne"),
    "FINA_2633_CTAB_20260608160916.csv": ("gminy łącznie z miastami na prawach powiatu;wydatki majątkowe inwestycyjne;2024;[zł]", "wydatki_inwestycyjne"),
    "FINA_2627_CTAB_20210101120000.csv": ("gminy łącznie z miastami na prawach powiatu;ogółem;2019;[zł]", "dochody_na_mieszkanca"),
    "LUDN_1355_CTAB_20250616155804_2023.csv": ("wymeldowania ogółem;ogółem;2023;[osoba]", "wymeldowania"),
    "LUDN_1342_CTAB_20250401175332.csv": ("w wieku poprodukcyjnym;ogółem;2023;[osoba]", "poprodukcyjny"),
    "LUDN_3428_CTAB_20240208163006.csv": ("urodzenia żywe na 1000 ludności;2022;[-]", "urodzenia_na_1000"),
    "RYNE_1944_CTAB_20250616184618.csv": ("ogółem;2024;[osoba]", "bezrobotni"),
    "TRAN_3164_CTAB_20220211231704.csv": ("ścieżki rowerowe (drogi dla rowerów) ogółem;2020;[km]", "drogi_rowerowe"),
    "TURY_3186_CTAB_20220211230207.csv": ("ogółem;obiekty ogółem;2019;[ob.]", "obiekty_noclegowe"),
    "KULT_3760_CTAB_20170101120000.csv": ("uczestnicy imprez;2015;[osoba]", "uczestnicy_imprez"),
    "GOSP_2166_CTAB_20260511201617.csv": ("ogółem;mieszkania;2021;[-]", "mieszkania"),
    "PRZE_3824_CTAB_20220613124138.csv": ("ogółem;mieszkania;2024;[-]", "mieszkania_oddane"),
}


@pytest.fixture(scope="module")
def with_catalogue(register: Register) -> Read:
    variables = tuple(load_catalogue().variables.values())
    return lambda path: read_here(path, register, variables)


def first(question: SeriesQuestion) -> str:
    return question.proposals[0].variable if question.proposals else ""


@pytest.mark.parametrize("file", HOLDS)
def test_variable_of_a_real_export_is_proposed_first(real: Path, with_catalogue: Read, file: str) -> None:
    proposed = {";".join(question.dimensions): first(question) for question in with_catalogue(real / file).questions}
    assert {words: proposed.get(words) for words in HOLDS[file]} == HOLDS[file]


@pytest.mark.parametrize("file", ["bdl_xlsx/LUDN_2137_XPIV_20260112162304.xlsx", "bdl_xlsx/ludnosc_2013-2024.xlsx", "bdl_xlsx/stopa_bezrobocia_2013-2024.xlsx"])
def test_export_that_names_its_subject_needs_no_answer(real: Path, with_catalogue: Read, file: str) -> None:
    reading = with_catalogue(real / file)
    assert reading.questions
    assert all(question.sure for question in reading.questions)


@pytest.mark.parametrize("file", ["RYNE_3787_CTAB_20260321171501.csv", "SZKO_3226_CTAB_20260321175636.csv", "PRZE_4431_CTAB_20260321173635.csv"])
def test_prices_of_flats_and_students_are_not_taken_for_wages_or_people(real: Path, with_catalogue: Read, file: str) -> None:
    assert [question.proposals for question in with_catalogue(real / "bdl_csv_wide" / file).questions] == [()]


@pytest.mark.parametrize("file", HEADS)
def test_heading_seen_in_published_exports_leads_to_its_variable(tmp_path: Path, with_catalogue: Read, file: str) -> None:
    heading, variable = HEADS[file]
    path = bad_files.wide_csv(tmp_path / file, text=f'"Kod";"Nazwa";"{heading}";\n0201011;"Bolesławiec (1)";5;\n')
    [question] = with_catalogue(path).questions
    assert first(question) == variable


def test_income_per_head_is_never_the_first_guess_for_income(tmp_path: Path, with_catalogue: Read) -> None:
    heading = "gminy łącznie z miastami na prawach powiatu;ogółem;2019;[zł]"
    text = f'"Kod";"Nazwa";"{heading}";\n0201011;"Bolesławiec (1)";5123,40;\n'
    [question] = with_catalogue(bad_files.wide_csv(tmp_path / "FINA_2627_CTAB_20210101120000.csv", text=text)).questions
    others = {proposal.variable: proposal.why for proposal in question.proposals[1:]}
    assert others["wydatki"].startswith("Nazwa pliku wskazuje inną podgrupę niż P2633")


def test_an_english_export_is_proposed_the_same_variables_as_a_polish_one(tmp_path: Path, register: Register) -> None:
    def proposed(header: str) -> list[str]:
        path = tmp_path / "LUDN_2137_CTAB_20240101120000.csv"
        path.write_text(f"{header}\n0201011;\"Bolesławiec (1)\";5;\n0201022;\"Bolesławiec (2)\";7;\n", encoding="utf-8")
        [question] = read_here(path, register, list(load_catalogue().variables.values())).questions
        return [proposal.variable for proposal in question.proposals]

    polish, english = proposed('"Kod";"Nazwa";"ogółem;kobiety;2020;[osoba]";'), proposed('"Code";"Name";"total;females;2020;[person]";')
    assert english == polish and english
