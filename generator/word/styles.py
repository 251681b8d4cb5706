"""The one table of style names: what the writer calls a style, its name in the template, and what it is for.

Built-in styles carry Word's international names (`heading 1`), which every language version of Word keeps in the file.
"""

from __future__ import annotations

from typing import NamedTuple


class StyleName(NamedTuple):
    role: str
    name: str
    purpose: str
    """What the style is for, in Polish, for findings."""
    kind: str = "paragraph"


STYLES: tuple[StyleName, ...] = (
    StyleName("body", "Body Text", "zwykły tekst"),
    StyleName("lead", "MRL Wstęp", "streszczenie pod tytułem rozdziału"),
    StyleName("conclusion", "MRL Wniosek", "ramka „Wniosek”"),
    StyleName("note", "MRL Uwaga", "uwaga"),
    StyleName("quote", "MRL Hasło", "hasło wizji"),
    StyleName("bullet", "List Bullet", "lista punktowana"),
    StyleName("number", "List Number", "lista numerowana"),
    StyleName("heading1", "heading 1", "tytuł rozdziału"),
    StyleName("heading2", "heading 2", "tytuł podrozdziału"),
    StyleName("heading3", "heading 3", "tytuł części podrozdziału"),
    StyleName("heading4", "heading 4", "śródtytuł"),
    StyleName("contents_heading", "TOC Heading", "tytuł spisu treści"),
    StyleName("contents1", "toc 1", "spis treści, poziom 1"),
    StyleName("contents2", "toc 2", "spis treści, poziom 2"),
    StyleName("contents3", "toc 3", "spis treści, poziom 3"),
    StyleName("list_of_captions", "table of figures", "spis tabel i wykresów"),
    StyleName("caption", "caption", "podpis tabeli i wykresu"),
    StyleName("chart_title", "MRL Tytuł wykresu", "zdanie nad wykresem: co z niego wynika"),
    StyleName("chart_subtitle", "MRL Podtytuł wykresu", "miara, jednostka i lata wykresu"),
    StyleName("picture", "MRL Rysunek", "akapit z wykresem"),
    StyleName("source", "MRL Źródło", "wiersz źródła"),
    StyleName("figure", "MRL Liczba", "liczba kluczowa"),
    StyleName("figure_label", "MRL Opis liczby", "opis liczby kluczowej"),
    StyleName("header", "header", "nagłówek strony"),
    StyleName("footer", "footer", "stopka strony"),
    StyleName("footnote", "footnote text", "tekst przypisu"),
    StyleName("cell_left", "MRL Tabela", "tekst w tabeli"),
    StyleName("cell_right", "MRL Tabela liczba", "liczba w tabeli"),
    StyleName("cell_center", "MRL Tabela środek", "tekst wyśrodkowany w tabeli"),
    StyleName("head_left", "MRL Tabela nagłówek", "nagłówek kolumny"),
    StyleName("head_right", "MRL Tabela nagłówek liczba", "nagłówek kolumny liczb"),
    StyleName("head_center", "MRL Tabela nagłówek środek", "nagłówek kolumny wyśrodkowanej"),
    StyleName("small_cell_left", "MRL Tabela mała", "tekst w szerokiej tabeli"),
    StyleName("small_cell_right", "MRL Tabela mała liczba", "liczba w szerokiej tabeli"),
    StyleName("small_cell_center", "MRL Tabela mała środek", "tekst wyśrodkowany w szerokiej tabeli"),
    StyleName("small_head_left", "MRL Tabela mała nagłówek", "nagłówek kolumny szerokiej tabeli"),
    StyleName("small_head_right", "MRL Tabela mała nagłówek liczba", "nagłówek kolumny liczb szerokiej tabeli"),
    StyleName("small_head_center", "MRL Tabela mała nagłówek środek", "nagłówek kolumny wyśrodkowanej szerokiej tabeli"),
    StyleName("card_title", "MRL Karta tytuł", "tytuł karty projektu"),
    StyleName("card_section", "MRL Karta dział", "dział karty projektu"),
    StyleName("card_label", "MRL Karta pole", "nazwa pola karty"),
    StyleName("card_value", "MRL Karta treść", "treść pola karty"),
    StyleName("cover_town", "MRL Okładka miasto", "miasto na okładce"),
    StyleName("cover_title", "Title", "tytuł na okładce"),
    StyleName("cover_subtitle", "Subtitle", "podtytuł na okładce"),
    StyleName("cover_horizon", "MRL Okładka horyzont", "lata na okładce"),
    StyleName("cover_detail", "MRL Okładka opis", "wersja i data na okładce"),
    StyleName("cover_notice", "MRL Okładka zastrzeżenie", "zastrzeżenie na okładce"),
    StyleName("cover_programme", "MRL Okładka program", "formuła programu na okładce"),
    StyleName("cover_mark", "MRL Okładka znak", "znak programu na okładce"),
    StyleName("tint_accent", "MRL Odcień accent", "tło komórki: wyróżnienie"),
    StyleName("tint_good", "MRL Odcień good", "tło komórki: dobrze"),
    StyleName("tint_warn", "MRL Odcień warn", "tło komórki: uwaga"),
    StyleName("tint_bad", "MRL Odcień bad", "tło komórki: źle"),
    StyleName("tint_grey", "MRL Odcień grey", "tło komórki: szare"),
    StyleName("link", "Hyperlink", "odsyłacz", "character"),
    StyleName("footnote_mark", "footnote reference", "numer przypisu", "character"),
    StyleName("missing", "MRL Brak", "wyróżnienie braku", "character"),
    StyleName("label", "MRL Etykieta", "słowo „Wniosek” w ramce", "character"),
    StyleName("table", "MRL Tabela styl", "wygląd tabeli", "table"),
    StyleName("card", "MRL Karta styl", "wygląd karty projektu", "table"),
    StyleName("figures", "MRL Liczby kluczowe", "pas liczb kluczowych", "table"),
    StyleName("layout", "MRL Układ", "dwa wykresy obok siebie", "table"),
    StyleName("marks", "MRL Znaki", "znaki programu na okładce", "table"),
)

LAYOUT_TABLES = frozenset({"MRL Liczby kluczowe", "MRL Układ", "MRL Znaki"})
"""Table styles that only place things side by side: such tables have no header row."""
