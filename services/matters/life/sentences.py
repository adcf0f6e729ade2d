"""What can be refused about a move."""

from services.errors import register

register(
    {
        "life.no_such_move": "There is no move “%(act)s”.",
        "life.illegal": "“%(act)s” can't be done: the matter is %(stage)s. Load it again to see what can be done now.",
        "life.role": "“%(act)s” is not for your role. Ask the office.",
        "life.moved": "%(person)s was faster: the matter is %(stage)s now. Look at it again before you go on.",
        "life.needs_note": "“%(act)s” needs a sentence that says why.",
        "life.needs_department": "“%(act)s” needs the department that is to handle it.",
        "life.needs_until": "“%(act)s” needs the day and hour until which it is deferred, later than now and "
        "within ten years.",
        "life.no_department": "There is no department “%(department)s”, or it is no longer in use.",
        "life.own_check": "Whoever said that it is handled does not check it. Ask somebody else.",
        "life.no_matter": "There is no matter “%(matter)s” in your scope.",
        "life.source": "“%(source)s” is no source. Sources are %(sources)s.",
        "life.no_place": "It is not said where: choose the place on the map, use your position, or find the address.",
        "life.place": "%(lon)s, %(lat)s is no place on the earth.",
        "life.redate_day": "Deadlines can be set anew from a day that has come, not from one ahead.",
        "life.redate_why": "Say why the deadlines are set anew: it stands in the life of each matter.",
        "life.redate_changed": "It would be %(count)d matters now, not %(expected)d as was shown. Nothing was changed; "
        "look at them again.",
        "life.history_order": "Row %(row)d, %(ref)s: “%(act)s” lies before what happened before it.",
        "life.history_move": "Row %(row)d, %(ref)s: “%(act)s” can't follow, the matter is %(stage)s by then.",
        "life.history_until": "Row %(row)d, %(ref)s: “%(act)s” does not say until when, or not until later.",
        "life.history_differs": "Row %(row)d, %(ref)s: its life went another way here: “%(act)s”, %(at)s.",
    }
)
