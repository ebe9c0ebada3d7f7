"""The Ukrainian words of written values, each with the meaning of an English word.

Number words are given in the cases that follow a comparator; ``NUMBERS`` translates them into
English number words. All words are in lower case, with a straight apostrophe.
"""

from claims.rules.values.vague import FEW, FIGURES, LARGE, PLURALS, times

_MORE = "більш ніж за|більше ніж за|більше|більше ніж|більше за|більше як|більш як|більш ніж"
_LESS = "менш ніж за|менше ніж за|менше|менше ніж|менше за|менше як|менш як|менш ніж"


def _each(prefixes: str, words: str) -> list[str]:
    return [f"{prefix} {word}" for prefix in prefixes.split("|") for word in words.split("|")]


IN_FRONT = {
    "eq": ["рівно", "точно"],
    "approx": "близько|приблизно|орієнтовно|десь|біля|коло|десь близько|за оцінками".split("|"),
    "nearly": [*"майже|без малого|трохи не".split("|"), *_each("трохи|ледь|дещо", _LESS)],
    "just_over": [*_each("трохи|ледь|дещо", _MORE), "трохи понад"],
    "gt": ["понад", "значно понад", *_MORE.split("|"), *_each("значно|набагато", _MORE)],
    "gte": ["щонайменше", "принаймні", "мінімум", "як мінімум", *_each("не", _LESS)],
    "lt": [*_LESS.split("|"), *_each("значно|набагато", _LESS)],
    "lte": ["щонайбільше", "максимум", "аж до", "не перевищує", *_each("не", _MORE)],
}
BEHIND = {
    "approx": ["або близько того"],
    "gte": ["або більше", "і більше", "чи більше", "щонайменше"],
    "lte": ["або менше", "чи менше", "максимум"],
}
SIGNS = {
    "b": ["між"],
    "f": ["від", "з"],
    "t": ["до"],
    "&": ["і", "й", "та"],
    "j": ["але", "проте", ", але"],
    "J": ["або", "чи", "а то й", ", а то й", "або навіть", ", можливо"],
    "m": ["мінус"],
    "e": ["лише", "тільки", "загалом", "всього", "усього", "вже", "уже", "аж"],
    "l": "збиток|збиток у|збитки|збитки у|збитки в|збитку|збитків".split("|"),
}
ZERO = "нуль|нуля|жоден|жодного|жодної|жодних|ніхто|нікого|ніяких".split("|")
FRACTIONS = {
    (1, 2): "половина|половини|половину",
    (1, 3): "третина|третини|третину",
    (2, 3): "дві третини|двох третин",
    (1, 4): "чверть|чверті",
    (3, 4): "три чверті|трьох чвертей",
    (1, 5): "п'ята частина|п'ятої частини|п'яту частину",
    (1, 10): "десята частина|десятої частини|десяту частину",
}
# Words in the dictionary of English number words, with their cases.
NUMBERS = {
    "one": "один одна одне одного однієї одну",
    "two": "два дві двох двоє",
    "three": "три трьох троє",
    "four": "чотири чотирьох четверо",
    "five": "п'ять п'яти п'ятьох п'ятеро",
    "six": "шість шести шістьох шестеро",
    "seven": "сім семи сімох семеро",
    "eight": "вісім восьми вісьмох восьмеро",
    "nine": "дев'ять дев'яти дев'ятьох дев'ятеро",
    "ten": "десять десяти десятьох десятеро десяток десятка",
    "eleven": "одинадцять одинадцяти",
    "twelve": "дванадцять дванадцяти",
    "thirteen": "тринадцять тринадцяти",
    "fourteen": "чотирнадцять чотирнадцяти",
    "fifteen": "п'ятнадцять п'ятнадцяти",
    "sixteen": "шістнадцять шістнадцяти",
    "seventeen": "сімнадцять сімнадцяти",
    "eighteen": "вісімнадцять вісімнадцяти",
    "nineteen": "дев'ятнадцять дев'ятнадцяти",
    "twenty": "двадцять двадцяти",
    "thirty": "тридцять тридцяти",
    "forty": "сорок сорока",
    "fifty": "п'ятдесят п'ятдесяти півсотні",
    "sixty": "шістдесят шістдесяти",
    "seventy": "сімдесят сімдесяти",
    "eighty": "вісімдесят вісімдесяти",
    "ninety": "дев'яносто дев'яноста",
    "a hundred": "сто ста",
    "two hundred": "двісті двохсот",
    "three hundred": "триста трьохсот",
    "four hundred": "чотириста чотирьохсот",
    "five hundred": "п'ятсот п'ятисот",
    "six hundred": "шістсот шестисот",
    "seven hundred": "сімсот семисот",
    "eight hundred": "вісімсот восьмисот",
    "nine hundred": "дев'ятсот дев'ятисот",
    "half a": "пів",
    "half a dozen": "півдюжини",
    "half a million": "півмільйона",
    "half a billion": "півмільярда",
    "one and a half": "півтора півтори",
}
TENS = {
    "twenty": "два десятки|двох десятків",
    "thirty": "три десятки|трьох десятків",
    "forty": "чотири десятки|чотирьох десятків",
    "fifty": "п'ять десятків|п'яти десятків",
    "and a half": "з половиною",
}
# These stand behind a number, or for one of them: “тисяча” is a thousand.
SCALES = {
    "dozen": "дюжина дюжини дюжин дюжину",
    "hundred": "сотня сотні сотень сотню",
    "thousand": "тисяча тисячі тисяч тисячу тис тис.",
    "million": "мільйон мільйона мільйони мільйонів млн млн.",
    "billion": "мільярд мільярда мільярди мільярдів млрд млрд.",
    "trillion": "трильйон трильйона трильйони трильйонів трлн трлн.",
}
_PLURALS = {"tens": "десятки", "dozens": "дюжини", "scores": "двадцятки", "hundreds": "сотні"}
_OF_PLURALS = {"tens": "десятків", "dozens": "дюжин", "scores": "двадцяток", "hundreds": "сотень"}
_LARGE = {
    "thousand": ("тисячі", "тисяч"),
    "million": ("мільйони", "мільйонів"),
    "billion": ("мільярди", "мільярдів"),
    "trillion": ("трильйони", "трильйонів"),
}
_FEW = {"several": "кілька", "a few": "кілька", "a handful": "жменька"}
_FIGURES = "одно дво три п'яти шести семи восьми дев'яти".split()


def _spoken():
    """Yield the bounds of every English vague count with Ukrainian words."""
    scales = {"": 1, "десятків": 10, "дюжин": 12, "двадцяток": 20, "сотень": 100}
    for name, (words, of) in _LARGE.items():
        scale = LARGE[name]
        yield (2 * scale, 10 * scale), words
        scales |= {of: scale, f"десятків {of}": 10 * scale, f"сотень {of}": 100 * scale}
        for plural, many in _PLURALS.items():
            yield times(PLURALS[plural], scale), f"{many} {of}"
    for plural, many in _PLURALS.items():
        yield PLURALS[plural], many
    for english, few in _FEW.items():
        for word, scale in scales.items():
            yield times(FEW[english], scale), f"{few} {word}".strip()
    for bounds, digits in zip(FIGURES.values(), _FIGURES, strict=True):
        yield bounds, f"{digits}цифрове число"


SPOKEN = dict(_spoken())


def _spellings():
    """Yield what is read: the words above, their genitive, and short forms of the scales."""
    yield from ((words, bounds) for bounds, words in SPOKEN.items() if "кілька" not in words)
    for plural, many in _OF_PLURALS.items():
        yield many, PLURALS[plural]
        for name, (_words, of) in _LARGE.items():
            yield f"{many} {of}", times(PLURALS[plural], LARGE[name])
    short = {"тис.": "тисяч", "тис": "тисяч", "млн": "мільйонів", "млрд": "мільярдів"}
    for bounds, words in SPOKEN.items():
        if not words.startswith("кілька") or bounds[1] / bounds[0] < 3:
            continue
        for several in ("кілька", "декілька", "кількох", "декількох"):
            said = words.replace("кілька", several)
            yield said, bounds
            yield from ((said.replace(of, s), bounds) for s, of in short.items() if of in said)
        if words.startswith("кілька сотень"):
            yield words.replace("кілька сотень", "кількасот"), bounds


VAGUE = dict(_spellings())
# Further spellings of a unit, by its dimension if it counts people, else by its currency or symbol.
UNITS = {
    "persons": ("осіб", "особи", "людей", "людини", "чоловік", "військових", "солдатів"),
    "UAH": ("гривень", "гривні", "гривня", "грн", "грн."),
    "USD": ("доларів сша", "долари сша", "доларів", "долари", "долар", "дол.", "дол"),
    "EUR": ("євро",),
    "%": ("відсотків", "відсотки", "відсотка", "відсоток"),
}
