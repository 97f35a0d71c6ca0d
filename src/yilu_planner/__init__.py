"""Yilu plans: plain data in, plain data out; knows no Django, no clock, no settings."""
