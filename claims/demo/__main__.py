"""``python -m claims.demo``: ``manage.py demo`` with a sign of life while Django is loaded."""

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
        import claims.management.commands.demo  # noqa: F401
    execute_from_command_line(["manage.py", "demo", *sys.argv[1:]])
