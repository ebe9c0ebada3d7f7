"""The page “New from an article”: an invented article, its register, and the fields of its form."""

from html.parser import HTMLParser

from tests.factories import MeasureFactory, SourceFactory, SubjectFactory, TopicFactory, UnitFactory

URL = "/admin/claims/claim/article/"
ADDRESS = "https://news.example.org/world/2024/03/14/flood?utm_source=mail"
ARTICLE = """Flood in Ruritania kills at least 38

By Maria Lopes
14 March 2024

At least 38 people were killed when a dam broke in Santa Rita, the Civil Guard said on Tuesday.

The ministry of Ruritania did not answer. Governor Ana Duarte confirmed that the dam of Santa Rita
had been closed to visitors.
"""


def registers() -> None:
    """Create all rows that the article names."""
    TopicFactory(slug="ruritania", name="Flood in Ruritania")
    person = UnitFactory(code="person", name="person", plural="people", dimension="persons")
    MeasureFactory(code="deaths", name="Deaths", default_unit=person)
    SubjectFactory(slug="santa-rita", name="Santa Rita")
    SourceFactory(slug="civil-guard", name="Civil Guard", kind="government")
    SourceFactory(slug="ana-duarte", name="Ana Duarte", kind="person")
    SourceFactory(slug="example-news", name="Example News").domains.create(host="example.org")


class Fields(HTMLParser):
    """Return the fields that a browser sends of the first form with ``text``, as name → value."""

    def __init__(self):
        super().__init__()
        self.data: dict[str, str] = {}
        self.area = self.select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name", "")
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.data[name] = given.get("value", "on")
        elif tag == "input" and name:
            self.data[name] = given.get("value") or ""
        elif tag == "textarea":
            self.area, self.data[name] = name, ""
        elif tag == "select":
            self.select, self.data[name] = name, ""
        elif tag == "option" and self.select and "selected" in given:
            self.data[self.select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.data[self.area] = self.data[self.area].removeprefix("\n")
            self.area = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.data[self.area] += data


def fields_of(response) -> dict[str, str]:
    """Return the fields that the page's form sends, without the button."""
    page = response.content.decode()
    parser = Fields()
    parser.feed(page[page.index("data-article-form") :])
    return {name: text for name, text in parser.data.items() if name and name != "step"}


def read(client, text: str = ARTICLE, url: str = ADDRESS):
    return client.post(URL, {"step": "read", "pasted": text, "url": url})


def save(client, fields: dict[str, str], **changes):
    return client.post(URL, {**fields, **changes, "step": "save"})


def accept_all(fields: dict[str, str]) -> dict[str, str]:
    numbers = [name.split("-")[1] for name in fields if name.endswith("-statement")]
    return fields | {f"drafts-{number}-decision": "accept" for number in numbers}


def wanted(response) -> str:
    """Return the reasons of a refusal."""
    return " ".join(need["message"] for need in response.context["needs"])
