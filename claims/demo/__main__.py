"""``python -m claims.demo`` runs ``manage.py demo`` and prints a message while Django loads."""

import os
import sys

from claims.demo.terminal import Terminal

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    terminal = Terminal(sys.stdout)
    terminal.say("Starting the demo …")
    with terminal.watched():
        import django
        from django.core.management import execute_from_command_line

        django.setup()
    execute_from_command_line(["manage.py", "demo", *sys.argv[1:]])
