"""What regulations and issuing bodies say about the daily report and its figures, as data and pure functions."""
