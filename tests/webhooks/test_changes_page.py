"""Compare docs/clients/changes.md with the code: kinds, times, and how to verify a message."""

import datetime
import json
import re
import time

import pytest

from claims.changes.entries import ENTRIES
from claims.rules.choices import CHANGE_KINDS, CHANGED_RESOURCES
from claims.rules.webhooks import addresses
from claims.webhooks import posting
from tests import ROOT
from tests.desk_steps import published

PAGE = (ROOT / "docs/clients/changes.md").read_text()


def verify():
    """The function on the page."""
    code = re.search(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)[1]
    found: dict = {}
    exec(code, found)
    return found["verify"]


@pytest.fixture
def message(hook, receiver, clock):
    published()
    clock.now = datetime.datetime.now(datetime.UTC)
    clock.run()
    ((headers, _path, body),) = receiver.received
    return hook.secret, headers, body


@pytest.mark.django_db
def test_code_on_the_page_verifies_a_real_message(message):
    assert verify()(*message)["type"] == "change.first"


@pytest.mark.django_db
def test_code_on_the_page_refuses_what_is_not_ours(message):
    secret, headers, body = message

    with pytest.raises(ValueError, match="not ours"):
        verify()(secret, headers, body.replace(b"first", b"other"))
    with pytest.raises(ValueError, match="too old"):
        verify()(secret, {**headers, "webhook-timestamp": str(int(time.time()) - 301)}, body)


@pytest.mark.django_db
def test_example_has_the_members_of_a_real_page(client):
    published()
    example = json.loads(re.search(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)[1])

    real = client.get("/api/v1/changes/").json()

    assert set(example) == set(real)
    assert set(example["results"][0]) == set(real["results"][0])


def test_page_names_every_kind():
    named = re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)

    assert named == [kind for kind, _label in CHANGE_KINDS]


def test_every_resource_but_a_claim_is_a_register():
    registers = {entry.resource for entry in ENTRIES.values()}

    assert registers | {"claim"} == {code for code, _label in CHANGED_RESOURCES}


def test_page_names_ports_and_patience():
    assert f"port {' or '.join(map(str, addresses.SAFE_PORTS))}" in PAGE
    assert f"within {posting.TIMEOUT} seconds" in PAGE
