"""The town's name in Polish cases: the fields in which it is corrected and the sentences in which it is heard."""

from __future__ import annotations

from mrl_desktop.domain.settings import Settings
from mrl_desktop.ui.forms import Field

NAME_FIELDS: tuple[Field, ...] = (
    Field(name="town_name", label="Mianownik – kto? co?", help="To jest…", span=3, required=True),
    Field(name="town_genitive", label="Dopełniacz – kogo? czego?", help="Mieszkańcy…", span=3, required=True),
    Field(name="town_dative", label="Celownik – komu? czemu?", help="Przyglądamy się…", span=3, required=True),
    Field(name="town_accusative", label="Biernik – kogo? co?", help="Zapraszamy, by odwiedzić…", span=3, required=True),
    Field(name="town_instrumental", label="Narzędnik – z kim? z czym?", help="Sąsiedztwo z…", span=3, required=True),
    Field(name="town_locative", label="Miejscownik – o kim? o czym?", help="Rozmawiamy o…", span=3, required=True),
    Field(name="town_adjective", label="Przymiotnik – jaki?", help="Samorząd…", span=3, required=True),
)


def sentences(settings: Settings) -> str:
    """The forms as a planner will read them in the documents."""
    return (
        f"Oto {settings.town_name}. Mieszkańcy {settings.town_genitive} planują razem. Przyglądamy się {settings.town_dative} "
        f"i zapraszamy, by odwiedzić {settings.town_accusative}. Cenimy sąsiedztwo z {settings.town_instrumental}, "
        f"często rozmawiamy o {settings.town_locative}. Samorząd {settings.town_adjective} przygotowuje dokument."
    )
