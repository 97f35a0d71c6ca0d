"""Rounds by risk, checklists on a phone, findings followed to closure."""
