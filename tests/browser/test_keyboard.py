"""The pages without a mouse: Tab reaches all, the focus is seen, Escape closes, nothing traps."""

import pytest

from tests.browser.own_pages import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

WALKED = (
    "home of a reviewer",
    "list of claims",
    "claim in review",
    "claim to be written",
    "article box",
    "article read",
    "source",
    "public index",
    "public figure",
    "public series",
)
MOST_STOPS = 400

# What can be used and is on the screen, as a browser finds it; radios of one name are one stop.
REACHABLE = """() => {
    const all = document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex], [x-on\\\\:click]');
    const radios = new Set();
    let number = 0;
    return [...all].filter((one) => {
        if (one.disabled || one.tabIndex < 0 && !one.matches('[x-on\\\\:click]')) return false;
        if (one.type === 'hidden' || !one.checkVisibility({visibilityProperty: true})) return false;
        if (one.matches('tr, .select2-hidden-accessible, #changelist-filter-close')) return false;
        if (one.type === 'radio') {
            if (radios.has(one.name)) return false;
            radios.add(one.name);
        }
        return true;
    }).map((one) => {
        one.dataset.stop = one.type === 'radio' ? `radio ${one.name}` : number++;
        return [one.dataset.stop, one.outerHTML.slice(0, 120)];
    });
}"""
# Where the focus is, whether something shows it, and whether it lies under something else.
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const near = one.closest('label, :focus-within:not(body, html, form, main, #page, #main)');
    const outlined = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1;
    one.dataset.stop ??= `later ${performance.now()}`;
    const box = one.getBoundingClientRect();
    const points = [[.5, .5], [.02, .5], [.98, .5], [.5, .1], [.5, .9]].map(([x, y]) => [
        box.left + box.width * x, box.top + box.height * y]);
    const within = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    const top = points.filter(within).map(([x, y]) => document.elementFromPoint(x, y));
    const mine = (other) => other && (one.contains(other) || other.contains(one)
        || one.labels && [...one.labels].some((label) => label.contains(other)));
    return {
        stop: one.type === 'radio' ? `radio ${one.name}` : one.dataset.stop,
        top: box.top + scrollY, left: box.left,
        html: one.outerHTML.slice(0, 120),
        isShown: outlined(style) || Boolean(near && outlined(getComputedStyle(near))),
        isCovered: !top.some(mine),
    };
}"""

FROM_THE_TOP = """() => {
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
}"""


def walk(page) -> list[dict]:
    """Every stop of Tab from the top of the page until it leaves or begins anew."""
    page.evaluate(FROM_THE_TOP)
    stops, seen = [], set()
    for _step in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if stops and focused and focused["stop"] == stops[-1]["stop"]:
            continue  # the day, month and year of a date are stops of their own
        if focused is None or focused["stop"] in seen:
            return stops
        seen.add(focused["stop"])
        stops.append(focused)
    raise AssertionError("Tab never came round: a trap?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_reaches_all_and_the_focus_is_seen(the_newsroom, visit, scheme):
    wrong = {}
    for name in WALKED:
        page = visit(PAGES[name], color_scheme=scheme, viewport={"width": 1280, "height": 720})
        reachable = page.evaluate(REACHABLE)
        stops = walk(page)
        reached = {str(stop["stop"]) for stop in stops}
        wrong[name] = {
            "not reached": [html for stop, html in reachable if str(stop) not in reached],
            "focus not seen": [stop["html"] for stop in stops if not stop["isShown"]],
            "covered": [stop["html"] for stop in stops if stop["isCovered"]],
        }
        assert len(stops) > 5
        page.context.close()

    told = [
        f"{name}: {what}: {html}"
        for name, found in wrong.items()
        for what, all in found.items()
        for html in all
    ]
    assert not told, "\n".join(told)


def test_first_stop_skips_the_menu(the_newsroom, visit):
    for name in ("home of a reviewer", "claim in review", "list of claims", "public index"):
        page = visit(PAGES[name])
        page.evaluate(FROM_THE_TOP)

        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content", name
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        inside = "document.activeElement.closest('#content, #main') !== null"
        menu = "#nav-sidebar, nav:not(:is(#content, #main) nav)"
        in_menu = f"document.activeElement.closest('{menu}') !== null"
        assert page.evaluate(inside) and not page.evaluate(in_menu), name
        page.context.close()


def test_menus_open_by_key_and_escape_closes_them_and_goes_back(the_newsroom, visit):
    page = visit(PAGES["list of claims"])
    page.get_by_role("button", name="Rosa").focus()
    page.keyboard.press("Enter")
    page.locator("#logout-form button").wait_for()
    page.keyboard.press("Escape")
    page.locator("#logout-form button").wait_for(state="hidden")
    assert "Rosa" in page.evaluate("document.activeElement.textContent")

    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Space")
    page.locator("#filter-form").wait_for()
    page.keyboard.press("Escape")
    page.locator("#filter-form").wait_for(state="hidden")
    assert "Filters" in page.evaluate("document.activeElement.textContent")


def test_menu_of_a_phone_opens_by_key_and_escape_closes_it(the_newsroom, visit):
    page = visit(PAGES["claim in review"], viewport={"width": 390, "height": 700})
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    page.locator("#nav-sidebar").wait_for()
    page.keyboard.press("Escape")
    page.locator("#nav-sidebar").wait_for(state="hidden")

    assert page.evaluate("document.activeElement.ariaLabel") == "Menu"
