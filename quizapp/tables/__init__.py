"""Tables that people take away and bring back: written as CSV and workbooks, read from CSV."""
