"""What a check must be, what is normal, who may work, who may be one person: pure, without database or clock."""
