"""Rules about sizes and borders: CC1.."""
