"""What can be refused of the register's editions."""

from services.errors import register

register(
    {
        "register.office": "Only the office freezes the register.",
        "register.empty": "The register has no households yet, so there is nothing to freeze. Take them in first.",
        "register.source": "Say where the register comes from, "
        "so that everybody can judge the figures that rest on it.",
        "register.same": "Edition %(number)d of %(day)s is this same register, household by household. "
        "Use it, or take the changes in first.",
        "register.cycle": "%(cycle)s is counted by edition %(number)d of the register already, and stays so.",
        "register.two": "There are no two editions of the register to compare.",
        "register.list_office": "Only the office compares the register with another list.",
        "register.list_empty": "The other list is empty. Put a number or an address into each line.",
        "register.none": "There is no edition %(number)d of the register.",
    }
)
