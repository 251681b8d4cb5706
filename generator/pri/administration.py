"""Chapter I2: the town hall as it is: the town among others, structure, staff, documents, projects, services, cooperation, ICT."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.blocks import Block, ChartBlock, Look, Paragraph, Row, Table, plain
from generator.context import ChapterContext
from generator.indicator_blocks import group_note, named, place
from generator.tables import cell, centred, data_source, figure, own_source, row, text, typed
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.institution import InstitutionDocument, InstitutionFigure, OrgUnit, PublicService
from mrl_desktop.polish import counted, number, plural

COMPARED = ("D02", "D10", "R01", "G01", "F01", "F02", "F06")
"""Catalogue indicators shown in T-JST-POR, as far as the project has them."""

MATURITY = {1: "1 – informacja", 2: "2 – interakcja jednokierunkowa", 3: "3 – interakcja dwukierunkowa", 4: "4 – transakcja", 5: "5 – personalizacja"}


def opening(context: ChapterContext) -> Sequence[Block]:
    units = context.project.all(OrgUnit)
    services = context.project.all(PublicService)
    if not units:
        return []
    staff = sum(unit.staff or 0 for unit in units)
    lead = f"W {counted(len(units), 'komórce', 'komórkach', 'komórkach')} urzędu i jednostek {plural(staff, 'pracuje', 'pracują', 'pracuje')} {counted(staff, 'osoba', 'osoby', 'osób')}."
    online = [service for service in services if (service.maturity or 0) >= 4]
    if services:
        lead += f" Spośród {len(services)} badanych usług w całości przez internet można załatwić {len(online)}."
    return [Paragraph(runs=plain(lead), look=Look.LEAD)]


def town(context: ChapterContext) -> Sequence[Block]:
    """T-JST-POR: the town, the mean and median of its comparison group, for the indicators that tell of the municipality."""
    rows: list[Row] = []
    facts: list[Fact | None] = []
    for key in COMPARED:
        result = context.result(key)
        if result is None or result.own is None:
            continue
        facts.append(result.own)
        definition = result.definition
        rows.append(row(named(definition), str(result.own.year), result.own, result.group_mean, result.group_median, place(result), decimals=definition.decimals))
    if not rows:
        return []
    return [
        Table(
            key="T-JST-POR",
            caption="Gmina na tle miast porównawczych",
            columns=(text("Wskaźnik [jednostka]", 3.6), centred("Rok", 0.7), figure(context.settings.town_name or "Miasto"), figure("Średnia grupy"), figure("Mediana grupy"), centred("Miejsce", 0.8)),
            rows=tuple(rows),
            source=data_source(facts),
            note=f"{group_note(context)} Miejsce 1 oznacza wartość najkorzystniejszą.",
        )
    ]


def structure(context: ChapterContext) -> Sequence[Block]:
    units = context.project.all(OrgUnit)
    if not units:
        return []
    rows = [row(unit.name, unit.scope_of_work or None, typed(unit.id, "posts", unit.posts, f"{unit.name} – etaty", decimals=2), typed(unit.id, "staff", unit.staff, f"{unit.name} – pracownicy"), record=unit.id) for unit in units]
    posts = sum((unit.posts for unit in units if unit.posts is not None), Decimal(0))
    rows.append(row("Razem", "", cell(posts, decimals=2), sum(unit.staff or 0 for unit in units), total=True))
    chart = Chart(
        kind=ChartKind.BAR,
        title=f"Najwięcej osób pracuje w komórce: {max(units, key=lambda unit: unit.staff or 0).name}",
        subtitle="Liczba pracowników według komórek i jednostek",
        unit="osoby",
        categories=tuple(unit.name for unit in units),
        series=(ChartSeries(name="Pracownicy", values=tuple(float(unit.staff or 0) for unit in units), role=Role.OWN),),
        decimals=0,
        source=own_source(context),
        alt="Liczba pracowników: " + "; ".join(f"{unit.name} {unit.staff or 0}" for unit in units) + ".",
    )
    return [
        ChartBlock(key="W-STRUKT", chart=chart, caption="Zatrudnienie według komórek"),
        Table(
            key="T-STRUKT",
            caption="Struktura organizacyjna urzędu i jednostek",
            columns=(text("Komórka lub jednostka", 2.4), text("Zakres działania", 3.6), figure("Etaty", weight=0.8), figure("Pracownicy", weight=0.9)),
            rows=tuple(rows),
            source=own_source(context, "regulamin organizacyjny i dane kadrowe"),
        ),
    ]


def figure_table(context: ChapterContext, table: str, key: str, caption: str) -> Table | None:
    """Rows of label × years for one `table` of institution figures; None while it has none."""
    figures = context.project.all(InstitutionFigure, lambda figure_: figure_.table == table)
    if not figures:
        return None
    years = sorted({figure_.year for figure_ in figures if figure_.year is not None})
    labels = list(dict.fromkeys((figure_.label, figure_.unit) for figure_ in figures))
    known = {(figure_.label, figure_.year): figure_ for figure_ in figures}
    rows = []
    for label, unit in labels:
        found = [known.get((label, year)) for year in years]
        places = max((len(number(one.value).partition(",")[2]) for one in found if one is not None and one.value is not None), default=0)
        shown = [None if one is None else typed(one.id, "value", one.value, label, decimals=places, year=one.year) for one in found]
        first = next((one for one in found if one is not None), None)
        rows.append(row(label, unit or None, *shown, record=first.id if first else None))
    return Table(
        key=key,
        caption=caption,
        columns=(text("Wyszczególnienie", 3.4), text("Jednostka", 1), *(figure(str(year), weight=0.9) for year in years)),
        rows=tuple(rows),
        source=own_source(context, "dane urzędu"),
    )


def _figures(context: ChapterContext, table: str, key: str, caption: str) -> Sequence[Block]:
    found = figure_table(context, table, key, caption)
    return [found] if found else []


def staff(context: ChapterContext) -> Sequence[Block]:
    return _figures(context, "kadry", "T-KADRY", "Zasoby kadrowe")


def documents(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(InstitutionDocument)
    if not found:
        return []
    return [
        Table(
            key="T-DOKUM",
            caption="Dokumenty strategiczne i operacyjne",
            columns=(text("Dokument", 3), text("Uchwała lub zarządzenie", 2), centred("Okres", 1.1), text("Stan realizacji", 2), centred("Aktualny", 0.8)),
            rows=tuple(row(item.title, item.act or None, item.period or None, item.progress or None, item.current, record=item.id) for item in found),
            source=own_source(context, "rejestr aktów urzędu"),
        )
    ]


def projects(context: ChapterContext) -> Sequence[Block]:
    return _figures(context, "projekty", "T-PRI-PROJEKTY", "Projekty i finanse urzędu")


def services(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(PublicService)
    if not found:
        return []
    return [
        Table(
            key="T-EUSLUGI",
            caption="Usługi publiczne i ich dojrzałość elektroniczna",
            columns=(text("Usługa", 2.8), text("Poziom dojrzałości", 2), figure("Liczba spraw w roku", weight=1), figure("Udział spraw elektronicznych", "%", 1.1), text("Plan", 2.2)),
            rows=tuple(
                row(
                    item.name,
                    MATURITY.get(item.maturity or 0),
                    typed(item.id, "cases_a_year", item.cases_a_year, f"{item.name} – liczba spraw w roku"),
                    typed(item.id, "electronic_share", item.electronic_share, f"{item.name} – udział spraw elektronicznych"),
                    item.plan or None,
                    record=item.id,
                )
                for item in found
            ),
            source=own_source(context, "rejestry spraw urzędu"),
        )
    ]


def communication(context: ChapterContext) -> Sequence[Block]:
    return _figures(context, "komunikacja", "T-PRI-KOMUNIKACJA", "Komunikacja i partycypacja w liczbach")


def cooperation(context: ChapterContext) -> Sequence[Block]:
    return _figures(context, "wspolpraca", "T-PRI-WSPOLPRACA", "Współpraca w liczbach")


def ict(context: ChapterContext) -> Sequence[Block]:
    return _figures(context, "ict", "T-PRI-ICT", "Infrastruktura informatyczna w liczbach")
