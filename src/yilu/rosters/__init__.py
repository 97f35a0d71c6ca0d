"""Shifts: who works when at a site, kept apart, and nobody without today's check, clearance and protection."""
