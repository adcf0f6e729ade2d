"""What can be refused of likeness, and what is said of it."""

from services.errors import register

register(
    {
        "likeness.no_pair": "There is no such pair of reports, or it is not yours to decide.",
        "likeness.no_place": "There is no such shared place.",
        "likeness.rule": "Metres must lie from 0 to 500 and days from 0 to 90. Nothing was changed.",
        "likeness.code": "The list knows no code %(code)s. Choose one of the list, or leave it empty for all others.",
    }
)
