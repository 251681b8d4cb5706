"""Tables of units: one row per municipality, powiat or voivodeship, one column per quantity, as statistical offices print them.

The engine that readers of publication tables share. What headings mean stands in a resource file of each publisher (`Wording`);
where a table lies in its sheet is found by words and contents, never by position.
"""
