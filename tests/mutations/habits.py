"""All mutations by kind, and mutated workbooks: each carries at least four drawn from all kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import cast

from tests.mutations import habits_of_layout as layout
from tests.mutations import habits_of_values as values
from tests.mutations.book import Book
from tests.mutations.families import FAMILIES, clean_book

Habit = Callable[[Book, random.Random], str]
LEAST, MOST = 4, 8
"""Mutations a workbook carries."""

KINDS: dict[str, Habit] = {
    "wiersze tytułu": layout.titles_above,
    "przesunięta tabela": layout.moved_table,
    "nazwa arkusza": layout.sheet_renamed,
    "nazwa pliku": layout.file_renamed,
    "scalony tytuł": layout.title_merged,
    "scalone powtórzenia": layout.repeated_values_merged,
    "trzeci wiersz nagłówka": layout.third_header_row,
    "nagłówek piętrowy": layout.grouped_headings,
    "powtórzony nagłówek": layout.header_repeated,
    "kolejność kolumn": layout.columns_reordered,
    "obca kolumna": layout.extra_columns,
    "numery kolumn": layout.numbered_columns,
    "notatka obok": layout.note_beside,
    "przypis pod tabelą": layout.footnote_below,
    "ukryte wiersze": layout.hidden_rows,
    "ukryta kolumna": layout.hidden_column,
    "filtr": layout.filtered,
    "ukryty słownik": layout.hidden_dictionary,
    "obcy arkusz": layout.foreign_sheet,
    "kopia arkusza": layout.sheet_copied,
    "pusty wiersz": layout.blank_rows,
    "puste wiersze szablonu": layout.template_rows,
    "wiersz sekcji": layout.section_rows,
    "inny zakres lat": layout.years_dropped,
    "kolejność pytań karty": layout.card_questions_reordered,
    "karta w jednej komórce": layout.card_in_one_cell,
    "dwie karty w arkuszu": layout.two_cards_on_a_sheet,
    "scalone odpowiedzi": layout.card_values_merged,
    "wiersz jednostek": layout.row_of_units,
    "bez kolumny Lp.": layout.number_column_dropped,
    "suma na górze": layout.total_on_top,
    "bez ogonków": layout.marks_lost,
    "NFD": layout.decomposed,
    "odstępy": layout.odd_spaces,
    "łamane nagłówki": layout.broken_lines,
    "wielkie litery": layout.capitals,
    "dwukropki": layout.colons,
    "synonimy": layout.synonyms,
    "wiek jako data": layout.dates_of_ages,
    "Lp. zepsute": layout.numbers_of_rows_spoiled,
    "xlsm": cast(Habit, layout.saved_as("xlsm")),
    "ods": cast(Habit, layout.saved_as("ods")),
    "xls": cast(Habit, layout.saved_as("xls")),
    "liczby jako tekst": values.numbers_as_text,
    "kropka dziesiętna": values.decimal_dot,
    "zł w komórkach": values.currency_in_cells,
    "tys. zł": values.in_thousands_of_zloty,
    "miejsce jednostki": values.unit_elsewhere,
    "przypisy przy liczbach": values.footnote_marks,
    "procenty": values.percent_ways,
    "daty": values.dates_in_words,
    "lata jako tekst": values.years_as_text,
    "lata jako liczby": values.years_as_numbers,
    "brak danych": values.nothing_marks,
    "błędy arkusza": values.errors_in_cells,
    "formuły bez wyników": values.formulas_without_results,
    "wklejone wyniki": values.formulas_made_constants,
    "małe formuły": values.small_formulas,
    "łącza zewnętrzne": values.external_links,
    "osoby": values.persons_named,
    "TERYT bez zera": values.code_without_zero,
    "nazwa miasta": values.town_in_other_words,
    "komentarze": values.comments_left,
    "kilka wartości": values.several_values,
    "min. i ≥": values.about_numbers,
    "kolory": values.coloured,
    "spoza słownika": values.outside_dictionary,
    "liczby ujemne": values.negative_ways,
    "TAK/NIE": values.yes_no_ways,
    "znaki harmonogramu": values.marks_in_timetable,
    "punkty ze słowami": values.points_with_words,
    "podsuma": values.subtotal_inside,
    "wiek słowami": values.ages_in_words,
    "kolumna udziałów": values.share_of_total,
}
"""Kind of mutation → what does it."""

APART = (("xlsm", "ods", "xls"), ("wiek jako data", "wiek słowami"), ("filtr", "dwie karty w arkuszu"))
"""Kinds that undo one another."""


def mutated_book(family: str, seed: int) -> Book:
    """A workbook of the family with at least LEAST mutations; the same seed gives the same workbook."""
    rng = random.Random(f"{family} mutacje {seed}")
    book = clean_book(family, seed, rng.randrange(FAMILIES[family][1]))
    wanted = rng.randint(LEAST, MOST)
    done: list[str] = []
    for kind in rng.sample(list(KINDS), len(KINDS)):
        if len(done) >= wanted:
            break
        if any(kind in pair and other in done for pair in APART for other in pair):
            continue
        said = KINDS[kind](book, rng)
        if said:
            done.append(kind)
            book.steps.append(f"{kind}: {said}")
    return book
