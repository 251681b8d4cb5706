"""Profiles as files: the round trip, files a person edited, damaged and hostile ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel_modules.mapping.profile import CARRIERS, OWN, SUFFIX, ColumnRule, Meaning, Profile, Says, SignMeaning, YearFrom
from excel_modules.mapping.profile_file import KIND, LARGEST, LONGEST, as_dict, from_dict, read_profile, written
from excel_modules.reading import Refused
from excel_modules.sheet import clean

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40).map(clean)
NAMES = TEXTS.filter(bool)
RULES = st.builds(
    ColumnRule,
    headings=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    meaning=st.sampled_from([one for one in Meaning if one is not Meaning.VALUE]),
    indicator=TEXTS,
    unit=TEXTS,
    fill_down=st.booleans(),
    optional=st.booleans(),
    number=st.integers(1, 30),
    reason=TEXTS,
) | st.builds(ColumnRule, headings=st.lists(TEXTS, min_size=1, max_size=3).map(tuple), meaning=st.just(Meaning.VALUE), says=st.sampled_from(Says), unit=TEXTS)
PROFILES = st.builds(
    Profile,
    name=NAMES,
    columns=st.lists(RULES, min_size=1, max_size=6).map(tuple),
    mark=st.from_regex(r"[a-z0-9-]{0,20}", fullmatch=True),
    note=TEXTS,
    publisher=TEXTS,
    sheet=TEXTS,
    all_sheets=st.booleans(),
    header_rows=st.integers(0, 8),
    row_carries=st.none() | st.sampled_from(CARRIERS),
    year=st.none() | st.integers(1900, 2100),
    year_from=st.sampled_from(YearFrom),
    place=st.sampled_from(["", OWN, "9801011"]),
    indicator=TEXTS,
    group=TEXTS,
    unit=TEXTS,
    decimal=st.sampled_from(["", ",", "."]),
    signs=st.dictionaries(TEXTS, st.sampled_from(SignMeaning), max_size=4).map(lambda found: tuple(found.items())),
    skip_rows=st.lists(TEXTS, max_size=4).map(tuple),
    variables=st.dictionaries(TEXTS, TEXTS, max_size=4).map(lambda found: tuple(found.items())),
)


@settings(max_examples=60, deadline=None)
@given(PROFILES)
def test_a_profile_written_and_read_again_is_the_same(profile: Profile) -> None:
    assert from_dict(tomllib.loads(written(profile))) == profile
    assert from_dict(as_dict(profile)) == profile


def test_a_file_edited_in_the_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / f"moj{SUFFIX}"
    text = f'rodzaj = "{KIND}"\nwersja = 1\nnazwa = "Mój"\n\n[[kolumna]]\nnaglowek = ["Kod", "TERYT"]\nznaczenie = "kod gminy"\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    profile = read_profile(path)

    assert profile.name == "Mój"
    assert profile.columns == (ColumnRule(headings=("Kod", "TERYT"), meaning=Meaning.CODE),)


GOOD = f'rodzaj = "{KIND}"\nwersja = 1\nnazwa = "Mój"\n[[kolumna]]\nnaglowek = "Kod"\nznaczenie = "kod gminy"\n'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "I120"),
        (b"\x00\xff\xfe\x01", "I120"),
        (GOOD.replace("nazwa =", "nazwa").encode(), "I120"),
        (GOOD.replace('"kod gminy"', '"kod gmniy"').encode(), "I120"),
        (GOOD.replace("wersja = 1", "wersja = 2").encode(), "I129"),
        (GOOD.replace("wersja = 1", 'wersja = "1"').encode(), "I120"),
        (GOOD.replace("wersja = 1\n", "").encode(), "I120"),
        (GOOD.replace(KIND, "inny").encode(), "I120"),
        (GOOD.split("[[")[0].encode(), "I120"),
        (GOOD.replace('nazwa = "Mój"', "nazwa = 7").encode(), "I120"),
        (GOOD.replace('nazwa = "Mój"', f'nazwa = "{"x" * (LONGEST + 1)}"').encode(), "I120"),
        (GOOD.replace("wersja = 1", "wersja = 1\nwiersze_naglowka = 99999999999").encode(), "I120"),
        (GOOD.replace("wersja = 1", "wersja = 1\nrok = true").encode(), "I120"),
        (GOOD.replace("wersja = 1", "wersja = 1\nznaki = 5").encode(), "I120"),
        (GOOD.replace("wersja = 1", "wersja = 1\nrok_z = 1979-05-27").encode(), "I120"),
        (GOOD.replace('naglowek = "Kod"', "naglowek = []").encode(), "I120"),
        (b"a = " + b"[" * 20_000 + b"]" * 20_000, "I120"),
        (b"#" * (LARGEST + 1), "I120"),
    ],
)
def test_a_damaged_or_hostile_file_is_a_finding(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / f"zly{SUFFIX}"
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        read_profile(path)

    assert refused.value.finding.code == code
    assert refused.value.finding.place.file == path.name
    assert refused.value.finding.hint


def test_a_folder_instead_of_a_file_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_profile(tmp_path)
