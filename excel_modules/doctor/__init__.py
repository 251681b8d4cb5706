"""The workbook doctor: what looks wrong in any workbook, cell by cell, and a marked copy of it."""
