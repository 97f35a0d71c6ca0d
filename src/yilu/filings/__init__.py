"""复工报备: plans and filings of resumption, what still stands between a site and opening, and what regulators ask."""
