"""Accounts of the demo: fictional people for all roles, with random passwords shown once."""

import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

# username: (first name, role). There are two reviewers, because some steps need a second one.
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
    """Create the missing accounts, and return their log-ins as lines. A file stores them too.

    Existing accounts keep their passwords. The file is written before the accounts are committed,
    so no password is lost if the process is killed.
    """
    User = get_user_model()
    lines = []
    with transaction.atomic():
        for username, (first_name, role) in PEOPLE.items():
            if User.objects.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(9)
            names = {"first_name": first_name, "last_name": "(fictional)"}
            user = User.objects.create_user(username, password=password, is_staff=True, **names)
            user.groups.add(Group.objects.get(name=role))
            lines.append(f"{role:<15} {username:<8} {password}")
        if lines:
            logins.parent.mkdir(exist_ok=True)
            logins.touch(mode=0o600)
            with logins.open("a") as file:
                file.write("\n".join(lines) + "\n")
    return lines
