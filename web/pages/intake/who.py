"""Who brings files in."""

from typing import Annotated

from fastapi import Depends, Form

from web.access import Allow, AllowForm, Caller

WHO = ("office", "community")
May = Annotated[Caller, Depends(Allow(*WHO), scope="function")]
MayForm = Annotated[Caller, Depends(AllowForm(*WHO), scope="function")]
Short = Annotated[str, Form(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
