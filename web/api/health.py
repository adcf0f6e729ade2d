"""Whether this instance can serve: for the check of a container or a proxy, who learn nothing else."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from services.database import answers
from web.access import Anyone

router = APIRouter()


@router.get("/healthz")
def health(state: Anyone) -> Response:
    """200 “ok” where the database answers, else 503 “not ok”."""
    return PlainTextResponse("ok") if answers(state.engine) else PlainTextResponse("not ok", 503)
