"""Practice: questions whose numbers are drawn, and questions about the concepts."""
