"""Looking at a file before any reader touches it: what it really is, and whether its archive is safe to unpack.

Workbooks are zip archives of XML. Sizes, ratios and names are read from the archive's directory without unpacking.
"""

from __future__ import annotations

import errno
import stat
import zipfile
from pathlib import Path, PurePosixPath

from excel_modules.reading import Refused, error
from excel_modules.text_table import is_wide_text
from mrl_desktop.domain.findings import Finding

MAX_FILE = 200 * 2**20
"""Bytes of a file on disk."""
MAX_UNPACKED = 500 * 2**20
"""Bytes of all parts of an archive together, unpacked."""
MAX_RATIO = 200
"""How many times an archive may grow when unpacked, once it grows beyond SMALL. Real workbooks stay below 40."""
SMALL = 20 * 2**20
MAX_PARTS = 4000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(path: Path) -> str:
    """What the bytes are: "xlsx", "xlsb", "docx", "ods", "zip", "xls", "locked", "html", "xml", "pdf", "text", "binary" or "empty".

    Raises Refused when the file is too large or cannot be opened at all.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise FileNotFoundError(path.name)
        size = about.st_size
        with path.open("rb") as stream:
            head = stream.read(8192)
    except (OSError, ValueError) as failure:
        raise Refused(cannot_open(path, failure)) from failure
    if path.name.startswith("~$") and size < 4096:
        hint = "Zamknij skoroszyt w Excelu i wybierz plik, którego nazwa nie zaczyna się od „~$”."
        raise Refused(error("P02", path.name, "To plik pomocniczy, który Excel tworzy na czas otwarcia skoroszytu; nie ma w nim danych.", hint))
    if size > MAX_FILE:
        raise Refused(
            error(
                "P04",
                path.name,
                f"Plik jest za duży ({size // 2**20} MB; największy dopuszczalny ma {MAX_FILE // 2**20} MB).",
                "Pobierz dane w kilku mniejszych plikach.",
            )
        )
    if not head.strip(b"\x00 \t\r\n"):
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith((b"\t\x08", b"\t\x04\x06\x00")):
        return "xls"
    if head.startswith(b"%PDF"):
        return "pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")) or b"<html" in start[:2048]:
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "binary" if b"\x00" in head and not is_wide_text(head) else "text"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "xlsx"  # check() will say that it is damaged
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return "ods"
    return "zip"


def _kind_of_ole(path: Path) -> str:
    """Names of streams stand in the file in UTF-16, wherever its directory lies."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return "locked"
    return "xls" if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data else "binary"


def check(path: Path) -> None:
    """Refuses an archive that is damaged, would unpack too large, has odd names of parts or carries encryption. Reads no part."""
    file = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as failure:
        raise Refused(damaged(file)) from failure
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS:
        raise Refused(_bomb(file, f"składa się z {len(parts)} części"))
    if unpacked > MAX_UNPACKED:
        raise Refused(_bomb(file, f"po rozpakowaniu zająłby {unpacked // 2**20} MB"))
    if unpacked > SMALL and unpacked > packed * MAX_RATIO:
        raise Refused(_bomb(file, f"po rozpakowaniu urósłby {unpacked // packed} razy, do {unpacked // 2**20} MB"))
    names = [part.filename for part in parts]
    for name in names:
        parents = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parents or name.startswith(("/", "\\")) or ":" in name or "\x00" in name:
            raise Refused(
                error(
                    "P05",
                    file,
                    "Plik jest zbudowany nietypowo: jedna z jego części wskazuje poza plik. Ze względów bezpieczeństwa nie został wczytany.",
                    "Otwórz plik w Excelu lub LibreOffice, zapisz go ponownie i wczytaj zapisaną kopię.",
                    value=name[:80],
                )
            )
    if len(set(names)) != len(names):
        raise Refused(damaged(file))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(locked(file))


def cannot_open(path: Path, failure: OSError | ValueError) -> Finding:
    """The finding for a file that the system does not let us read, with the reason in plain words."""
    what, hint = "Nie można odczytać pliku: dysk albo sieć zgłasza błąd.", "Skopiuj plik na dysk tego komputera i wczytaj kopię."
    match failure:
        case FileNotFoundError() | NotADirectoryError():
            what, hint = "Nie ma takiego pliku.", "Sprawdź, czy nie został przeniesiony lub usunięty, i wskaż go ponownie."
        case IsADirectoryError():
            what, hint = "To folder, a nie plik.", "Wskaż plik z danymi."
        case PermissionError() if path.is_dir():
            what, hint = "Folderu nie można przejrzeć, bo brakuje do tego uprawnień.", "Poproś o dostęp do folderu albo skopiuj z niego pliki w inne miejsce."
        case PermissionError():
            what = "Nie można otworzyć pliku: jest otwarty w innym programie albo brakuje uprawnień do jego odczytu."
            hint = "Zamknij plik w Excelu; jeśli to nie pomoże, skopiuj go do własnego folderu i wczytaj kopię."
        case OSError(errno=errno.ENAMETOOLONG):
            what, hint = "Nazwa pliku albo ścieżka do niego jest za długa.", "Skróć nazwę pliku albo przenieś go do folderu bliżej początku dysku."
    return error("P01", path.name[:200], what, hint)


def damaged(file: str) -> Finding:
    """The finding for a file that broke off or was changed on the way."""
    return error(
        "P03",
        file,
        "Plik jest uszkodzony lub niepełny (na przykład przerwano jego pobieranie).",
        "Pobierz plik ponownie albo poproś nadawcę o przesłanie go jeszcze raz.",
    )


def _bomb(file: str, why: str) -> Finding:
    return error(
        "P04",
        file,
        f"Plik {why}. Tak zbudowany plik mógłby zablokować komputer, więc nie został otwarty.",
        "Jeśli plik pochodzi z zaufanego źródła, otwórz go w Excelu i zapisz tylko potrzebny arkusz.",
    )


def locked(file: str) -> Finding:
    """The finding for a file protected by a password."""
    return error(
        "P06",
        file,
        "Plik jest zabezpieczony hasłem, więc nie można go przeczytać.",
        "Otwórz plik w Excelu, podaj hasło, usuń je (Plik › Informacje › Chroń skoroszyt) i zapisz kopię.",
    )
