"""The kit for views: access, lookup, forms, times, static files."""
