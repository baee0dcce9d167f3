"""Reports: one record, four writers."""
