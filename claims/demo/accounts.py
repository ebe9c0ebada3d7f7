"""A fictional person for each role, with a random password that is shown once."""

import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

# username: (first name, role). Two reviewers: one may not review what the other must.
PEOPLE = {
    "carla": ("Carla", "contributor"),
    "eva": ("Eva", "editor"),
    "rosa": ("Rosa", "reviewer"),
    "ravi": ("Ravi", "reviewer"),
    "chen": ("Chen", "chief editor"),
    "sol": ("Sol", "source curator"),
    "ana": ("Ana", "analyst"),
    "audra": ("Audra", "auditor"),
}


def make_accounts(logins: Path) -> list[str]:
    """Create the people who are missing, and return their log-ins as lines, kept in a file too.

    Accounts that exist keep their passwords. The file is written before the accounts are
    committed: no password is lost when the process dies in between.
    """
    User = get_user_model()
    lines = []
    with transaction.atomic():
        for username, (first_name, role) in PEOPLE.items():
            if User.objects.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(9)
            user = User.objects.create_user(
                username,
                password=password,
                first_name=first_name,
                last_name="(fictional)",
                is_staff=True,
            )
            user.groups.add(Group.objects.get(name=role))
            lines.append(f"{role:<15} {username:<8} {password}")
        if lines:
            logins.parent.mkdir(exist_ok=True)
            logins.touch(mode=0o600)
            with logins.open("a") as file:
                file.write("\n".join(lines) + "\n")
    return lines
