"""What can be refused about month ends."""

from services.errors import register

register(
    {
        "month_end.month": "“%(month)s” is no month. Months are written as 2026-10.",
        "month_end.early": "%(month)s can be handed in from its last week on, from %(day)s.",
        "month_end.none": "There is no grid “%(code)s” in your scope.",
        "month_end.moved": "Somebody was faster: the month has moved on since you looked. Look at it again.",
        "month_end.hand_in": "A month is handed in by the leader of the grid.",
        "month_end.verify": "A month is verified or sent back by community staff or the office.",
        "month_end.own": "Whoever handed a month in does not verify it. Ask somebody else.",
        "month_end.state": "The month is %(state)s: that step does not lead on from there.",
        "month_end.note": "Say what is to be mended before you send a month back.",
    }
)
