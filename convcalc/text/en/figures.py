"""English: pictures of networks, and their colours."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "draw.colours_unread": "--colours cannot read {value}: it takes HUE=#RRGGBB, several with commas, with "
    "HUE one of {allowed}, each once",
    "draw.colours_alike": "{hue} would be {colour} on {input} of the input in the {theme} theme, a "
    "contrast of {ratio} : 1; it needs {least} : 1",
    "draw.in_light": "light",
    "draw.in_dark": "dark",
}
