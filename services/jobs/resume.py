"""Work that was interrupted, by a power cut or a killed process, is taken up again, and given up at the second time."""

from sqlalchemy import Engine, func, update
from sqlalchemy.orm import Session

from services.database import sql
from services.errors import CATALOGUE
from services.jobs.ask import enqueue
from services.jobs.tables import Job
from services.messages import message

MOST_ATTEMPTS = 2


def take_up(engine: Engine) -> int:
    """Queue again what nobody does any more; its transaction was rolled back by the server. Returns how many."""
    with Session(engine) as session, session.begin():
        lost = session.execute(sql(__file__, "resume.sql")).all()
        for job_id, _state, attempts in lost:
            if attempts >= MOST_ATTEMPTS:
                said = message(CATALOGUE["jobs.interrupted"], times=attempts).as_data()
                values = {"state": "interrupted", "sentence": said, "ended_at": func.now()}
                session.execute(update(Job).where(Job.id == job_id).values(values))
                continue
            said = message("The service was stopped while this ran; it is begun anew.").as_data()
            session.execute(update(Job).where(Job.id == job_id).values(state="waiting", sentence=said))
            enqueue(session, job_id)
    return len(lost)
