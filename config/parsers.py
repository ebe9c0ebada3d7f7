"""Reading a request's JSON: one meaning for each body, and no body that takes the server down."""

import codecs
import json

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

# Far above any claim; large enough that a field that is too long is refused by its name.
MAX_BYTES = 16 * 1024 * 1024


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = "The body is larger than this address reads."


class StrictJSONParser(JSONParser):
    """JSON without NaN or Infinity, without doubled names, and of bounded size and depth."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise TooLarge()
        encoding = (parser_context or {}).get("encoding", "utf-8")
        try:
            codecs.lookup(encoding)
            return json.loads(
                body.decode(encoding),
                parse_constant=refuse_constant,
                object_pairs_hook=refuse_doubles,
            )
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except (ValueError, LookupError) as error:
            raise ParseError(f"The body is not valid JSON: {error}") from error


def refuse_constant(name: str):
    raise ValueError(f"{name} is not a number in JSON")


def refuse_doubles(pairs: list[tuple]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” is given twice")
    return found
