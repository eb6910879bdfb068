"""Light, dark and high contrast: the colours of everything but the codes."""

from textual.theme import Theme

DARK = "workbench-dark"
LIGHT = "workbench-light"
HIGH_CONTRAST = "workbench-high-contrast"


def themes() -> tuple[Theme, ...]:
    """The themes there are, the one to begin with first.

    `coding-strength` is the share of a code's colour in the ground of a coded passage,
    `command-cursor` the ground of a row whose words keep their own colours.
    """
    return (_dark(), _light(), _high_contrast())


def _dark() -> Theme:
    return Theme(
        name=DARK,
        dark=True,
        background="#17191d",
        surface="#1d2025",
        panel="#262a31",
        foreground="#dcd8cf",
        primary="#8fbcbb",
        secondary="#7f95b0",
        accent="#e0b074",
        warning="#e0b074",
        error="#d98880",
        success="#9dbf8a",
        variables={
            "quiet": "#8d9199",
            "rule": "#343941",
            "block-cursor-background": "#33484d",
            "block-cursor-foreground": "#f4f1ea",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#262a31",
            "block-cursor-blurred-foreground": "#dcd8cf",
            "block-hover-background": "#22262c",
            "command-cursor": "#33484d",
            "input-selection-background": "#3d565c",
            "footer-key-foreground": "#e0b074",
            "footer-description-foreground": "#a9aca9",
            "coding-strength": "0.30",
            **_scrollbar("#1b1e22", "#3b414a", "#8fbcbb"),
        },
    )


def _light() -> Theme:
    return Theme(
        name=LIGHT,
        dark=False,
        background="#fbf9f4",
        surface="#f3f0e8",
        panel="#e9e4d8",
        foreground="#2a2926",
        primary="#275d63",
        secondary="#4a6488",
        accent="#9a4f1c",
        warning="#8a5a00",
        error="#a3302a",
        success="#3f6b34",
        variables={
            "quiet": "#66635b",
            "rule": "#d8d2c4",
            "block-cursor-background": "#d3e2e0",
            "block-cursor-foreground": "#16292b",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#e9e4d8",
            "block-cursor-blurred-foreground": "#2a2926",
            "block-hover-background": "#efebe1",
            "command-cursor": "#d3e2e0",
            "input-selection-background": "#bfd8d6",
            "footer-key-foreground": "#9a4f1c",
            "footer-description-foreground": "#5c5a53",
            "coding-strength": "0.26",
            **_scrollbar("#f3f0e8", "#cfc8b8", "#275d63"),
        },
    )


def _high_contrast() -> Theme:
    return Theme(
        name=HIGH_CONTRAST,
        dark=True,
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        foreground="#ffffff",
        primary="#7fe9ff",
        secondary="#ffffff",
        accent="#ffe14d",
        warning="#ffe14d",
        error="#ff8f8f",
        success="#8dff9e",
        text_alpha=1.0,
        variables={
            "quiet": "#d0d0d0",
            "rule": "#ffffff",
            "block-cursor-background": "#ffe14d",
            "block-cursor-foreground": "#000000",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#4d4d4d",
            "block-cursor-blurred-foreground": "#ffffff",
            "block-hover-background": "#333333",
            "command-cursor": "#4d4d4d",
            "input-selection-background": "#4d4d4d",
            "footer-key-foreground": "#ffe14d",
            "footer-description-foreground": "#ffffff",
            "coding-strength": "0.55",
            **_scrollbar("#1a1a1a", "#ffffff", "#ffe14d"),
        },
    )


def _scrollbar(track: str, thumb: str, held: str) -> dict[str, str]:
    return {
        "scrollbar-background": track,
        "scrollbar-background-hover": track,
        "scrollbar-background-active": track,
        "scrollbar-corner-color": track,
        "scrollbar": thumb,
        "scrollbar-hover": held,
        "scrollbar-active": held,
    }
