"""How grave findings are; apart from the rules, so that the command line knows the words."""

from __future__ import annotations

SEVERITIES = ("error", "warning", "note")
"""From grave to slight: what cannot be meant; what costs or loses something; what to know."""
NEVER = "never"
"""No severity at all."""
