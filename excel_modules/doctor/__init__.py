"""The workbook doctor: what looks wrong in any workbook, cell by cell (`examination.examine`), and a marked copy of it (`marked_copy.write_marked`)."""
