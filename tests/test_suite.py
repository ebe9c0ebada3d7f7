"""Rules that the tests of this run have to follow."""

PURE = ("tests/rules/", "tests/attribution/", "tests/drawing/")


def test_pure_rooms_use_no_database(request):
    impure = [
        item.nodeid
        for item in request.session.items
        if item.nodeid.startswith(PURE) and not item.get_closest_marker("once")
    ]

    assert impure == []


def test_id_of_a_test_is_short_and_can_be_printed(request):
    odd = [
        ascii(item.name)[:300]
        for item in request.session.items
        if len(item.nodeid) > 200 or not item.nodeid.isascii() or not item.nodeid.isprintable()
    ]

    assert odd == []
