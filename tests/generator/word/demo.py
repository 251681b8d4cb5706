"""A rich document of every kind of block, for tests and for looking at."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from generator.blocks import (
    Align,
    Bullets,
    Card,
    Cell,
    Chapter,
    ChartBlock,
    Column,
    Cover,
    Document,
    Heading,
    KeyFigures,
    Look,
    Paragraph,
    Register,
    RegisterKind,
    Row,
    Run,
    Table,
    plain,
)  # fmt: skip
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.facts import Fact

CHALLENGE = UUID("11111111-2222-4333-8444-555555555555")
PROJECT = UUID("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
LONG = (
    "W latach 2015–2024 liczba mieszkańców Nowych Bielan zmniejszyła się z 46 210 do 43 370 osób, czyli o 6,1%. Spadek jest dwukrotnie szybszy niż w grupie "
    "porównawczej i wynika przede wszystkim z odpływu osób w wieku 19–34 lat, które po ukończeniu szkoły średniej wyjeżdżają do ośrodków akademickich i rzadko wracają. "
    "Jednocześnie rośnie udział osób w wieku poprodukcyjnym, co zwiększa zapotrzebowanie na usługi opiekuńcze i zdrowotne w mieście i w gminach sąsiednich."
)


def fact(value: float, label: str = "Ludność") -> Fact:
    return Fact(key="D01", label=label, value=value, unit="osób", year=2024, territory="4201011", territory_name="Nowe Bielany")


def line_chart(title: str = "Młodzi wyjeżdżają, wracają nieliczni") -> Chart:
    years = tuple(str(year) for year in range(2015, 2025))
    own = tuple(-4.1 - 0.35 * step for step in range(10))
    return Chart(
        kind=ChartKind.LINE, title=title, subtitle="Saldo migracji osób w wieku 19–34 lat na 1000 osób, 2015–2024", unit="‰", categories=years,
        series=(
            ChartSeries(name="Nowe Bielany", values=own, role=Role.OWN),
            ChartSeries(name="Mediana grupy", values=tuple(value / 2 for value in own), role=Role.GROUP),
        ),
        source="opracowanie własne na podstawie danych GUS BDL, stan na 15.03.2026", alt="Saldo migracji młodych w Nowych Bielanach spada z −4,1 do −7,3‰; w grupie z −2,1 do −3,6‰.", zero_based=False,
    )  # fmt: skip


def bar_chart() -> Chart:
    towns = ("Osiek Górny", "Zalesie Miejskie", "Nowe Bielany", "Kamionka", "Brzozów Nowy")
    return Chart(
        kind=ChartKind.BAR, title="Dochody własne poniżej mediany", subtitle="Dochody własne na mieszkańca, 2024 r.", unit="zł", categories=towns,
        series=(ChartSeries(name="Dochody własne", values=(5120.0, 4890.0, 3940.0, 3870.0, 3510.0), role=Role.OWN),),
        source="opracowanie własne na podstawie danych GUS BDL", alt="Nowe Bielany są trzecie z pięciu miast: 3940 zł na mieszkańca.", decimals=0,
    )  # fmt: skip


def budget_table() -> Table:
    years = ("2023", "2024", "2025", "2026", "2027")
    columns = (Column(title="Źródło finansowania", weight=3), *(Column(title=year, unit="zł", align=Align.RIGHT) for year in years), Column(title="Razem", unit="zł", align=Align.RIGHT, weight=1.2))
    names = ("Dotacja Programu (85%)", "Budżet państwa (15%)", "Wkład własny miasta", "Środki prywatne")
    body = [Row(cells=tuple(Cell(runs=plain(text)) for text in (name, *("1 250 000,00",) * 5, "6 250 000,00"))) for name in names]
    total = Row(cells=tuple(Cell(runs=plain(text)) for text in ("Ogółem", *("5 000 000,00",) * 5, "25 000 000,00")), total=True)
    return Table(key="T-FINPLAN-ZR", caption="Plan finansowy według źródeł i lat", columns=columns, rows=(*body, total), source="opracowanie własne Zespołu Miejskiego", small=True)


def indicator_table(rows: int = 46) -> Table:
    columns = (
        Column(title="Lp.", align=Align.CENTER), Column(title="Wskaźnik"), Column(title="Jednostka"), Column(title="Miasto", unit="2024", align=Align.RIGHT),
        Column(title="Grupa – mediana", unit="2024", align=Align.RIGHT), Column(title="Ocena"),
    )  # fmt: skip
    body: list[Row] = []
    marks = (("mocna strona", "good"), ("przeciętnie", ""), ("słaba strona", "bad"), ("do obserwacji", "warn"))
    for index in range(rows):
        if index % 12 == 0:
            body.append(Row(cells=(Cell(runs=plain(f"Obszar {index // 12 + 1}: rynek pracy i dochody"), span=6),), group=True))
        mark, shade = marks[index % 4]
        texts = (str(index + 1), "Udział bezrobotnych zarejestrowanych w liczbie ludności w wieku produkcyjnym", "%", f"{5 + index / 10:.1f}".replace(".", ","), "4,1")
        body.append(Row(cells=(*(Cell(runs=plain(text)) for text in texts), Cell(runs=plain(mark), shade=shade)), record=CHALLENGE if index == 3 else None))
    return Table(key="T-MRL-WSK", caption="Wskaźniki rozwoju miasta na tle grupy porównawczej", columns=columns, rows=tuple(body), source="opracowanie własne na podstawie danych GUS BDL, stan na 15.03.2026", note="Grupa: 31 miast liczących od 20 do 50 tys. mieszkańców")


def risk_table() -> Table:
    titles = ("Kod", "Ryzyko", "Kategoria", "Przyczyna", "Skutek", "Prawdopodobieństwo (1–5)", "Wpływ (1–5)", "Poziom (P×W)", "Reakcja", "Działania zapobiegawcze", "Właściciel ryzyka")
    texts = (
        "Wzrost cen robót budowlanych powyżej kosztorysu", "finansowe", "Wysoka inflacja i mała liczba wykonawców w regionie",
        "Konieczność ograniczenia zakresu rzeczowego projektów", "4", "5", "20", "ograniczanie", "Rezerwa w budżecie, podział zamówień na części, wcześniejsze ogłaszanie przetargów", "Skarbnik Miasta",
    )  # fmt: skip
    rows = tuple(Row(cells=tuple(Cell(runs=plain(text), shade="bad" if place == 7 and index % 2 else "") for place, text in enumerate((f"R{index + 1}", *texts)))) for index in range(12))
    columns = tuple(Column(title=title, align=Align.CENTER if "(" in title else Align.LEFT) for title in titles)
    return Table(key="T-RYZYKO", caption="Rejestr ryzyk", columns=columns, rows=rows, source="opracowanie własne Zespołu Miejskiego", landscape=True, small=True)


def card() -> Card:
    tasks = "1. Opracowanie dokumentacji technicznej\n2. Roboty budowlane w budynku dawnej szkoły\n3. Wyposażenie pracowni i otwarcie centrum"
    return Card(
        key="T-KARTA-P-1.2.03", caption="Karta projektu P-1.2.03: Centrum Aktywności Młodych „Stacja Bielany”", record=PROJECT, source="opracowanie własne Zespołu Miejskiego",
        sections=(
            ("A. Identyfikacja", (("Kod", plain("P-1.2.03")), ("Kategoria", plain("podstawowy")), ("Wiązka", plain("WP1 Młode Bielany")), ("Wymiary", plain("społeczny, gospodarczy, kulturowy")))),
            ("B. Podmioty", (("Lider", plain("Gmina Miasto Nowe Bielany")), ("Partnerzy", plain("Stowarzyszenie „Młodzi w mieście”, Powiatowy Urząd Pracy")))),
            ("C. Uzasadnienie", (("Stan istniejący", plain(LONG)), ("Potrzeby i konsultacje", plain(LONG)))),
            ("D. Zakres", (("Zadania", plain(tasks)), ("Lokalizacja", plain("ul. Kolejowa 4, obszar rewitalizacji")))),
            ("F. Finanse", (("Koszt całkowity", (Run(text="4 812 300,00 zł", bold=True, fact=fact(4812300)),)), ("Pomoc publiczna", (Run(text="[BRAK: test pomocy publicznej]", missing=True),)))),
        ),
    )  # fmt: skip


def chapters() -> tuple[Chapter, ...]:
    figures = KeyFigures(figures=((Run(text="43 370", fact=fact(43370)), "mieszkańców w 2024 r."), (Run(text="−6,1%"), "zmiana od 2015 r., w grupie −3,1%"), (Run(text="24. z 31"), "miejsce w grupie porównawczej")))
    return (
        Chapter(key="P01", blocks=(Heading(text="Spis treści", key="P01", numbered=False, new_page=True), Register(what=RegisterKind.CONTENTS))),
        Chapter(key="P03", blocks=(
            Heading(text="Streszczenie", key="P03", numbered=False, new_page=True),
            Paragraph(runs=plain("Nowe Bielany tracą mieszkańców szybciej niż podobne miasta. Plan odpowiada na to trzema celami i czternastoma projektami."), look=Look.LEAD),
            figures,
            Paragraph(runs=plain(LONG)), Paragraph(runs=plain(LONG)),
            Bullets(items=(plain("Młodzi zostają albo wracają, bo mają tu pracę i mieszkanie."), (Run(text="Usługi dla seniorów", bold=True), Run(text=" są blisko domu i dostępne dla każdego.")), plain("Urząd działa sprawnie i otwarcie."))),
        )),
        Chapter(key="P1", blocks=(
            Heading(text="Wprowadzenie", key="P1", new_page=True),
            Paragraph(runs=plain("Dlaczego powstał ten plan, kto go przygotował i z jakich narzędzi korzystał. Rozdział prowadzi też przez powiązania z planem instytucjonalnym."), look=Look.LEAD),
            Heading(text="Podstawa i cel opracowania", key="P1.1", level=2),
            Paragraph(runs=(Run(text="Plan przygotowano na podstawie art. 18 ustawy o samorządzie gminnym"), Run(text="", footnote="Ustawa z dnia 8 marca 1990 r. o samorządzie gminnym (Dz. U. z 2024 r. poz. 1465 z późn. zm.)."), Run(text=" i w porozumieniu z radą miasta. Szczegóły finansowe zawiera "), Run(text="tabela planu finansowego", ref="T-FINPLAN-ZR"), Run(text=", a opis sytuacji demograficznej rozdział "), Run(text="", ref="P2.3.1"), Run(text="."))),
            Paragraph(runs=(Run(text="Liczba mieszkańców to "), Run(text="43 370", fact=fact(43370), bold=True), Run(text=" osób, a wskaźnik "), Run(text="[BRAK: obciążenie demograficzne]", missing=True), Run(text=" zostanie uzupełniony po publikacji danych"), Run(text="", footnote="GUS publikuje dane w IV kw. 2026 r."), Run(text="."))),
            Heading(text="Metodyka prac", key="P1.2", level=2),
            Paragraph(runs=plain("Prace prowadzono w trzech etapach:")),
            Bullets(items=(plain("zebranie danych i pierwsza diagnoza,"), plain("badania społeczne i warsztaty z mieszkańcami,"), plain("opracowanie celów, projektów i planu finansowego.")), ordered=True),
            Paragraph(runs=plain("W każdym etapie obowiązywały te same zasady:")),
            Bullets(items=(plain("jawność danych i źródeł,"), plain("udział mieszkańców i partnerów.")), ordered=True),
            Paragraph(runs=plain("Dane w planie pochodzą z okresu przed aktualizacją budżetu na 2026 r."), look=Look.NOTE),
        )),
        Chapter(key="P2", blocks=(
            Heading(text="Synteza diagnozy społeczno-gospodarczej", key="P2", new_page=True),
            Paragraph(runs=plain("Miasto starzeje się i traci młodych, ale ma solidną bazę przemysłową i dobre połączenie kolejowe z regionem."), look=Look.LEAD),
            figures,
            Heading(text="Wymiar społeczny", key="P2.3", level=2),
            Heading(text="Demografia i migracje", key="P2.3.1", level=3),
            Paragraph(runs=(Run(text="Ludność spada szybciej niż w podobnych miastach, a odpływ młodych jest główną przyczyną ("), Run(text="", ref="C-MIGRACJE"), Run(text=").")), look=Look.CONCLUSION, record=CHALLENGE),
            Paragraph(runs=plain(LONG)),
            ChartBlock(key="C-MIGRACJE", chart=line_chart(), caption="Młodzi wyjeżdżają, wracają nieliczni"),
            Heading(text="Struktura wieku", key="P2.3.1.1", level=4),
            Paragraph(runs=plain(LONG)),
            ChartBlock(key="C-1", chart=bar_chart(), caption="Dochody własne na mieszkańca", half=True),
            ChartBlock(key="C-2", chart=replace(line_chart("Saldo pogarsza się co roku"), subtitle="Saldo migracji, 2015–2024"), caption="Saldo migracji", half=True),
            Paragraph(runs=plain(LONG)),
            indicator_table(),
        )),
        Chapter(key="P3", blocks=(
            Heading(text="Nowa ścieżka rozwoju", key="P3", new_page=True),
            Heading(text="Wizja miasta", key="P3.3", level=2),
            Paragraph(runs=plain("Nowe Bielany 2035: miasto, do którego się wraca"), look=Look.QUOTE),
            Paragraph(runs=plain(LONG)),
            Heading(text="Karty projektów", key="P4.5", level=2),
            card(),
        )),
        Chapter(key="P5", blocks=(Heading(text="Plan finansowy", key="P5", new_page=True), Paragraph(runs=plain(LONG)), budget_table())),
        Chapter(key="P7", blocks=(Heading(text="Analiza ryzyka", key="P7", new_page=True), Paragraph(runs=plain(LONG)), Paragraph(runs=plain(LONG)), Paragraph(runs=plain(LONG)), Heading(text="Rejestr ryzyk", key="P7.1", level=2), risk_table(), Paragraph(runs=plain("Sześć ryzyk wymaga stałej uwagi Zespołu Miejskiego."), look=Look.CONCLUSION))),
        Chapter(key="P14", blocks=(
            Heading(text="Spisy", key="P14", numbered=False, new_page=True), Heading(text="Spis tabel", key="P14.1", level=2, numbered=False), Register(what=RegisterKind.TABLES),
            Heading(text="Spis wykresów", key="P14.2", level=2, numbered=False), Register(what=RegisterKind.CHARTS),
        )),
    )  # fmt: skip


def document() -> Document:
    """The demonstration document of the fictitious Nowe Bielany."""
    cover = Cover(
        title="Plan Rozwoju Lokalnego", town="Nowe Bielany", subtitle="Miasto, do którego się wraca", horizon="na lata 2026–2035", version="Wersja 1.0", date="23 listopada 2026 r.",
        notice="Nowe Bielany to miejscowość fikcyjna. Dokument pokazuje działanie programu na danych przykładowych.",
        programme="Dokument opracowano w ramach Programu „Rozwój Lokalny” finansowanego ze środków Mechanizmu Finansowego EOG 2014–2021 (85%) oraz budżetu państwa (15%).",
        logos=(("Fundusze norweskie", "Norway grants"), ("EOG", "Iceland Liechtenstein Norway grants"), ("Rzeczpospolita Polska", "Rzeczpospolita Polska")),
    )  # fmt: skip
    properties = {"title": "Plan Rozwoju Lokalnego – Nowe Bielany", "subject": "Dokument programowy gminy", "author": "Zespół Miejski, Nowe Bielany", "keywords": "PRL; Nowe Bielany", "created": "2026-11-23", "language": "pl-PL"}
    return Document(scope=Scope.PRL, cover=cover, chapters=chapters(), properties=properties)
