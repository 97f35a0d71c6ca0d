"""Checking rows of an upload against what is registered, who asks, and the day it is."""

from yilu.network.checking.rows import Checker
from yilu.network.checking.verdicts import Checked, Note, SiteChange

__all__ = ["Checked", "Checker", "Note", "SiteChange"]
