"""The sentence that says a claim, in any language that has a catalogue.

``say`` composes it from plain parts, and ``read`` finds the parts in a public document. A language
orders whole clauses anew: no fragment of its grammar stands in the code.
"""

from .parts import Day, Name, Other, Parts, Period, Said, Unit, Voice, is_whole, read
from .sentence import Note, say, say_answer, say_document, say_nothing, say_retraction, say_value
from .tongue import LANGUAGES, N_, SOURCE_LANGUAGE, Tongue, in_language, plural_forms, primary
