"""Rules about cost: CC3.."""
