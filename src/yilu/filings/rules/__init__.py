"""What the rules of filing are: states, plans, conditions, citing. Pure; no database, no clock."""
