"""Reading the results: the class page, the grid, items, students, exports."""
