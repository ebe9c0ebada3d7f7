"""Fixtures whose rows are stored once for all the tests that ask for them.

A fixture that is declared with ``@world`` is built when the first test asks for it, in a
savepoint that stays open. Each test runs in a savepoint above, which is rolled back as ever, and
finds the worlds that it asks for and no others: a world that it does not ask for is rolled back.
Tests of one file are put in an order in which few worlds are built twice. A transactional test
gets a fixture of its own, as if the declaration were ``@pytest.fixture``.

A world is built of worlds, ``db`` and what a session has, and is no generator. Its value may hold
model instances, lists, dicts and plain objects: what a test does to them is undone for the next.
"""

import copy
from collections import Counter

import pytest
from django.db import models, transaction
from pytest_django.fixtures import validate_django_db

STACK: "list[Built]" = []
# What a fixture without a value has: pytest takes None for "not built yet".
NOTHING = ()
WORLDS = pytest.StashKey[list]()


def world(function):
    """Declare a fixture that is built once."""
    function.is_world = True
    return pytest.fixture(function)


class Built:
    """A world that is in the database, and its value as it was built."""

    def __init__(self, definition, request):
        self.definition = definition
        known = {"db": None} | {one.definition.argname: one.value for one in STACK}
        values = {
            name: known[name] if name in known else request.getfixturevalue(name)
            for name in definition.argnames
        }
        self.atomic = transaction.atomic()
        # As Django's own test cases do: a durable block may be opened in it.
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
        self.copied = [(one, memo[id(one)]) for one in originals if is_changeable(one)]

    def restore(self) -> None:
        """Undo what a test has done to the value, object by object."""
        memo = {id(pristine): original for original, pristine in self.copied}
        for original, pristine in self.copied:
            if isinstance(original, list):
                original[:] = [copy.deepcopy(one, memo) for one in pristine]
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
        return False  # The state of an instance, made for its copy alone.
    return isinstance(value, (models.Model, list, dict)) or type(value).__module__.startswith(
        ("tests.", "types")
    )


def worlds_of(item) -> list:
    """Return the definitions of the worlds that a test asks for, each after those it is made of."""
    known, found = item._fixtureinfo.name2fixturedefs, []

    def add(name: str) -> None:
        definition = known[name][-1] if name in known else None
        if definition is None or definition in found or not is_world(definition):
            return
        for asked in definition.argnames:
            add(asked)
            is_allowed = asked == "db" or is_world(known[asked][-1])
            assert is_allowed or known[asked][-1].scope == "session", f"{name} asks for {asked}"
        found.append(definition)

    for name in item.fixturenames:
        add(name)
    return found


def is_world(definition) -> bool:
    return getattr(definition.func, "is_world", False)


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = bool(marker and validate_django_db(marker)[0])
    return is_marked or bool({"transactional_db", "live_server"} & set(item.fixturenames))


def stand(definitions: list, request=None) -> None:
    """Make the database hold these worlds and no others."""
    standing = [one.definition for one in STACK]
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
    """Put the tests of a file that ask for the same worlds next to one another."""
    yield
    asked = {item: [] if is_transactional(item) else worlds_of(item) for item in items}
    popular = Counter((item.path, one) for item, worlds in asked.items() for one in worlds)
    for item, worlds in asked.items():
        # What others are made of is asked for at least as often, and stood before them.
        worlds.sort(key=lambda one: -popular[item.path, one])
        item.stash[WORLDS] = worlds
    places = {}
    for place, item in enumerate(items):
        places.setdefault((item.path, is_transactional(item)), place)
    items.sort(
        key=lambda item: (
            places[item.path, is_transactional(item)],
            [one.argname for one in asked[item]],
        )
    )


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Build the worlds of a test before pytest-django opens its savepoint; then hand them out."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            stand(request.node.stash.get(WORLDS, []), request)
    for built in STACK:
        if built.definition is fixturedef:
            fixturedef.cached_result = (built.value, fixturedef.cache_key(request), None)
            return built.value
    return None
