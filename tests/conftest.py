import gc
import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.db import connection

from claims.demo import losses
from tests import short, template, worlds
from tests.factories import UserFactory
from tests.worlds import world

# No time limits in hypothesis, so that tests do not fail on a busy machine.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


# Tests with few and simple queries, to which both databases answer the same.
ASK_LITTLE = (
    "tests/admin/article_page/",
    "tests/api/formats/test_atom.py",
    "tests/api/formats/test_reviews.py",
    "tests/api/formats/test_workbooks.py",
    "tests/contract/test_client.py",
    "tests/contract/test_examples.py",
    "tests/demo/test_demo_cases.py",
    "tests/desk/test_lifecycle.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that need to run only once, on either database."""
    for item in items:
        is_marked = item.get_closest_marker("django_db")
        uses_database = is_marked or "django_db_setup" in item.fixturenames
        if not uses_database or item.nodeid.startswith(ASK_LITTLE):
            item.add_marker(pytest.mark.once)


def pytest_collection_finish():
    """Exclude the imported modules from later garbage collections."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val):
    return short(val) if isinstance(val, str | bytes) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, request, tmp_path_factory
):
    """Copy the migrated template instead of migrating.

    On SQLite the copy is a file, not memory: threads and a live server need real connections.
    """
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = template.postgresql_template()
        return
    path = tmp_path_factory.mktemp("sqlite") / "test.sqlite3"
    test["COPIED"] = template.sqlite_template(request.config.cache.mkdir("databases"))
    shutil.copyfile(test["COPIED"], path)
    test["NAME"] = str(path)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Keep the copied file. Otherwise Django would remove it and create a new one."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Undo the last worlds before the database is removed."""
    yield
    with django_db_blocker.unblock():
        worlds.stand([])


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Start the live server after the file was copied.

    Before, its threads would share one connection to a database in memory.
    """
    return live_server


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers():
    """Disable the triggers when a transactional test empties the tables at its end."""
    operations = type(connection.ops)
    ordinary = operations.execute_sql_flush

    def execute_sql_flush(self, statements):
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
                ordinary(self, statements)
                cursor.execute("SET session_replication_role = DEFAULT")
                return
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            ordinary(self, statements)
            for _name, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = execute_sql_flush
    yield
    operations.execute_sql_flush = ordinary


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_rates(settings):
    """Switch off the rate limits. A test of rate limits sets its own."""
    settings.RATE_ANONYMOUS = settings.RATE_CLIENT = 0


@world
def editor(db):
    return UserFactory(username="eva", roles=["editor"])


@world
def reviewer(db):
    return UserFactory(username="rosa", roles=["reviewer"])


@world
def chief(db):
    return UserFactory(username="charlie", roles=["chief editor"])


@pytest.fixture
def empty_database(tmp_path, django_db_setup, django_db_blocker):
    """Return the URL of an empty database for this test only."""
    with database_of_its_own(tmp_path, django_db_blocker) as url:
        yield url


@pytest.fixture
def migrated_database(tmp_path, django_db_setup, django_db_blocker):
    """Return the URL of a migrated database for this test only."""
    test = connection.settings_dict["TEST"]
    with database_of_its_own(tmp_path, django_db_blocker, test.get("TEMPLATE")) as url:
        if connection.vendor == "sqlite":
            shutil.copyfile(test["COPIED"], urlsplit(url).path[1:])
        yield url


@contextmanager
def database_of_its_own(folder, django_db_blocker, copied="template1"):
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    name = f"corroborate_own_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {copied}")
    yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


# The days around a downward revision of the tanks, the day that tests ask for, and the last day.
DAYS = ("2023-05-26", "2023-05-27", "2023-05-28", "2023-05-29", "2024-08-06", "2026-08-08")


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory):
    """Return a folder with the files of the demo, cut to a few days."""
    folder = tmp_path_factory.mktemp("demo-files")
    for path in losses.DATA.glob("*.csv"):
        with path.open() as original, (folder / path.name).open("w") as copy:
            head, *lines = original
            is_daily = head.startswith("date")
            rows = [line for line in lines if not is_daily or line.startswith(DAYS)]
            copy.writelines([head, *rows])
    return folder
