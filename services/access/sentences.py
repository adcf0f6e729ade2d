"""What can be refused to a person."""

from services.errors import register

register(
    {
        "access.sign_in": "The name or the password is wrong.",
        "access.locked": "Too many failed tries. Wait %(minutes)d minutes, or have the office reset the password.",
        "access.needed": "Sign in first.",
        "access.role": "Your role does not allow this. Ask the office.",
        "access.form": "The form has aged. Load the page again and repeat it.",
        "access.login_taken": "There is a person “%(login)s” already.",
        "access.no_person": "There is no person “%(login)s”.",
        "access.inactive": "There is no active person %(login)s.",
        "access.no_zone": "There is no zone with the code “%(zone)s”.",
        "access.role_name": "“%(role)s” is no role. Roles are %(roles)s.",
        "access.password": "The password needs at least %(least)d characters.",
        "access.set_up": "The first account exists already. Sign in, or have it reset with: xunge user reset",
        "access.set_up_token": "The set-up word is wrong. It was printed where the service was started.",
    }
)
