"""What the network does each day: service classes, daily site reports, rosters and the five rates, read from rollups."""
