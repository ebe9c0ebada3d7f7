"""Signatures as the specification's own verifier reads them, and the schedule of attempts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from claims.rules.webhooks import backoff, signing

BODY = '{"type":"change.correction","data":"ö"}'.encode()


def now():
    return datetime.datetime.now(datetime.UTC)


def test_standard_verifier_accepts_a_message():
    secret = signing.new_secret()

    headers = signing.headers("msg_1", now(), BODY, [secret])

    assert Verifier(secret).verify(BODY, headers)["type"] == "change.correction"


def test_headers_are_the_bytes_that_they_always_were():
    """In whichever zone the time is given; the vector was computed by hand."""
    utc = datetime.datetime(2025, 5, 1, 10, 0, 0, 999_999, tzinfo=datetime.UTC)
    secrets = ["whsec_" + "MDEyMzQ1Njc4OWFiY2RlZg==", "whsec_" + "ZmVkY2JhOTg3NjU0MzIxMA=="]

    found = [
        signing.headers("msg_1", utc.astimezone(zone), BODY, secrets)
        for zone in (datetime.UTC, datetime.timezone(datetime.timedelta(hours=-7)))
    ]

    assert found == 2 * [
        {
            "webhook-id": "msg_1",
            "webhook-timestamp": "1746093600",
            "webhook-signature": "v1,MPBnPs+MAiGCFPGm/kAUajfN9nidoj1/OmVPilv5/NM= "
            "v1,CoVEcGS1vHkt2Hv7vcVaIke/4bMpQ7ZpoQ9IbLxbbuA=",
        }
    ]


def test_after_a_rotation_both_secrets_verify():
    secrets = [signing.new_secret(), signing.new_secret()]

    headers = signing.headers("msg_1", now(), BODY, secrets)

    for secret in secrets:
        Verifier(secret).verify(BODY, headers)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda headers: {**headers, "webhook-id": "msg_2"},
        lambda headers: {**headers, "webhook-timestamp": str(int(now().timestamp()) + 1)},
        lambda headers: {**headers, "webhook-signature": "v1,AAAA"},
    ],
    ids=["id", "timestamp", "signature"],
)
def test_standard_verifier_refuses_what_was_changed(tamper):
    secret = signing.new_secret()
    headers = signing.headers("msg_1", now() - datetime.timedelta(seconds=9), BODY, [secret])

    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(BODY, tamper(headers))
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(BODY + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(signing.new_secret()).verify(BODY, headers)


def test_old_message_is_refused_by_the_standard_verifier():
    secret = signing.new_secret()
    headers = signing.headers("msg_1", now() - datetime.timedelta(hours=1), BODY, [secret])

    with pytest.raises(WebhookVerificationError, match="too old"):
        Verifier(secret).verify(BODY, headers)


def test_secrets_are_random_and_long_enough():
    assert len({signing.new_secret() for _ in range(50)}) == 50
    assert all(signing.new_secret().startswith("whsec_") for _ in range(5))


@given(st.integers(1, 9), st.floats(0, 1))
def test_each_delay_is_longer_than_the_one_before_and_spread_by_a_fifth(tries, chance):
    least = backoff.DELAYS[tries - 1]

    assert least <= backoff.delay(tries, chance) <= least * 1.2
    assert list(backoff.DELAYS) == sorted(backoff.DELAYS)


def test_attempts_go_on_for_three_days_and_then_end():
    whole = sum(backoff.DELAYS, datetime.timedelta())

    assert datetime.timedelta(days=3) < whole < datetime.timedelta(days=4)
    assert backoff.delay(len(backoff.DELAYS) + 1, 0) is None
    assert backoff.quiet(1) == datetime.timedelta(seconds=5)
    assert backoff.quiet(500) == datetime.timedelta(minutes=30)
