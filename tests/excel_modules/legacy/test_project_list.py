"""The list of projects and the bundles (M8): amounts exact in złoty, subtotals checked and not taken for projects."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.undertakings import BudgetLine, Bundle, Category, Readiness, Undertaking

HEAD = ["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Koszt całkowity [tys. zł]", "Dofinansowanie [tys. zł]", "Wkład własny [tys. zł]", "Termin", "Odpowiedzialny", "Status"]


def row(code: Any, title: str, bundle: Any = "Zielone miasto", kind: str = "podst.", cost: Any = 1000, grant: Any = 850, own: Any = 150, term: Any = "2021-2023") -> list[Any]:
    return [None, code, title, bundle, kind, cost, grant, own, term, "Wydział Inwestycji", "koncepcja"]


def test_thousands_in_the_header_become_exact_zloty(read: Any) -> None:
    found = read({"Lista projektów": [HEAD, row("P01", "Park", cost=1234.567, grant="1 049,38", own="185,187")]})
    project = found.one(Undertaking)
    assert project.declared_cost == D("1234567.00")
    assert {line.source: line.amount for line in found.of(BudgetLine)} == {"dotacja": D("1049380.00"), "wklad_wlasny": D("185187.00")}


def test_thousands_named_only_in_the_title_line_count_too(read: Any) -> None:
    head = [text.split(" [")[0] for text in HEAD]
    found = read({"Lista projektów": [["Lista projektów (kwoty w tys. zł)"], [], head, row("P01", "Park", cost=12.5)]})
    assert found.one(Undertaking).declared_cost == D("12500.00")


def test_zloty_stay_zloty(read: Any) -> None:
    head = [text.replace("tys. zł", "zł") for text in HEAD]
    found = read({"Lista": [["Zestawienie w tys. zł (kolumny z inną jednostką opisano)"], head, row("P01", "Park", cost="16 010 503,86 zł", grant=None, own="0")]})
    assert found.one(Undertaking).declared_cost == D("16010503.86")
    assert not found.of(BudgetLine)


def test_amounts_in_euro_are_refused_with_their_cells(read: Any) -> None:
    head = [text.replace("tys. zł", "EUR") for text in HEAD]
    found = read({"Lista": [head, row("P01", "Park", cost=1000)]})
    assert found.one(Undertaking).declared_cost is None
    assert {finding.place.cell for finding in found.findings("I11")} == {"F2", "G2", "H2"}
    assert {"F2", "G2", "H2"} <= found.skipped_cells("Lista")


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2021-2023", date(2021, 1, 1), date(2023, 12, 31)),
        ("2021/2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("III kw. 2021 – IV kw. 2022", date(2021, 7, 1), date(2022, 12, 31)),
        ("marzec 2021 r.", date(2021, 3, 1), date(2021, 3, 31)),
        ("do końca 2022", None, date(2022, 12, 31)),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31)),
        ("od marca 2021 do końca 2023", date(2021, 3, 1), date(2023, 12, 31)),
        (2022, date(2022, 1, 1), date(2022, 12, 31)),
        (datetime(2022, 5, 4), date(2022, 5, 4), date(2022, 5, 4)),
        ("01.03.2021 r. - 30.06.2022 r.", date(2021, 3, 1), date(2022, 6, 30)),
    ],
)
def test_a_term_in_any_form_gives_first_and_last_day(read: Any, typed: Any, start: date | None, end: date | None) -> None:
    project = read({"Lista": [HEAD, row("P01", "Park", term=typed)]}).one(Undertaking)
    assert (project.start, project.end) == (start, end)


def test_an_unreadable_term_is_listed_and_the_project_still_comes(read: Any) -> None:
    found = read({"Lista": [HEAD, row("P01", "Park", term="po przetargu")]})
    assert found.one(Undertaking).title == "Park"
    [finding] = found.findings("I11")
    assert finding.place.cell == "I2" and finding.value == "po przetargu" and finding.hint


def test_subtotals_and_the_grand_total_are_not_projects_and_agree(read: Any) -> None:
    rows = [
        HEAD,
        row("P01", "Park"),
        row("P02", "Skwer", cost=500, grant=400, own=100),
        ["Razem wiązka 1", None, None, None, None, 1500, 1250, 250],
        row("P03", "Inkubator", "Praca"),
        ["Razem wiązka 2", None, None, None, None, 1000, 850, 150],
        ["RAZEM / OGÓŁEM", None, None, None, None, 2500, 2100, 400],
    ]
    found = read({"Lista": rows})
    assert [project.title for project in found.of(Undertaking)] == ["Park", "Skwer", "Inkubator"]
    assert not found.findings("I26")


@pytest.mark.parametrize(("written", "severity"), [(1500.001, Severity.NOTE), (1600, Severity.WARNING)])
def test_a_subtotal_that_disagrees_is_reported_with_both_sums(read: Any, written: float, severity: Severity) -> None:
    rows = [HEAD, row("P01", "Park"), row("P02", "Skwer", cost=500, grant=0, own=0), ["Razem wiązka 1", None, None, None, None, written, 850, 150]]
    [finding] = read({"Lista": rows}).findings("I26")
    assert finding.severity is severity and finding.place.cell == "F4"
    assert "1\u00a0500\u00a0000,00" in finding.message


def test_vertically_merged_bundles_reach_every_project_below(read: Any, sheet: Any) -> None:
    rows = [HEAD, row("P01", "Park"), row("P02", "Skwer", None), row("P03", "Inkubator", "Praca")]
    found = read({"Lista": sheet(rows, merged=["D2:D3"])})
    titles = {bundle.id: bundle.title for bundle in found.of(Bundle)}
    assert [titles[project.bundle] for project in found.of(Undertaking)] == ["Zielone miasto", "Zielone miasto", "Praca"]


def test_category_and_status_are_read_in_short_and_long_words(read: Any) -> None:
    rows = [HEAD, row("P01", "A", kind="P"), row("P02", "B", kind="uzupełniający"), row("P03", "C", kind="lista rezerwowa")]
    rows[2][-1], rows[3][-1] = "Gotowy do realizacji", "w trakcie realizacji"
    found = read({"Lista": rows}).of(Undertaking)
    assert [project.category for project in found] == [Category.BASIC, Category.SUPPLEMENTARY, Category.RESERVE]
    assert [project.status for project in found] == [Readiness.CONCEPT, Readiness.READY, Readiness.RUNNING]


def test_bundles_bring_their_synergy_and_claim_the_projects_they_list(read: Any) -> None:
    found = read(
        {
            "Lista": [HEAD, row("P01", "Park", None), row("P02", "Skwer", None)],
            "Wiązki": [["Kod", "Nazwa wiązki", "Cel strategiczny", "Projekty (kody)", "Opis efektu synergii", "Lider"], ["WP1", "Zielone miasto", "CS1. Zdrowe miasto", "P01, P2; P07", "razem więcej", "Wydział Zieleni"]],
        }
    )
    bundle = found.one(Bundle)
    assert (bundle.title, bundle.synergy, bundle.leader) == ("Zielone miasto", "razem więcej", "Wydział Zieleni")
    assert [project.bundle for project in found.of(Undertaking)] == [bundle.id, bundle.id]
    [finding] = found.findings("I18")
    assert finding.value == "P07"


def test_an_unknown_column_is_reported_once_and_its_cells_listed(read: Any) -> None:
    rows = [[*HEAD, "Numer drogi"], [*row("P01", "Park"), "DK 7"], [*row("P02", "Skwer"), "DK 8"]]
    found = read({"Lista": rows})
    [finding] = found.findings("I17")
    assert "Numer drogi" in finding.message
    assert {"L2", "L3"} <= found.skipped_cells("Lista")


def test_hidden_rows_are_read_and_mentioned(read: Any, sheet: Any) -> None:
    found = read({"Lista": sheet([HEAD, row("P01", "Park"), row("P02", "Skwer")], hidden_rows=[3])})
    assert len(found.of(Undertaking)) == 2
    [finding] = found.findings("I16")
    assert "3" in finding.message


def test_error_values_are_skipped_with_their_cell(read: Any) -> None:
    found = read({"Lista": [HEAD, row("P01", "Park", cost="#ADR!", grant="#N/D!")]})
    assert found.one(Undertaking).declared_cost is None
    assert {"F2", "G2"} <= found.skipped_cells("Lista")


def test_names_of_persons_are_left_out_and_their_posts_kept(read: Any) -> None:
    rows = [HEAD, row("P01", "Park"), row("P02", "Skwer")]
    rows[1][9], rows[2][9] = "Anna Nowak-Zielińska, kierownik Referatu Inwestycji, tel. 17 123 45 67", "Jan Kowalski"
    found = read({"Lista": rows})
    assert [project.unit for project in found.of(Undertaking)] == ["kierownik Referatu Inwestycji", ""]
    everything = repr(found.contents.records) + repr(found.contents.skipped)
    assert "Nowak" not in everything and "Kowalski" not in everything and "123 45 67" not in everything
    assert found.findings("I13") or found.findings("I20")
