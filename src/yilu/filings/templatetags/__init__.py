"""Template words of filings."""
