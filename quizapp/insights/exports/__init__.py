"""The tables a teacher can take away: what stands in them, as values, as CSV and as a workbook."""
