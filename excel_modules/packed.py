"""A ZIP with several tables inside, unpacked safely into a folder: bare names only, sizes looked at before, nothing else taken out."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from excel_modules.archive import check, damaged, kind_of
from excel_modules.reading import Refused, error, warning
from mrl_desktop.domain.findings import Finding

TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".json")
"""Files that are taken out; archives inside archives are not."""
LONGEST = 90
"""Letters of a file's name that are kept, so that its path stays within what systems allow."""
_UTF8_NAME = 0x800


def tables_in(path: Path) -> list[zipfile.ZipInfo]:
    """Tables a plain ZIP holds, by name; empty for anything that is no plain ZIP. Raises Refused for an unsafe or damaged one."""
    if path.suffix.lower() != ".zip" or kind_of(path) != "zip":
        return []
    check(path)
    with zipfile.ZipFile(path) as archive:
        inside = [info for info in archive.infolist() if not info.is_dir() and is_table(name_of(info))]
    return sorted(inside, key=name_of)


def archives_in(path: Path) -> list[str]:
    """Names of archives inside an archive; they are not opened, which has to be told."""
    with zipfile.ZipFile(path) as archive:
        return sorted(name_of(info) for info in archive.infolist() if name_of(info).lower().endswith((".zip", ".7z", ".rar")))


def nested(file: str) -> Finding:
    """The finding for an archive inside an archive."""
    return warning("P18", file, "To archiwum leży w innym archiwum, więc nie zostało otwarte.", "Rozpakuj je i wczytaj pliki, które są w środku.")


def unpack(path: Path, folder: Path) -> list[Path]:
    """The tables of a ZIP as files of `folder`, each in a place of its own so that equal names do not meet. Raises Refused."""
    taken: list[Path] = []
    tables = tables_in(path)
    try:
        with zipfile.ZipFile(path) as archive:
            for number, info in enumerate(tables):
                target = folder / str(number) / _cut(name_of(info))
                target.parent.mkdir(parents=True)
                with archive.open(info) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
                taken.append(target)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as failure:
        raise Refused(damaged(path.name)) from failure
    return taken


def names_shown(tables: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The name each table of a ZIP is shown and remembered under: its bare name, or its path where two bear the same."""
    bare = [_cut(name_of(info)) for info in tables]
    often = Counter(name.casefold() for name in bare)
    return [name if often[name.casefold()] == 1 else inner_path(info) for name, info in zip(bare, tables, strict=True)]


def take_out(path: Path, name: str, folder: Path) -> Path:
    """One table of a ZIP, by the name it is shown under, as a file of `folder`. Raises Refused when it is not there or damaged."""
    tables = tables_in(path)
    wanted = next((info for shown, info in zip(names_shown(tables), tables, strict=True) if PurePosixPath(shown) == PurePosixPath(Path(name).as_posix())), None)
    if wanted is None:
        raise Refused(error("I130", path.name, f"W archiwum nie ma już tabeli „{name}”.", "Sprawdź, czy to ten sam plik ZIP."))
    target = folder / _cut(name_of(wanted))
    try:
        with zipfile.ZipFile(path) as archive, archive.open(wanted) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as failure:
        raise Refused(damaged(path.name)) from failure
    return target


def _cut(name: str) -> str:
    """A file's name no longer than systems take."""
    whole = PurePosixPath(name)
    return f"{whole.stem[:LONGEST]}{whole.suffix}"


def inner_path(info: zipfile.ZipInfo) -> str:
    """Where a part lies inside its archive, to tell apart parts of one name."""
    folder = PurePosixPath(info.filename.replace("\\", "/")).parent
    return str(folder / name_of(info))


def name_of(info: zipfile.ZipInfo) -> str:
    """The bare name of a part; Polish letters of names written by Windows are put right."""
    name = PurePosixPath(info.filename.replace("\\", "/")).name
    if info.flag_bits & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("cp852")
    except UnicodeError:
        return name


def is_table(name: str) -> bool:
    """Whether a part of this name is taken out; hidden files of other systems are not."""
    return name.lower().endswith(TABLES) and not name.startswith(("~$", "."))
