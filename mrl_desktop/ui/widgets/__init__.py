"""Building blocks of pages, dressed by the theme."""
