"""What can be refused in the field."""

from services.errors import register

register(
    {
        "field.nobody": "There is no active person %(login)s who answers for this grid.",
        "field.zone": "This grid is not yours to send anybody to.",
        "field.over": "The cycle %(cycle)s is over or closed: nobody is sent out for it any more.",
        "field.none": "There is no such list among those that were sent to you today.",
        "field.found": "Say what was found: %(known)s.",
        "field.place": "A place has a longitude, a latitude and an accuracy in metres; leave all three out for none.",
    }
)
