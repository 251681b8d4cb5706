"""Profiles kept, renamed, passed on and taken over; import by a given profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from excel_modules.mapping.profile import SUFFIX, Meaning, Profile
from excel_modules.mapping.profile_file import read_profile, written
from excel_modules.mapping.suggest import suggest
from excel_modules.opening import open_workbook
from excel_modules.reading import Refused
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.flows import mapping_profiles
from mrl_desktop.flows.mapping_profiles import Workbench, add_from_file, delete, export, free_name, own_called, profiles, rename, save
from tests.excel_modules.mapping.tables import LONG, SOURCES

WASTE = SOURCES / "inne" / "odpady_zwiazku_gmin.xlsx"


def own() -> list[str]:
    return [one.profile.name for one in profiles() if one.profile is not None and not one.profile.ready]


def test_a_profile_is_kept_and_one_of_the_same_name_replaced() -> None:
    first = save(LONG)
    second = save(replace(LONG, name="DŁUGA", note="nowa"))

    assert first == second
    assert own() == ["DŁUGA"]
    assert first.name == f"dluga{SUFFIX}"
    assert read_profile(first).mark == "dluga"


def test_a_free_name_counts_on() -> None:
    save(LONG)
    save(replace(LONG, name="Długa (2)"))

    assert free_name("Długa") == "Długa (3)"
    assert free_name("Inna") == "Inna"


def test_names_that_make_the_same_file_name_stay_two_profiles_with_marks_of_their_own() -> None:
    paths = [save(replace(LONG, name=name)) for name in ("A b", "A-b", "../A b", "///")]

    assert len({path.name for path in paths}) == len(paths)
    assert {path.parent for path in paths} == {paths[0].parent}
    assert len({read_profile(path).series_mark for path in paths}) == len(paths)


def test_a_renamed_profile_gives_the_same_series() -> None:
    save(LONG)
    kept = own_called("długa")
    assert kept is not None and kept.profile is not None
    mark = kept.profile.series_mark
    rename(kept, "Zupełnie inna")

    again = own_called("zupełnie inna")
    assert again is not None and again.profile is not None and again.profile.series_mark == mark
    assert own() == ["Zupełnie inna"]


@pytest.mark.parametrize("name", ["", "  ", "Druga"])
def test_an_empty_name_and_one_already_taken_are_refused(name: str) -> None:
    save(LONG)
    save(replace(LONG, name="Druga"))
    kept = own_called("Długa")
    assert kept is not None

    with pytest.raises(Refused):
        rename(kept, name)


def test_a_profile_passed_on_as_a_file_reads_the_same_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(LONG)
    kept = own_called("Długa")
    assert kept is not None and kept.profile is not None
    path = export(kept.profile, tmp_path / "dla kolegi")
    assert path.name == f"dla kolegi{SUFFIX}"
    assert add_from_file(path).known

    monkeypatch.setenv("MRL_USER_FOLDER", str(tmp_path / "kolega"))
    added = add_from_file(path)

    assert not added.known and not added.renamed
    assert own() == ["Długa"]
    assert added.profile == kept.profile


def test_another_profile_of_a_name_already_here_gets_another_name(tmp_path: Path) -> None:
    save(LONG)
    path = tmp_path / f"inny{SUFFIX}"
    path.write_text(written(replace(LONG, note="od kolegi")), encoding="utf-8")

    added = add_from_file(path)

    assert added.renamed
    assert sorted(own()) == ["Długa", "Długa (2)"]


def test_a_damaged_file_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / f"zly{SUFFIX}"
    path.write_text("nazwa = ", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        add_from_file(path)

    assert refused.value.finding.code == "I120"
    assert own() == []


def test_a_deleted_profile_can_be_kept_again() -> None:
    save(LONG)
    kept = own_called("Długa")
    assert kept is not None and kept.profile is not None
    delete(kept)
    assert own() == []
    save(kept.profile)
    assert own() == ["Długa"]


def test_a_folder_that_cannot_be_written_to_is_a_finding(own_user_folder: Path) -> None:
    (own_user_folder / "profile-importu").write_text("to plik, nie folder", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        save(LONG)

    assert "Nie udało się zapisać" in refused.value.finding.message


def test_the_workbench_looks_guesses_and_tries_in_a_child() -> None:
    with Workbench(WASTE) as bench:
        found = bench.suggest()
        picture = bench.look(found.sheet)
        preview = bench.preview(found.profile)
        nothing = bench.preview(replace(found.profile, columns=tuple(rule for rule in found.profile.columns if rule.meaning is not Meaning.VALUE)))
        unwanted = bench.preview(found.profile, lambda: False)

    assert picture.text(found.top, 1) == "Gmina"
    assert preview is not None and (preview.count, preview.places, preview.years) == (40, 5, (2023, 2024))
    first = preview.values[0]
    assert (first.place, first.year, first.indicator, first.value, first.unit, first.cell) == ("Nowe Bielany", 2023, "Papier", 477.1, "t", "C5")
    assert nothing is not None and nothing.complaint == "Wskaż co najmniej jedną kolumnę z wartościami."
    assert unwanted is None
    with pytest.raises(Cancelled):
        bench.suggest()


def test_a_file_is_read_by_just_the_profile_given(tmp_path: Path) -> None:
    from mrl_desktop.flows.import_files import plan_import
    from mrl_desktop.flows.open_project import create_project

    profile = replace(suggest(open_workbook(WASTE)).profile, name="Odpady")
    opened = create_project(None, who="Anna Test")
    try:
        file, other = plan_import(opened, [WASTE, SOURCES / "inne" / "psy_2024.xlsx"], profile=profile).files
    finally:
        opened.close(save=False)

    assert file.reading.recognised_as == "tabela według profilu „Odpady”"
    assert [finding.code for finding in other.reading.findings] == ["I121"]
    assert mapping_profiles.own_called("Odpady") is None


def test_a_profile_without_columns_of_values_complains() -> None:
    assert Profile(name="Pusty", columns=()).complaint() == "Wskaż co najmniej jedną kolumnę z wartościami."
