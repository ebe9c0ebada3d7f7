"""Read the demo's YAML files, and refuse an entry with a key that its kind does not have."""

from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


class EntryError(Exception):
    """A file of the demo cannot be read; the message names the file, the entry and the key."""


class Kind:
    """The keys of one kind of entry: needed ones, optional ones, and entries inside the entry."""

    def __init__(self, needed: str = "", optional: str = "", **parts: "Kind"):
        self.needed, self.parts = set(needed.split()), parts
        self.known = self.needed | set(optional.split()) | set(parts)

    def check(self, entry, where: str) -> None:
        """Check an entry and the entries inside it; a list is checked entry by entry."""
        if isinstance(entry, list):
            for number, item in enumerate(entry, start=1):
                name = item.get("key") if isinstance(item, dict) else None
                self.check(item, f"{where}, {name or number}")
            return
        if not isinstance(entry, dict):
            raise EntryError(f"{where}: this is not an entry with keys, but {entry!r}.")
        for key in entry.keys() - self.known:
            listed = ", ".join(sorted(self.known))
            raise EntryError(f"{where}: there is no key “{key}”; the keys are {listed}.")
        for key in self.needed - entry.keys():
            raise EntryError(f"{where}: the key “{key}” is missing.")
        for key in self.parts.keys() & entry.keys():
            self.parts[key].check(entry[key], f"{where}, {key}")


# The kind of a section that only maps names to names.
NAMES = None


def read(name: str, folder: Path = DATA, **sections: Kind | None) -> dict:
    """Return the sections of a file. Each is a list of entries, or entries by their names."""
    path = folder / name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeys)
    except yaml.YAMLError as error:
        raise EntryError(f"{name}: {error}") from error
    Kind(" ".join(sections)).check(data, name)
    for section, kind in sections.items():
        entries = data[section]
        if kind is not NAMES and isinstance(entries, list):
            kind.check(entries, f"{name}, {section}")
        elif kind is not NAMES:
            for key, entry in entries.items():
                kind.check(entry, f"{name}, {section}, {key}")
    return data


class UniqueKeys(yaml.SafeLoader):
    """A YAML loader that refuses a key that stands twice in one entry."""

    def compose_mapping_node(self, anchor):
        node = super().compose_mapping_node(anchor)
        keys = [key.value for key, _value in node.value]
        for key, _value in node.value:
            if keys.count(key.value) > 1:
                problem = f"the key “{key.value}” stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        return node
