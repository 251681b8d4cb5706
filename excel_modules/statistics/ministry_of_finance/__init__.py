"""Tables of the Ministry of Finance (MF): shares of local governments in PIT and CIT."""

from __future__ import annotations

from excel_modules.reading import Contents, Recognition
from excel_modules.sheet import Workbook
from excel_modules.statistics.ministry_of_finance.shares import find_shares, read_shares
from mrl_desktop.domain.progress import Progress

NAME = "mf-udzialy"
VERSION = "1"
PUBLISHER = "Ministerstwo Finansów"


def recognise(workbook: Workbook) -> Recognition | None:
    """By the columns of a split TERYT code beside the budget classification, and the executed income among them."""
    found = [shares for sheet in workbook.sheets if (shares := find_shares(sheet))]
    if not found:
        return None
    taxes = "/".join(dict.fromkeys(shares.tax for shares in found if shares.tax)) or "PIT lub CIT"
    return Recognition(layout=f"udziały gmin, powiatów i województw w podatku {taxes} (MF)", confidence=0.95)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All amounts, in złoty. Raises Refused when the file says neither which tax nor which year."""
    progress(1, 2, "Czytam wartości")
    return read_shares(workbook, PUBLISHER)
