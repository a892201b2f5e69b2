"""Tables that people take away and bring back: written as CSV and workbooks, and read from both."""
