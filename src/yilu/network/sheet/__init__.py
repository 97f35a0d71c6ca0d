"""Workbooks of sites: their columns, how cells are read, how a bad file is refused, the template, the marked copy."""
