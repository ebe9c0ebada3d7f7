"""The strict parser of JSON bodies. ``DATA_UPLOAD_MAX_MEMORY_SIZE`` limits their size."""

import json
from collections import Counter

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """JSON without NaN, Infinity, doubled names or extreme nesting."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read()
        encoding = (parser_context or {}).get("encoding", "utf-8")
        try:
            hooks = {"parse_constant": refuse_constant, "object_pairs_hook": refuse_doubles}
            return json.loads(body.decode(encoding), **hooks)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except (ValueError, LookupError) as error:
            raise ParseError(f"The body is not valid JSON: {error}") from error


def refuse_constant(name: str):
    raise ValueError(f"{name} is not a number in JSON")


def refuse_doubles(pairs: list[tuple]) -> dict:
    members = dict(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _value in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise ValueError(f"“{twice}” is given twice")
    return members
