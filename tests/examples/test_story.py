"""The story beside the sample's files: it names only what exists, leaves nothing out, and becomes ordinary changes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import AssessmentAnswer
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.people import TeamMember
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record, id_from
from mrl_desktop.domain.settings import ComparisonGroup, OwnTerritory, Settings
from mrl_desktop.flows.sample_story import Story, changes, foundation, read_chapters, read_story
from mrl_desktop.paths import resource

FOLDER = resource("examples", "nowe_bielany")
WITHOUT_OWN_TEXT = {"cover", "contents", "abbreviations"}


def toml(*parts: str) -> dict[str, object]:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story(FOLDER)


def required_chapters() -> Iterator[tuple[str, int]]:
    for name in ("prl_eog", "pri_eog"):
        for chapter in toml("outlines", f"{name}.toml")["chapter"]:  # type: ignore[attr-defined]
            if chapter["required"] and chapter.get("make") not in WITHOUT_OWN_TEXT:
                yield chapter["key"], chapter.get("min_words", 20)


def told(story: Story, section: str) -> list[dict[str, object]]:
    return story.data[section]  # type: ignore[return-value]


def test_the_story_reads_without_a_word_of_complaint(story: Story) -> None:
    assert story.findings == []


@pytest.mark.parametrize(("chapter", "least"), list(required_chapters()))
def test_every_required_chapter_has_own_text_of_sufficient_length(story: Story, chapter: str, least: int) -> None:
    assert len(story.chapters[chapter].split()) >= least


def test_texts_quote_only_indicators_variables_and_forms_that_exist(story: Story) -> None:
    catalogue = load_catalogue()
    texts = list(story.chapters.values()) + [str(row.get("opis", "")) for name in ("cel", "wyzwanie") for row in told(story, name)]
    tokens = [token for text in texts for token in re.findall(r"\{\{(.*?)\}\}", text)]
    allowed = {
        "wsk": lambda rest: rest.split(":")[0] in catalogue.indicators,
        "zm": lambda rest: rest.split(":")[0] in catalogue.variables,
        "suma": lambda rest: rest.removesuffix(":mln") in {"koszt", "dotacja", "budzet_panstwa", "wklad_wlasny", "inne_publiczne", "prywatne"},
        "cel": lambda rest: re.fullmatch(r"CS[1-3]|CO[1-3]\.[1-3]|CI[1-4]?", rest) is not None,
        "ref": lambda rest: re.fullmatch(r"[TW]-[A-Z0-9-]+", rest) is not None,
    }
    assert len(tokens) > 90
    for written in tokens:
        token = written.partition("|")[0]  # „wsk:D00|osoba|osoby|osób" asks for the noun with the number
        kind, _, rest = token.partition(":")
        if not rest:
            assert token in {f"miasto.{form}" for form in ("mianownik", "dop", "cel", "bier", "narz", "msc", "przym")}
        else:
            assert allowed[kind](rest), token


def test_rows_name_only_indicators_items_and_principles_that_exist(story: Story) -> None:
    indicators = load_catalogue().indicators
    named = [row["wskaznik"] for section in ("dowod", "ocena_strategii") for row in told(story, section) if "wskaznik" in row]
    named += [row["katalog"] for row in told(story, "wskaznik") if "katalog" in row]
    items = {row["klucz"] for row in toml("rules", "budget_items.toml")["pozycja"]}  # type: ignore[attr-defined]
    principles = {row["klucz"] for row in toml("rules", "horizontal_principles.toml")["zasada"]}  # type: ignore[attr-defined]
    sources = {row["klucz"] for row in toml("rules", "funding_sources.toml")["zrodlo"]}  # type: ignore[attr-defined]
    assert set(named) <= set(indicators)
    assert {row["pozycja"] for row in told(story, "budzet")} <= items
    assert {row["zasada"] for row in told(story, "zasada")} <= principles
    assert {row["zrodlo"] for row in told(story, "finansowanie")} <= sources
    assert {row["stan"] for row in told(story, "ocena_srodowiskowa")} <= set(toml("rules", "environmental_assessment.toml")["status"])  # type: ignore[call-overload]


def test_every_question_of_the_bank_is_answered_once(story: Story) -> None:
    bank = resource("question_banks", f"{told(story, 'samoocena')[0]['narzedzie']}.toml").read_text(encoding="utf-8")
    questions = set(re.findall(r'^id = "(A\d\.\d)"|id = "(A\d\.\d)"', bank, re.MULTILINE))
    ids = {a or b for a, b in questions}
    answered = [row["pytanie"] for row in told(story, "odpowiedz")]
    assert ids
    assert sorted(answered) == sorted(ids)


def test_answers_to_columns_name_catalogue_variables_and_present_files(story: Story) -> None:
    variables = load_catalogue().variables
    for answer in story.answers:
        assert answer.variable in variables
        assert len(list(FOLDER.glob(answer.file))) == 1


def test_the_foundation_adds_the_towns_settings_and_group(story: Story) -> None:
    project = Project()
    project.apply(foundation(story))
    codes = {one.code for one in project.all(OwnTerritory)}
    assert project.single(Settings).territory in codes
    assert project.single(Settings).fictitious
    group = project.all(ComparisonGroup)[0]
    assert group.chosen
    assert len(group.members) == 10
    assert set(group.members) < codes


def test_names_that_match_nothing_become_findings_and_the_rest_is_told(story: Story) -> None:
    lonely, project = read_story(FOLDER), Project()
    for change in changes(lonely, project):
        Project().inverse_of(change)
    assert any("PR1" in finding.message for finding in lonely.findings)
    assert all(finding.place.file.endswith(".toml") and finding.hint for finding in lonely.findings)
    assert len(project) == 0


def test_telling_the_story_twice_changes_nothing_the_second_time(story: Story) -> None:
    project = Project()
    for change in changes(read_story(FOLDER), project):
        project.apply(change)
    before: dict[object, Record] = {record.id: record for record in project}
    for change in changes(read_story(FOLDER), project):
        project.apply(change)
    assert {record.id: record for record in project} == before
    assert len(project.all(TeamMember)) == 12
    assert len(project.all(AssessmentAnswer)) == 44


def test_narratives_have_the_ids_the_documents_look_for(story: Story) -> None:
    project = Project()
    for change in changes(read_story(FOLDER), project):
        project.apply(change)
    assert project.one(Narrative, id_from("narrative", Scope.PRL, "P2.3.1")) is not None
    assert project.one(Narrative, id_from("narrative", Scope.PRI, "I3.2")) is not None


def test_unknown_words_and_unreadable_files_are_reported_not_raised(tmp_path: Path) -> None:
    (tmp_path / "1.toml").write_text('[[zespol]]\nimie_i_nazwisko = "Jan"\nwzrost = 180\n\n[nieznane]\na = 1\n', encoding="utf-8")
    (tmp_path / "2.toml").write_text("to nie jest = = toml", encoding="utf-8")
    (tmp_path / "3.toml").write_text('[[ryzyko]]\nnazwa = "x"\np = "dużo"\n', encoding="utf-8")
    story = read_story(tmp_path)
    told_changes = list(changes(story, Project()))
    messages = " ".join(finding.message for finding in story.findings)
    assert [record.name_for_people for change in told_changes for record in change.puts] == ["Jan"]
    assert all(said in messages for said in ("wzrost", "nieznane", "2.toml", "dużo"))


def test_chapters_are_cut_at_their_headings() -> None:
    assert read_chapters("wstęp\n# P1 Tytuł\n\nAla\n\n# P1.1 Drugi\nma kota\n") == {"P1": "Ala", "P1.1": "ma kota"}
