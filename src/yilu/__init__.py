"""Yilu remembers: it asks, answers, and records who did what."""
