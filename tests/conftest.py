import pytest
from django.db import connection

from tests.factories import UserFactory


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """On SQLite a file, not memory: threads and a live server need real connections."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("sqlite") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers():
    """A transactional test empties its tables at the end; append-only ones would refuse that."""
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


@pytest.fixture
def editor(db):
    return UserFactory(username="eva", roles=["editor"])


@pytest.fixture
def reviewer(db):
    return UserFactory(username="rosa", roles=["reviewer"])


@pytest.fixture
def chief(db):
    return UserFactory(username="charlie", roles=["chief editor"])
