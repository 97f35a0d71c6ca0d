"""The tree of places built in memory from dependencies and stated facts; no database here."""
