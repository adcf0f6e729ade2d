"""What can be wrong with the question to a measure."""

from services.errors import register

register({"measures.period": "The period from %(start)s to %(stop)s has no days. Choose a later end."})
