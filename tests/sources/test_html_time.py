"""Moments in HTML: in UTC, marked so that the browser can change the time zone."""

import datetime

import pytest
from django.template import Context, Template

from sources.templatetags.clock import moment

AT = datetime.datetime(2025, 5, 1, 22, 30, 15, tzinfo=datetime.UTC)


def test_moment_stands_in_utc_and_says_so():
    assert moment(AT) == (
        '<time datetime="2025-05-01T22:30:15Z" title="2025-05-01 22:30 UTC" data-moment="minute">'
        "2025-05-01 22:30 UTC</time>"
    )


def test_moment_of_another_zone_is_shown_as_it_is_stored():
    kyiv = datetime.timezone(datetime.timedelta(hours=3))

    assert "2025-05-01 22:30 UTC" in moment(AT.astimezone(kyiv))


def test_day_of_a_moment_keeps_the_moment_in_reach():
    told = moment(AT, "day")

    assert ">2025-05-01<" in told and 'title="2025-05-01 22:30 UTC"' in told


@pytest.mark.parametrize("filter_name", ["moment", "ago"])
def test_no_moment_is_nothing(filter_name):
    template = Template("{% load clock %}[{{ at|" + filter_name + " }}]")

    assert template.render(Context({"at": None})) == "[]"


def test_how_long_ago_is_told_in_words_that_are_escaped():
    two_days_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=2, minutes=1)

    told = Template("{% load clock %}{{ at|ago }}").render(Context({"at": two_days_ago}))

    assert ">2\xa0days ago<" in told and "<script>" not in moment(AT, words="<script>")
