"""Profiles as files a person can read and edit (TOML), written and read here; damaged, newer and hostile files become a finding."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from excel_modules.mapping.profile import (
    CARRIERS,
    FORMAT,
    USUAL_SIGNS,
    USUAL_SUMS,
    ColumnRule,
    Meaning,
    Profile,
    Says,
    SignMeaning,
    YearFrom,
)
from excel_modules.reading import Refused, error
from excel_modules.sheet import clean
from mrl_desktop.polish import joined

LARGEST = 256 * 1024
"""Bytes of a profile's file."""
LONGEST = 500
"""Letters of one text in it."""
MOST_COLUMNS, MOST_ENTRIES = 2000, 5000
KIND = "profil importu MRL Desktop"
_HEAD = """# Profil importu MRL Desktop: jak czytać tabelę o tym układzie.
# Plik można poprawić w Notatniku i przekazać innej osobie („Dodaj profil z pliku…” w kroku Dane).
#   naglowek    brzmienie nagłówka albo lista możliwych brzmień; {rok} zastępuje rok, „ | ” rozdziela wiersze nagłówka, "*" znaczy: każdy inny
#   znaczenie   %s
#   mowi        co poza rokiem i jednostką mówi nagłówek kolumny z wartościami: %s
"""
Member = TypeVar("Member", bound=StrEnum)


def as_dict(profile: Profile) -> dict[str, Any]:
    """The profile as plain values with the file's Polish names; what is usual is left out."""
    found: dict[str, Any] = {"rodzaj": KIND, "wersja": FORMAT, "nazwa": profile.name}
    plain = {
        "oznaczenie": profile.mark,
        "opis": profile.note,
        "wydawca": profile.publisher,
        "arkusz": profile.sheet,
        "wszystkie_arkusze": profile.all_sheets,
        "wiersz_nad_danymi": str(profile.row_carries or ""),
        "rok": profile.year,
        "rok_z": str(profile.year_from),
        "gmina": profile.place,
        "wskaznik": profile.indicator,
        "grupa": profile.group,
        "jednostka": profile.unit,
        "znak_dziesietny": profile.decimal,
    }
    found["wiersze_naglowka"] = profile.header_rows
    found.update((name, value) for name, value in plain.items() if value)
    if profile.skip_rows != USUAL_SUMS:
        found["pomijaj_wiersze"] = list(profile.skip_rows)
    if profile.signs != USUAL_SIGNS:
        found["znaki"] = {sign: str(meaning) for sign, meaning in profile.signs}
    if profile.variables:
        found["zmienne"] = dict(profile.variables)
    found["kolumna"] = [_column_dict(rule) for rule in profile.columns]
    return found


def _column_dict(rule: ColumnRule) -> dict[str, Any]:
    found: dict[str, Any] = {"naglowek": rule.headings[0] if len(rule.headings) == 1 else list(rule.headings), "znaczenie": str(rule.meaning)}
    plain = {
        "mowi": str(rule.says) if rule.meaning is Meaning.VALUE and rule.says is not Says.NOTHING else "",
        "wskaznik": rule.indicator,
        "jednostka": rule.unit,
        "puste_jak_wyzej": rule.fill_down,
        "moze_jej_nie_byc": rule.optional,
        "ktora": rule.number if rule.number != 1 else 0,
        "powod": rule.reason,
    }
    found.update((name, value) for name, value in plain.items() if value)
    return found


def written(profile: Profile) -> str:
    """The text of the profile's file."""
    found = as_dict(profile)
    meanings, says = (", ".join(str(one) for one in kind) for kind in (Meaning, Says))
    lines = [_HEAD % (meanings, says)]
    lines += [f"{name} = {_value(value)}" for name, value in found.items() if not isinstance(value, dict) and name != "kolumna"]
    for name in ("znaki", "zmienne"):
        if name in found:
            lines += ["", f"[{name}]", *(f"{_text(key)} = {_value(value)}" for key, value in found[name].items())]
    for column in found["kolumna"]:
        lines += ["", "[[kolumna]]", *(f"{name} = {_value(value)}" for name, value in column.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_text(one) for one in value)}]"
    return _text(value)


def _text(value: str) -> str:
    """A TOML text; lone halves of letters, which no file can hold, become question marks."""
    sound = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_profile(path: Path) -> Profile:
    """The profile of a file. Raises Refused with the finding (I120 damaged, I129 newer) that says what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(path.name, "Plik jest za duży jak na profil importu.")
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise _refused(path.name, "Plik jest za duży jak na profil importu.")
        found = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as failure:
        raise _refused(path.name, "Pliku profilu nie można otworzyć.") from failure
    except UnicodeDecodeError as failure:
        raise _refused(path.name, "Plik nie jest profilem importu.") from failure
    except tomllib.TOMLDecodeError as failure:
        line = re.search(r"line (\d+)", str(failure))
        where = f" Pierwszy błąd jest w wierszu {line[1]}." if line else ""
        raise _refused(path.name, f"Plik profilu jest uszkodzony albo źle poprawiony.{where}") from failure
    except RecursionError as failure:
        raise _refused(path.name, "Plik profilu jest zbudowany nietypowo, więc go nie wczytano.") from failure
    return from_dict(found, path.name)


def from_dict(found: Mapping[str, Any], file: str = "") -> Profile:
    """The profile of plain values as `as_dict` gives them. Raises Refused when they are not one."""
    reader = _Reader(file)
    version = found.get("wersja")
    if found.get("rodzaj") != KIND:
        raise _refused(file, "Plik nie jest profilem importu MRL Desktop.")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _refused(file, "Profil nie podaje swojej wersji (pole „wersja”).")
    if version > FORMAT:
        message = f"Profil zapisano w nowszej wersji programu (wersja profilu {version}, ten program zna {FORMAT})."
        raise Refused(error("I129", file, message, "Zaktualizuj program albo poproś o profil zapisany w starszej wersji."))
    columns = found.get("kolumna")
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS or not all(isinstance(one, dict) for one in columns):
        raise _refused(file, "Profil nie opisuje żadnej kolumny (sekcje [[kolumna]]).")
    name = reader.text(found, "nazwa")
    if not name:
        raise _refused(file, "Profil nie ma nazwy (pole „nazwa”).")
    carrier = reader.text(found, "wiersz_nad_danymi")
    row_carries = reader.member(Meaning, carrier, "wiersz_nad_danymi") if carrier else None
    if row_carries is not None and row_carries not in CARRIERS:
        raise _refused(file, f"Pole „wiersz_nad_danymi” może mówić tylko: {joined([str(one) for one in CARRIERS], 'albo')}.")
    decimal = reader.text(found, "znak_dziesietny")
    if decimal not in ("", ",", "."):
        raise _refused(file, "Pole „znak_dziesietny” może być tylko przecinkiem albo kropką.")
    signs, sums = found.get("znaki"), found.get("pomijaj_wiersze")
    return Profile(
        name=name,
        mark=re.sub(r"[^a-z0-9-]", "", reader.text(found, "oznaczenie")),
        note=reader.text(found, "opis"),
        publisher=reader.text(found, "wydawca"),
        sheet=reader.text(found, "arkusz"),
        all_sheets=reader.flag(found, "wszystkie_arkusze"),
        header_rows=reader.whole(found, "wiersze_naglowka", 1, 0, 8),
        row_carries=row_carries,
        year=reader.whole(found, "rok", 0, 1900, 2100) or None if "rok" in found else None,
        year_from=reader.member(YearFrom, reader.text(found, "rok_z"), "rok_z"),
        place=reader.text(found, "gmina"),
        indicator=reader.text(found, "wskaznik"),
        group=reader.text(found, "grupa"),
        unit=reader.text(found, "jednostka"),
        decimal=decimal,
        signs=USUAL_SIGNS if signs is None else tuple((sign, reader.member(SignMeaning, said, "znaki")) for sign, said in reader.pairs(signs, "znaki")),
        skip_rows=USUAL_SUMS if sums is None else reader.texts(sums, "pomijaj_wiersze"),
        variables=reader.pairs(found.get("zmienne") or {}, "zmienne"),
        columns=tuple(reader.column(one) for one in columns),
    )


class _Reader:
    """Plain values checked one by one; the first wrong one refuses the profile."""

    def __init__(self, file: str) -> None:
        self.file = file

    def sound(self, value: Any, name: str) -> str:
        if not isinstance(value, str) or len(value) > LONGEST:
            raise _refused(self.file, f"Pole „{name[:60]}” powinno być tekstem (najwyżej {LONGEST} znaków).")
        return clean(value)

    def text(self, found: Mapping[str, Any], name: str) -> str:
        return self.sound(found.get(name, ""), name)

    def flag(self, found: Mapping[str, Any], name: str) -> bool:
        value = found.get(name, False)
        if not isinstance(value, bool):
            raise _refused(self.file, f"Pole „{name}” powinno mieć wartość true albo false.")
        return value

    def whole(self, found: Mapping[str, Any], name: str, usual: int, least: int, most: int) -> int:
        value = found.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or not (least <= value <= most or value == usual):
            raise _refused(self.file, f"Pole „{name}” powinno być liczbą od {least} do {most}.")
        return value

    def texts(self, value: Any, name: str) -> tuple[str, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MOST_ENTRIES:
            raise _refused(self.file, f"Pole „{name}” powinno być listą tekstów.")
        return tuple(self.sound(one, name) for one in value)

    def pairs(self, value: Any, name: str) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, Mapping) or len(value) > MOST_ENTRIES:
            raise _refused(self.file, f"Część [{name}] powinna mieć postać: \"tekst\" = \"znaczenie\".")
        return tuple((self.sound(key, name), self.sound(said, name)) for key, said in value.items())

    def member(self, kind: type[Member], said: str, name: str) -> Member:
        try:
            return kind(said)
        except ValueError as failure:
            known = ", ".join(f"„{one}”" for one in kind if str(one))
            raise _refused(self.file, f"Pole „{name}” ma nieznaną wartość „{said[:60]}”. Możliwe: {known}.") from failure

    def column(self, found: Mapping[str, Any]) -> ColumnRule:
        said = found.get("naglowek", "")
        headings = (self.sound(said, "naglowek"),) if isinstance(said, str) else self.texts(said, "naglowek")
        if not headings:
            raise _refused(self.file, "Jedna z kolumn profilu nie ma nagłówka.")
        says = self.text(found, "mowi")
        return ColumnRule(
            headings=headings,
            meaning=self.member(Meaning, self.text(found, "znaczenie"), "znaczenie"),
            says=self.member(Says, says, "mowi") if says else Says.NOTHING,
            indicator=self.text(found, "wskaznik"),
            unit=self.text(found, "jednostka"),
            fill_down=self.flag(found, "puste_jak_wyzej"),
            optional=self.flag(found, "moze_jej_nie_byc"),
            number=self.whole(found, "ktora", 1, 1, MOST_COLUMNS),
            reason=self.text(found, "powod"),
        )


def _refused(file: str, message: str) -> Refused:
    hint = "Poproś o profil jeszcze raz albo utwórz własny: wczytaj plik z danymi i wybierz „Wskaż znaczenie kolumn…”."
    return Refused(error("I120", file, message, hint))
