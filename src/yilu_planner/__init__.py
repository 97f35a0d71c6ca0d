"""Yilu plans: plain data in, plain data out; knows no Django, no clock, no settings."""

VERSION = "0.1.0"  # kept with every run; grows with whatever may change an answer
