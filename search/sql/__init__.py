"""The statements of the search: text and parameters, run by their callers."""
