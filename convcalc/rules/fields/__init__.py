"""Rules about what outputs see: CC2.."""
