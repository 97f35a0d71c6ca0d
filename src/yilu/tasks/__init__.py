"""The one list: every duty, problem and overdue report with its owner, due time, state and evidence."""
