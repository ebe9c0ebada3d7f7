"""Worlds: fixtures whose rows are stored once for all tests that use them.

A fixture with the decorator ``@world`` is built when the first test needs it, in a savepoint that
stays open. Each test runs in a savepoint inside it, which is rolled back at the end of the test. A
test finds only the worlds that it uses; other worlds are rolled back first. The tests of a file are
sorted so that few worlds are built twice. A transactional test gets a fixture of its own, as with
``@pytest.fixture``.

A world may use other worlds, ``db`` and fixtures of the session, and must not be a generator. Its
value may contain model instances, lists, dicts and plain objects. Changes that a test makes to them
are undone before the next test.
"""

import copy
from collections import Counter

import pytest
from django.db import models, transaction
from pytest_django.fixtures import validate_django_db

STACK: "list[Built]" = []
# The value of a fixture without a value. For pytest, None means "not built yet".
NOTHING = ()
WORLDS = pytest.StashKey[list]()


def world(function):
    """Make a function a fixture that is built once."""
    function.is_world = True
    return pytest.fixture(function)


class Built:
    """A world in the database, with its original value."""

    def __init__(self, definition, request):
        self.definition = definition
        ready = {"db": None} | {built.definition.argname: built.value for built in STACK}
        values = {
            name: ready[name] if name in ready else request.getfixturevalue(name)
            for name in definition.argnames
        }
        self.atomic = transaction.atomic()
        # Allow durable blocks inside, as Django's own test cases do.
        self.atomic._from_testcase = True
        self.atomic.__enter__()
        try:
            self.value = definition.func(**values)
        except BaseException:
            self.undo()
            raise
        memo = {}
        if self.value is None:
            self.value = NOTHING
        self.pristine = copy.deepcopy(self.value, memo)
        originals = memo.pop(id(memo), [])
        self.copied = [
            (original, memo[id(original)]) for original in originals if is_changeable(original)
        ]

    def restore(self) -> None:
        """Undo the changes of a test to the value, object by object."""
        memo = {id(pristine): original for original, pristine in self.copied}
        for original, pristine in self.copied:
            if isinstance(original, list):
                original[:] = [copy.deepcopy(item, memo) for item in pristine]
                continue
            old = pristine if isinstance(original, dict) else vars(pristine)
            new = {name: copy.deepcopy(value, memo) for name, value in old.items()}
            target = original if isinstance(original, dict) else vars(original)
            target.clear()
            target.update(new)

    def undo(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def is_changeable(value) -> bool:
    if isinstance(value, dict) and "_django_version" in value:
        return False  # a temporary state that copying an instance creates
    return isinstance(value, (models.Model, list, dict)) or type(value).__module__.startswith(
        ("tests.", "types")
    )


def worlds_of(item) -> list:
    """Return the definitions of the worlds that a test uses, each after the worlds that it uses."""
    fixtures, worlds = item._fixtureinfo.name2fixturedefs, []

    def add(name: str) -> None:
        definition = fixtures[name][-1] if name in fixtures else None
        if definition is None or definition in worlds or not is_world(definition):
            return
        for inner in definition.argnames:
            add(inner)
            is_allowed = inner == "db" or is_world(fixtures[inner][-1])
            assert is_allowed or fixtures[inner][-1].scope == "session", f"{name} asks for {inner}"
        worlds.append(definition)

    for name in item.fixturenames:
        add(name)
    return worlds


def is_world(definition) -> bool:
    return getattr(definition.func, "is_world", False)


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = bool(marker and validate_django_db(marker)[0])
    return is_marked or bool({"transactional_db", "live_server"} & set(item.fixturenames))


def stand(definitions: list, request=None) -> None:
    """Build these worlds, and undo all others."""
    standing = [built.definition for built in STACK]
    shared = 0
    while standing[: shared + 1] == definitions[: shared + 1] and shared < len(definitions):
        shared += 1
    while len(STACK) > shared:
        STACK.pop().undo()
    for built in STACK:
        built.restore()
    for definition in definitions[shared:]:
        STACK.append(Built(definition, request))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """Sort the tests of a file so that tests with the same worlds stand together."""
    yield
    needed = {item: [] if is_transactional(item) else worlds_of(item) for item in items}
    uses = Counter((item.path, one) for item, worlds in needed.items() for one in worlds)
    for item, worlds in needed.items():
        # A world is used at least as often as the worlds that use it, so it stays before them: the
        # sort is stable.
        worlds.sort(key=lambda one: -uses[item.path, one])
        item.stash[WORLDS] = worlds
    places = {}
    for place, item in enumerate(items):
        places.setdefault((item.path, is_transactional(item)), place)
    items.sort(
        key=lambda item: (
            places[item.path, is_transactional(item)],
            [one.argname for one in needed[item]],
        )
    )


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Build the worlds of a test before pytest-django opens its savepoint; return their values."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            stand(request.node.stash.get(WORLDS, []), request)
    for built in STACK:
        if built.definition is fixturedef:
            fixturedef.cached_result = (built.value, fixturedef.cache_key(request), None)
            return built.value
    return None
