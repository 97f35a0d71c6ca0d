"""Checking rows of an upload against what is registered, who asks, and the day it is."""

from yilu.network.checking.found import Found, Progress, Seen, found_in
from yilu.network.checking.rows import Checker
from yilu.network.checking.verdicts import Checked, Note, Row, SiteChange

__all__ = ["Checked", "Checker", "Found", "Note", "Progress", "Row", "Seen", "SiteChange", "found_in"]
