"""Rules about patterns in what is made: CC4.."""
