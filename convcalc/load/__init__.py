"""From a file or a line of notation to a network."""
