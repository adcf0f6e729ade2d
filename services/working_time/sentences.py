"""What can be wrong with a calendar."""

from services.errors import register

register(
    {
        "working_time.never": "No working time of %(amount)s is found within ten years of %(start)s. "
        "Look at the calendar: are all days off?",
        "working_time.windows": "The hours %(hours)s can't be used: each window opens before it closes, and the next "
        "one begins after it.",
        "working_time.file": "%(name)s: row %(row)d, “%(cell)s” can't be read. Write a date such as 2026-10-01, "
        "then 休 for a day off or 班 for a day that is worked.",
        "working_time.file_twice": "%(name)s: %(day)s stands there twice, as a day off and as a day that is worked.",
        "working_time.file_columns": "%(name)s has no columns 日期 and 性质 (date, working).",
    }
)
