"""Pages of the list: tasks, one task and its verbs, responsible people."""
