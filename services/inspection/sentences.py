"""What can be refused of inspection."""

from services.errors import register

register(
    {
        "inspection.office": "Where the next round stops is the office's to know and to say.",
        "inspection.candidate": "This place is not on the list any more.",
    }
)
