"""Every command, for people and for programs: what it says, what it leaves on the disk, and the code it ends with."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from mrl_desktop import polish
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.cli import COMMANDS
from tests.cli.conftest import Call

ROOT = Path(__file__).resolve().parents[2]
TOWN = "0201011"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def question_about(said: object, file: Path) -> str:
    """Fingerprint of the question a preview asks of a file."""
    [found] = [row["pytanie"] for row in said.data["questions"] if row["plik"] == file.name]  # type: ignore[attr-defined]
    return str(found)


# -- new --------------------------------------------------------------------------------------------------------------


def test_new_project_of_a_town_named_by_part_of_its_name(mrl: Call, tmp_path: Path) -> None:
    said = mrl("new", tmp_path / "p.mrl", "--town", "jastrzębie-zd", "--name", "Program", "--years", "2026-2035", "--lead", "Jan Lis", "--json")

    assert said.code == 0
    assert said.data["project"]["kod TERYT"] == "2467011"
    assert said.data["project"]["lata"] == "2026–2035"
    assert said.data["project"]["dokumenty"].startswith("Program")
    assert (tmp_path / "p.mrl").is_file()


def test_four_towns_of_one_name_are_told_apart_by_code(mrl: Call, tmp_path: Path) -> None:
    said = mrl("new", tmp_path / "p.mrl", "--town", "Osiek", "--json")

    assert said.code == 2 and said.codes == {"Q05"}
    [finding] = said.data["findings"]
    assert all(code in finding["opis"] for code in ("1213052", "2612043", "0402082", "2213082"))
    assert not (tmp_path / "p.mrl").exists()
    assert mrl("new", tmp_path / "p.mrl", "--town", "0402082", "--json").data["project"]["miasto"] == "Osiek, gm. wiejska, pow. brodnicki"


@pytest.mark.parametrize(("words", "code"), [(("--town", "Nibylandia"), "Q04"), (("--town", "0201000"), "Q04"), (("--town", TOWN, "--years", "od jutra"), "Q06")])
def test_town_or_years_not_understood_leave_no_file(mrl: Call, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    said = mrl("new", tmp_path / "p.mrl", *words, "--json")

    assert said.code == 2 and said.codes == {code}
    assert list(tmp_path.iterdir()) == []


def test_new_does_not_touch_a_file_that_stands_there(mrl: Call, project: Path) -> None:
    before = digest(project)

    assert mrl("new", project, "--town", TOWN, "--json").code == 3
    assert digest(project) == before


# -- import -----------------------------------------------------------------------------------------------------------


def test_trial_import_tells_everything_and_writes_nothing(mrl: Call, project: Path, population: Path) -> None:
    before = digest(project)
    said = mrl("import", project, population, "--dry-run", "--json")

    assert said.code == 0
    assert said.data["files"][0]["rozpoznano"] == "tablica GUS BDL (CSV, relacyjna)"
    assert "imported" not in said.data
    assert digest(project) == before
    assert mrl("info", project, "--json").data["project"]["wartości statystyczne"] == 0


def test_a_table_is_read_by_the_profile_given(mrl: Call, project: Path, tmp_path: Path) -> None:
    table, profile = tmp_path / "psy.csv", tmp_path / "psy.mrl-profil.toml"
    table.write_text("Kod;Psy\n2611011;1240\n", encoding="utf-8")
    columns = '[[kolumna]]\nnaglowek = "Kod"\nznaczenie = "kod gminy"\n[[kolumna]]\nnaglowek = "Psy"\nznaczenie = "wartość"\nmowi = "wskaźnik"\n'
    profile.write_text(f'rodzaj = "profil importu MRL Desktop"\nwersja = 1\nnazwa = "Psy"\nrok = 2024\n{columns}', encoding="utf-8")

    said = mrl("import", project, table, "--profile", profile, "--json")
    spoiled = mrl("import", project, table, "--profile", table, "--json")

    assert said.data["imported"]["observations"] == 1
    assert [finding["kod"] for finding in said.data["findings"] if finding["kod"] == "I126"]
    assert spoiled.code == 2
    assert [finding["kod"] for finding in spoiled.data["findings"]] == ["I120"]


@pytest.mark.slow
def test_answered_import_is_kept_and_the_same_file_again_changes_nothing(mrl: Call, project: Path, population: Path) -> None:
    question = question_about(mrl("import", project, population, "--dry-run", "--json"), population)
    first = mrl("import", project, population, "--answer", f"{question}=ludnosc", "--json")
    after = mrl("info", project, "--json").data["project"]
    second = mrl("import", project, population, "--json")

    assert first.data["imported"] == {"files": 1, "observations": 2, "records": 0}
    assert second.code == 0 and second.data["imported"]["observations"] == 0
    assert "questions" not in second.data
    assert mrl("info", project, "--json").data["project"] == after
    assert mrl("facts", project, "ludnosc", "--json").data["fact"]["value"] == 37210


@pytest.mark.slow
def test_column_left_out_stays_out(mrl: Call, project: Path, population: Path) -> None:
    question = question_about(mrl("import", project, population, "--dry-run", "--json"), population)
    mrl("import", project, population, "--answer", f"{question}=")

    assert mrl("info", project, "--json").data["project"]["wartości statystyczne"] == 0
    assert "questions" not in mrl("import", project, population, "--dry-run", "--json").data


@pytest.mark.slow
def test_answer_not_understood_writes_nothing(mrl: Call, project: Path, population: Path) -> None:
    question = question_about(mrl("import", project, population, "--dry-run", "--json"), population)
    before = digest(project)
    for answer, code in (("abc", "Q08"), ("nie-ma-takiego=ludnosc", "Q09"), (f"{question}=bzdura", "Q01"), (f"{question}=ludnosc@wczoraj", "Q08")):
        said = mrl("import", project, population, "--answer", answer, "--json")
        assert said.code == 2 and said.codes == {code}, answer
    assert digest(project) == before


@pytest.mark.slow
def test_answer_gives_the_year_a_file_lacks(mrl: Call, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "bez_roku.csv"
    path.write_text('"Kod";"Nazwa";"ludność";\n"0201011";"Bolesławiec (1)";38486;\n"0201022";"Bolesławiec (2)";15000;\n', encoding="utf-8")
    question = question_about(mrl("import", project, path, "--dry-run", "--json"), path)
    mrl("import", project, path, "--answer", f"{question}=ludnosc@2020")

    fact = mrl("facts", project, "ludnosc", "--year", "2020", "--json").data["fact"]
    assert (fact["value"], fact["source"]["cell"]) == (38486, "C2")


def test_import_of_a_missing_file_is_an_error_found(mrl: Call, project: Path, tmp_path: Path) -> None:
    said = mrl("import", project, tmp_path / "nie_ma.csv", "--json")

    assert said.code == 1 and said.codes == {"P01"}


# -- facts ------------------------------------------------------------------------------------------------------------


def test_fact_of_a_workbook_leads_to_its_sheet_and_cell(mrl: Call, sample: Path) -> None:
    import openpyxl

    fact = mrl("facts", sample, "F10", "--json").data["fact"]
    source = next(one["source"] for one in [fact, *fact["inputs"]] if one["source"])

    assert source["file"].endswith(".xlsx") and source["sheet"] and source["cell"] and source["sha256"]
    book = openpyxl.load_workbook(ROOT / "resources" / "examples" / "nowe_bielany" / source["file"], read_only=True)
    value = next(one["value"] for one in [fact, *fact["inputs"]] if one["source"])
    assert float(str(book[source["sheet"]][source["cell"]].value)) == value


def test_computed_fact_shows_its_formula_and_the_cells_it_used(mrl: Call, sample: Path) -> None:
    def leaves(fact: dict[str, object]) -> list[dict[str, object]]:
        inputs = fact["inputs"]
        assert isinstance(inputs, list)
        return [leaf for part in inputs for leaf in leaves(part)] if inputs else [fact]

    fact = mrl("facts", sample, "R01", "--json").data["fact"]
    said = mrl("facts", sample, "R01")

    assert fact["formula"] and len(leaves(fact)) >= 2
    for leaf in leaves(fact):
        assert leaf["source"]["file"] in said.text and leaf["source"]["cell"] in said.text  # type: ignore[index]
    assert "wzór:" in said.text and said.code == 0


def test_fact_that_nobody_knows_is_told_as_missing(mrl: Call, project: Path) -> None:
    said = mrl("facts", project, "ludnosc", "--year", "1995")

    assert said.code == 1
    assert "brak" in said.text and "0" not in said.text.replace("1995", "")


@pytest.mark.parametrize(("words", "code"), [(("zażółć gęślą",), "Q01"), (("ludności",), "Q02"), (("ludnosc", "--territory", "Nibylandia"), "Q04"), (("ludnosc", "--territory", "Osiek"), "Q05")])
def test_unclear_question_is_answered_with_what_to_ask(mrl: Call, project: Path, words: tuple[str, ...], code: str) -> None:
    said = mrl("facts", project, *words, "--json")

    assert said.code == 2 and said.codes == {code}


def test_fact_of_another_territory(mrl: Call, sample: Path) -> None:
    ours, theirs = mrl("facts", sample, "ludnosc", "--json"), mrl("facts", sample, "ludnosc", "--territory", "Jarzębów", "--json")

    assert theirs.data["fact"]["territory_name"] == "Jarzębów"
    assert ours.data["fact"]["value"] != theirs.data["fact"]["value"]


# -- check, generate, info, sample, self-test ------------------------------------------------------------------------


def test_check_of_a_bare_project_names_what_is_missing(mrl: Call, project: Path) -> None:
    said = mrl("check", project, "--json")

    assert said.code == (1 if any(one["waga"] == "błąd" for one in said.data["findings"]) else 0)
    assert "L16" in said.codes
    assert all(one["co zrobić"] for one in said.data["findings"])


def test_check_of_the_sample_finds_no_error(mrl: Call, sample: Path) -> None:
    assert mrl("check", sample).code == 0


def test_many_findings_alike_are_counted_for_people_and_whole_for_programs(mrl: Call, project: Path) -> None:
    whole = [one for one in mrl("check", project, "--json").data["findings"] if one["kod"] == "L16"]
    shown = mrl("check", project).text

    assert f"jeszcze {len(whole) - shown.count('OSTRZEŻENIE L16 [')} takich" in shown


def test_generate_puts_the_new_document_beside_an_edited_one(mrl: Call, project: Path, tmp_path: Path) -> None:
    import docx

    words = ("generate", project, "--to", tmp_path / "w", "--document", "PRI", "--no-page-numbers", "--json")
    [first] = mrl(*words).data["files"]
    word = docx.Document(first)
    word.add_paragraph("Dopisek burmistrza")
    word.save(first)
    edited = digest(Path(first))
    [second] = mrl(*words).data["files"]

    assert digest(Path(first)) == edited
    assert Path(second) != Path(first) and Path(second).is_file()


def test_info_tells_what_is_inside(mrl: Call, sample: Path) -> None:
    said = mrl("info", sample, "--json").data["project"]

    assert said["miasto"].startswith("Nowe Bielany")
    assert said["wartości statystyczne"] > 10_000 and said["wczytane pliki"] > 40
    assert said["elementy planu"]["cel"] >= 8
    assert "miasto: Nowe Bielany" in mrl("info", sample).text


def test_self_test_tries_every_part(mrl: Call) -> None:
    said = mrl("self-test", "--json")

    assert said.code == 0
    assert {step["problem"] for step in said.data["steps"]} == {""} and len(said.data["steps"]) >= 4
    assert mrl("self-test").text.count("dobrze:") == len(said.data["steps"])


def test_self_test_says_that_documents_are_not_there(mrl: Call, tmp_path: Path) -> None:
    assert mrl("self-test", "--documents", tmp_path, "--json").code == 1


# -- files that cannot be opened --------------------------------------------------------------------------------------

READING = ("info", "check", "generate", "facts", "import")


def command(name: str, path: Path) -> tuple[object, ...]:
    more: dict[str, tuple[object, ...]] = {"facts": ("ludnosc",), "import": (path.parent / "x.csv",), "generate": ("--to", path.parent / "w")}
    return (name, path, *more.get(name, ()), "--json")


@pytest.mark.parametrize("name", READING)
def test_project_that_is_not_there(mrl: Call, tmp_path: Path, name: str) -> None:
    said = mrl(*command(name, tmp_path / "brak.mrl"))

    assert said.code == 3 and said.codes == {"P01"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", READING)
def test_project_of_a_newer_version_is_refused_and_left_alone(mrl: Call, project: Path, name: str) -> None:
    with sqlite3.connect(project) as database:
        (version,) = database.execute("pragma user_version").fetchone()
        database.execute(f"pragma user_version = {version + 90}")
    before = digest(project)
    said = mrl(*command(name, project))

    assert said.code == 3 and said.codes == {"P05"}
    assert digest(project) == before


def test_damaged_project_is_refused_and_left_alone(mrl: Call, sample: Path) -> None:
    sample.write_bytes(sample.read_bytes()[:20_000])
    before = digest(sample)
    said = mrl("info", sample, "--json")

    assert said.code == 3 and said.codes == {"P06"}
    assert ".bak" in said.data["findings"][0]["co zrobić"]
    assert digest(sample) == before


def test_project_somebody_has_open_may_be_read_but_not_written(mrl: Call, project: Path, population: Path) -> None:
    lock = {"who": "Ewa Nowak", "host": socket.gethostname() + "-inny", "pid": 1, "since": datetime.now().astimezone().isoformat(), "token": "t"}
    project.with_name(f"~${project.name}.lock").write_text(json.dumps(lock), encoding="utf-8")
    before = digest(project)
    said = mrl("import", project, population, "--json")

    assert said.code == 3
    assert "Ewa Nowak" in said.data["findings"][0]["opis"]
    assert digest(project) == before
    assert mrl("info", project).code == 0
    assert mrl("import", project, population, "--dry-run").code == 0


# -- words ------------------------------------------------------------------------------------------------------------

ENGLISH = ("usage", "options", "error", "positional", "show this help", "required", "invalid", "choose", "arguments:")


@pytest.mark.parametrize("words", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_is_polish(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    from mrl_desktop.cli import main

    with pytest.raises(SystemExit) as ended:
        main(words)
    text = capsys.readouterr().out

    assert ended.value.code == 0
    assert text.startswith("użycie: mrl") and "opcje:" in text
    assert not [word for word in ENGLISH if word in text.casefold()]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("bzdura",),
        ("new",),
        ("new", "a.mrl", "--town"),
        ("new", "a.mrl", "--town", "x", "--name", "Projekt"),
        ("facts", "a.mrl", "D01", "--year", "rok"),
        ("info", "a.mrl", "--nieznana"),
        ("info", "a.mrl", "--json=tak"),
        ("generate", "a.mrl", "--document", "PRX"),
        ("import", "a.mrl"),
    ],
)
def test_wrong_call_is_told_in_polish(mrl: Call, words: tuple[str, ...]) -> None:
    said = mrl(*words)

    assert said.code == 2
    assert "Q07" in said.text and "--help" in said.text
    assert not [word for word in ENGLISH if word in said.text.casefold()]


def test_wrong_call_of_a_program_is_answered_in_json(mrl: Call) -> None:
    said = mrl("facts", "--json")

    assert said.code == 2 and said.codes == {"Q07"} and said.data["exit_code"] == 2


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"sample", "self-test"}))
def test_every_command_promises_json(mrl: Call, tmp_path: Path, name: str) -> None:
    said = mrl(name, tmp_path / "brak.mrl", *{"new": ("--town", "Osiek"), "import": ("x",), "facts": ("D01",)}.get(name, ()), "--json")

    assert said.data["exit_code"] == said.code != 0
    assert said.data["findings"]


def test_program_started_as_a_module_ends_with_the_code_of_the_command(tmp_path: Path) -> None:
    settings = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "mrl_desktop", "info", str(tmp_path / "brak.mrl")], cwd=ROOT, env=settings, capture_output=True, check=False)

    assert done.returncode == 3
    assert "Nie znaleziono" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_standing_tells_the_place_of_every_indicator_among_all_municipalities_of_the_data(mrl: Call, sample: Path) -> None:
    said = mrl("standing", sample, 2024, "--json")
    rows = {row["symbol"]: row for row in said.data["standing"]}
    facts = {key: mrl("facts", sample, key, "--year", 2024, "--json").data["fact"] for key in ("D01", "F01")}
    assert said.code == 0 and len(rows) > 30
    for key, fact in facts.items():
        assert rows[key]["wartość"].startswith(polish.number(fact["value"], load_catalogue().indicators[key].decimals))
    places = [tuple(map(int, row["miejsce"].split(" z "))) for row in rows.values()]
    assert all(1 <= rank <= count for rank, count in places)
    assert mrl("standing", sample, 1901).code == 1
