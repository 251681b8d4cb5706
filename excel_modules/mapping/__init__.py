"""Any other table, read by a profile that a person made in the mapping wizard (or that came with the program)."""

from __future__ import annotations

from excel_modules.mapping.apply import apply
from excel_modules.mapping.shape import Fit, Known, fits
from excel_modules.mapping.shelf import profiles
from excel_modules.reading import Contents, Recognition
from excel_modules.sheet import Workbook
from mrl_desktop.domain.progress import Progress

NAME = "profil"
VERSION = "1"
PUBLISHER = "tabela własna"


def recognise(workbook: Workbook) -> Recognition | None:
    """The profile whose shape the workbook has; an own one goes before a ready one, then the one that knows more of the columns."""
    known: Known = {}
    best: tuple[float, int, str, str] | None = None
    for profile in profiles():
        found = fits(profile, workbook, known)
        if found:
            one = found[0]
            rank = (round(one.confidence, 3), len(one.columns), profile.name, profile.series_mark)
            if best is None or rank[:2] > best[:2]:
                best = rank
    if best is None:
        return None
    return Recognition(layout=layout_of(best[2]), confidence=best[0], detail=f"{best[3]}\n{best[2]}")


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the sheets the recognised profile fits."""
    progress(1, 2, "Czytam wartości")
    mark, _, name = recognition.detail.partition("\n")
    profile = next(one for one in profiles() if (one.series_mark, one.name) == (mark, name))
    found: list[Fit] = fits(profile, workbook)
    return apply(profile, workbook, found).contents


def layout_of(name: str) -> str:
    """What a table read by a profile is called."""
    return f"tabela według profilu „{name}”"
