"""Why a project file was not opened or not written: one table of plain sentences, and the exception that carries one."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import sqlalchemy as sa

from mrl_desktop.domain.findings import Finding, Place, Severity


class FileRefused(Exception):
    """A project file could not be opened or written; nothing was harmed. `finding` says what and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of refusal: stable code, what happened, what to do. `{file}`, `{folder}` and `{detail}` are filled in.

    What the system said in its own words is not for the planner's eyes; it goes into the finding's `value` for whoever helps.
    """

    code: str
    message: str
    hint: str

    def at(self, path: Path | None = None, detail: str = "") -> FileRefused:
        """The refusal for one file."""
        name = path.name if path else ""
        words = {"file": name, "folder": str(path.parent) if path else "", "detail": detail}
        return FileRefused(
            Finding(
                severity=Severity.ERROR,
                code=self.code,
                message=self.message.format(**words),
                hint=self.hint.format(**words),
                place=Place(file=name),
                value=detail,
            )
        )


NOT_FOUND = Reason(
    "P01",
    "Nie znaleziono pliku „{file}” w folderze „{folder}”.",
    "Sprawdź, czy plik nie został przeniesiony, usunięty lub przemianowany i czy dysk sieciowy jest podłączony.",
)
NOT_READABLE = Reason(
    "P02",
    "Nie udało się odczytać pliku „{file}”.",
    "Sprawdź uprawnienia do pliku i czy nie blokuje go inny program, a potem spróbuj ponownie.",
)
EMPTY = Reason(
    "P03",
    "Plik „{file}” jest pusty.",
    "Otwórz kopię zapasową (plik o tej samej nazwie z końcówką „.bak”) albo wcześniejszą wersję z kopii urzędu.",
)
FOREIGN = Reason(
    "P04",
    "Plik „{file}” nie jest plikiem programu MRL Desktop.",
    "Wybierz plik z końcówką „.mrl”. Arkusze i pliki CSV dodaje się do otwartego projektu w kroku „Dane”.",
)
NEWER = Reason(
    "P05",
    "Plik „{file}” zapisano w nowszej wersji programu (wersja pliku {detail}), której ten program nie zna.",
    "Zainstaluj nowszą wersję MRL Desktop albo poproś autora o plik zapisany w starszej wersji. Plik pozostał nietknięty.",
)
DAMAGED = Reason(
    "P06",
    "Plik „{file}” jest uszkodzony lub niekompletny ({detail}).",
    "Skopiuj plik ponownie ze źródła albo otwórz kopię zapasową (plik o tej samej nazwie z końcówką „.bak”).",
)
CHANGED = Reason(
    "P07",
    "Plik „{file}” zmienił się na dysku od chwili otwarcia; zapisanie go usunęłoby cudze zmiany.",
    "Zapisz projekt pod inną nazwą albo świadomie zastąp plik swoją wersją; poprzednia zostanie wtedy w kopii „.bak”.",
)
GONE = Reason(
    "P08",
    "Pliku „{file}” nie ma już w folderze „{folder}”, choć projekt był z niego otwarty.",
    "Zapisz projekt jeszcze raz w tym samym miejscu, potwierdzając utworzenie pliku, albo wybierz „Zapisz jako”. Twoja praca jest bezpieczna.",
)
DISK_FULL = Reason(
    "P09",
    "Na dysku zabrakło miejsca na zapisanie pliku „{file}”.",
    "Zwolnij miejsce na dysku albo zapisz projekt gdzie indziej. Poprzedni plik i Twoja praca pozostały nietknięte.",
)
NOT_WRITABLE = Reason(
    "P10",
    "System nie pozwolił zapisać pliku „{file}” w folderze „{folder}”.",
    "Sprawdź, czy plik nie jest otwarty w innym programie ani oznaczony „tylko do odczytu”, albo wybierz „Zapisz jako” i inny folder. Twoja praca jest bezpieczna.",
)
NOT_WRITTEN = Reason(
    "P11",
    "Nie udało się zapisać pliku „{file}”.",
    "Sprawdź, czy dysk jest podłączony i czy plik nie jest otwarty w innym programie, a potem zapisz ponownie. Twoja praca jest bezpieczna.",
)
NO_TARGET = Reason(
    "P12",
    "Ten projekt nie ma jeszcze swojego pliku.",
    "Wybierz „Zapisz jako” i wskaż miejsce oraz nazwę pliku.",
)
IN_USE = Reason(
    "P13",
    "Kopia robocza tego projektu jest właśnie otwarta w innym oknie programu.",
    "Przejdź do tamtego okna albo zamknij je i spróbuj ponownie.",
)
EXISTS = Reason(
    "P14",
    "Plik „{file}” już istnieje w folderze „{folder}”.",
    "Otwórz go albo podaj inną nazwę dla nowego projektu.",
)
WORKING_DISK_FULL = Reason(
    "P15",
    "Na dysku tego komputera zabrakło miejsca, więc zmiany nie zapisano.",
    "Zwolnij miejsce na dysku i powtórz ostatnią czynność. Wcześniejsze zmiany są bezpieczne.",
)
WORKING_FAILED = Reason(
    "P16",
    "Zmiany nie udało się zapisać w kopii roboczej na dysku tego komputera.",
    "Powtórz ostatnią czynność, a jeśli to nie pomoże, zamknij program i otwórz go ponownie. Wcześniejsze zmiany są bezpieczne.",
)
NOT_STORABLE = Reason(
    "P17",
    "Zmiany nie zapisano, bo zawiera znak lub liczbę, której plik nie może przechować ({detail}).",
    "Usuń nietypowe znaki z wklejonego tekstu lub popraw zbyt dużą liczbę i spróbuj ponownie.",
)
NO_FOLDER = Reason(
    "P18",
    "Nie ma folderu „{folder}”, w którym miał powstać plik „{file}”.",
    "Utwórz ten folder albo wybierz inny. Twoja praca jest bezpieczna.",
)

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def while_writing(error: OSError, target: Path) -> FileRefused:
    """What to say of an error of the operating system met while writing `target`."""
    if error.errno in _FULL:
        return DISK_FULL.at(target)
    if error.errno in _FORBIDDEN:
        return NOT_WRITABLE.at(target)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NO_FOLDER.at(target)
    return NOT_WRITTEN.at(target, error.strerror or type(error).__name__)


def while_reading(error: OSError, target: Path) -> FileRefused:
    """What to say of an error of the operating system met while opening `target`."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NOT_FOUND.at(target)
    if error.errno == errno.EISDIR or target.is_dir():
        return FOREIGN.at(target)
    if error.errno in _FULL:
        return WORKING_DISK_FULL.at(target)
    return NOT_READABLE.at(target, error.strerror or type(error).__name__)


def while_working(error: BaseException) -> FileRefused:
    """What to say of an error met in the working copy."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL or (isinstance(error, OSError) and error.errno in _FULL):
        return WORKING_DISK_FULL.at()
    return WORKING_FAILED.at(detail=str(error))


def raise_refusal(error: BaseException) -> NoReturn:
    """Raises what was met in the working copy as a refusal; what is none of its business goes on as it is."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    if isinstance(cause, (sqlite3.Error, OSError)):
        raise while_working(cause) from error
    if isinstance(cause, UnicodeEncodeError):
        raise NOT_STORABLE.at(detail=f"znak o numerze {ord(cause.object[cause.start])}") from error
    if isinstance(cause, OverflowError):
        raise NOT_STORABLE.at(detail="zbyt duża liczba") from error
    raise error


def raise_damage(error: BaseException, target: Path) -> NoReturn:
    """Raises what was met while reading the tables of a file: all but a full disk or an interruption means that it is not sound."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        raise WORKING_DISK_FULL.at(target) from error
    if isinstance(cause, (sqlite3.Error, sa.exc.SQLAlchemyError, ValueError, TypeError, LookupError, ArithmeticError)):
        raise DAMAGED.at(target, "nie da się odczytać zapisanych w nim tabel") from error
    if isinstance(cause, OSError):
        raise while_reading(cause, target) from error
    raise error
