"""The English vocabulary of attribution lines, as news sites write them.

Only patterns; ``phrases``, ``names`` and ``line_reader`` use them. All of them run on short or
capped text, and none repeats inside a repetition over the same characters.
"""

import re

OUTLETS = frozenset({"news_agency", "news_outlet", "broadcaster", "social_channel"})

# Kinds by the words of a name, first match wins. Case matters: WHO is not who.
_KINDS = {
    "news_agency": r"Reuters|AFP|Agence France-Presse|AP|Associated Press|TASS|Interfax|UNIAN|"
    r"Ukrinform|Xinhua|Yonhap|Kyodo|DPA|dpa|EFE|ANSA|PAP|RIA Novosti|Anadolu|News Agency",
    "broadcaster": r"BBC|CNN|NHK|KBS|CBS|NBC|ABC News|DW|Deutsche Welle|Al Jazeera|Suspilne|"
    r"Sky News|Radio|TV|Television|Broadcasting",
    "news_outlet": r"NYT|WSJ|(?:News|Newspaper|Times|Post|Pravda|Herald|Tribune|Gazette|Journal|"
    r"Daily|Guardian|Telegraph|Observer|Chronicle|Economist|Kommersant|Bloomberg|Politico)$",
    "military": r"General Staff|Armed Forces|Army|Navy|Air Force|Brigade|Battalion|Command",
    "intelligence": r"Intelligence|Security Service|CIA|FSB|SBU|MI6|GUR",
    "court": r"Court|Tribunal",
    "intergovernmental": r"United Nations|UN|NATO|OSCE|IAEA|OCHA|WHO|UNICEF|World Health "
    r"Organi[sz]ation|European Commission|European Union|EU|World Bank|IMF",
    "government": r"Ministry|Department|Government|Kremlin|White House|Pentagon|Parliament|"
    r"Senate|Congress|Cabinet|Prosecutor|Police|Council|Administration|Office|Embassy|"
    r"(?:State|Emergency|\w+ State) (?:\w+ )?Service",
    "academic": r"University|College|School",
    "research": r"Institutes?|Institution|Centre|Center|Research|Observatory",
    "ngo": r"Watch|Amnesty|Red Cross|Red Crescent|Foundation|Association",
    "company": r"Inc|Ltd|LLC|Corp|Corporation|GmbH|PLC|Company|Bank|Holdings",
}
KIND_OF_NAME = {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for kind, words in _KINDS.items()}
# A name that begins or ends with one of these words is one organization, even with an "and".
INSTITUTION = (
    r"(?:Ministry|Department|Office|Institute|Institution|Cent(?:re|er)|Commission|Committee|"
    r"Council|Agency|Administration|Organi[sz]ation|Association|Service|Services|University|"
    r"School|Company|Corporation|Bank|Fund|Bureau|Board|Union|Society|Foundation|Embassy|Court)"
)

ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
# Words before an office that are not part of a name; with nations, "two senior US officials".
_COUNT = (
    r"(?i:the|an?)|its|own|former|senior|top|acting|deputy|official|unnamed|anonymous|several|"
    r"some|many|two|three|four|five|\d{1,4}"
)
_NATION = (
    r"US|UK|EU|American|British|French|German|Chinese|Turkish|Israeli|Western|Iraqi|Saudi|North|"
    r"South|[A-Z]\w{1,12}(?:ian|ean|ish|ese)"
)
COUNTS = re.compile(rf"^(?:(?:{_COUNT})(?:\s+|$))+")
QUALIFIERS = re.compile(rf"^(?:(?:{_COUNT}|{_NATION})(?:\s+|$))+")
# The place or time of the words, at the end of a phrase: "on Telegram", "in a statement".
VENUE = re.compile(
    r"(?:^|\s+)(?:(?:on|via|in|through|at|during)\s+(?:(?:its|his|her|their|the|an?|official)\s+){0,2}"
    r"(?:Facebook|Telegram|Twitter|X|Instagram|YouTube|WhatsApp|Truth Social|social media|website|"
    r"statement|press release|e-?mail|interview|briefing|press conference|"
    r"(?:evening|video|daily) address)"
    r"(?:\s+(?:page|channel|account|post))?|"
    r"(?:(?:who spoke|speaking) )?on (?:the )?condition of anonymity|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s*$",
    re.I,
)
CHANNEL = re.compile(r"['’]s?\s+(?:Facebook|Telegram|YouTube)(?: page| channel)?$")
LEAD = re.compile(
    r"^(?:an? |the |its )?(?:joint |latest |daily |official )?(?:(?P<own>investigation|inquiry)|"
    r"(?P<paper>statement|press release|report|announcement|decree|document|briefing)|"
    r"data|information|materials|figures|estimates?|analysis|study|survey|poll|post) "
    r"(?:by|from|of|at)\s+(?=\w)",
    re.I,
)
PAPERS = {
    "leaked_document": re.compile(r"\bleaked\b(?: \w+)?", re.I),
    "public_record": re.compile(
        r"\b(?:court|public|property) (?:documents?|records?|filings?|papers|register|registry)\b",
        re.I,
    ),
}

CLOAKED = re.compile(
    r"\b(?:condition of anonymity|anonymously|unnamed|unidentified|anonymous|familiar with|"
    r"(?:declined|asked not) to be (?:named|identified)|close to|briefed on|with knowledge of)\b",
    re.I,
)
OFFICIALS = re.compile(
    r"^(?:Officials|Diplomats|Officers|Lawmakers)\b|\b(?:officials|diplomats?|officers?|lawmakers|"
    r"official(?=$|,|\s+(?:at|in|from|of|with|on|who)\b))\b"
)
PEOPLE = re.compile(
    r"^(?:Sources|Insiders|People|Witnesses)\b(?!['’])|\b(?:sources?|insiders?|people|persons?|"
    r"individuals?|(?:eye)?witness(?:es)?|residents)\b"
)
OFFICE = re.compile(
    r"\b(?P<spokes>spokes(?:person|man|woman|people|men)|press secretary|"
    r"press (?:service|office|cent(?:re|er)))\b|"
    r"\b(?:(?:Prime |Foreign |Defen[cs]e |Interior )?Minister|"
    r"Secretary(?:[- ]General| of (?:State|Defen[cs]e))?|President|Leader|Governor|Mayor|"
    r"Ambassador|Chancellor|Commander(?:-in-Chief)?|Chief|Head|Director|Colonel|Advis[eo]r|"
    r"Chair(?:man|woman|person)?|Senator|MP|Analysts?|Experts?|Professor|Historian|Journalist|"
    r"Correspondent|Researchers?|Founder|CEO|"
    r"General(?=\s\w+\s\w)(?! (?:Staff|Assembly|Prosecutor|Directorate|Secretariat))|"
    r"official(?-i:(?=\s[A-Z])))\b(?!['’])|\b(?:Gen|Col|Lt|Maj|Dr|Prof|Sen)\.",
    re.I,
)
ENDS_IN_PREPOSITION = re.compile(r"\b(?:of|for|in|at|from|on|to)(?:\s+the)?\s*$")
BELONGS_TO = re.compile(r"\s+(?:(?:for|of|at|from|with|to)|in(?=\s+the\b))\s+")
# A description of the name before the comma: "Kommersant, a Russian daily".
ASIDE = re.compile(r"(?:an?|the) (?:[\w-]+ ){0,5}[\w-]+")
OUTLET_NOUN = re.compile(
    r"\b(?:(?P<news_agency>(?:news |state )?(?:news )?agency)|"
    r"(?P<broadcaster>broadcaster|radio station|(?:TV|television) (?:channel|station))|"
    r"(?P<social_channel>(?:Telegram |YouTube )?channel|blog)|"
    r"(?P<news_outlet>(?:news |media )?outlet|newspaper|daily|weekly|magazine|portal|publication|"
    r"(?:news )?(?:web)?site)|"
    r"(?P<research>think[ -]tank)|(?P<ngo>NGO|monitoring group|charity)|(?P<company>company|bank))"
    r"\b"
)

# Verbs with which an outlet reports words. Lower case only: "Says" may be part of a name.
SAID = re.compile(
    r"(?:,?\s+(?:who|which|that))?(?:\s+(?:also|has|have|had|then|first|earlier))*\s+"
    r"(?:reported|reports|said|says?|stated|states|wrote|writes|announced|announces|confirmed|"
    r"confirms|claimed|claims|believed?|believes|noted|notes|revealed|reveals|added|estimated|"
    r"estimates|found|posted|published|expressed|told (?:reporters|journalists))(?!\w)"
)
# Small words in names, without a capital.
SMALL = re.compile(r"of|for|the|and|in|on|at|to|an?|de|la|le|du|von|van|der|by|with|its")
# Words that open a sentence or an aside, but no name; WHO and IT in capitals may be names.
OPENER = re.compile(
    r"(?!(?-i:[A-Z]{2,})\b)(?:I|you|he|she|it|we|they|this|that|these|those|there|who|which|"
    r"meanwhile|however|earlier|later|also|in|on|at|by|for|from|with|after|before|during|since|"
    r"while|as|but|and|or|if)\b",
    re.I,
)
# A date alone: the line's time stamp, no source.
DATE = re.compile(
    r"(?:\s|[\d.,:/-]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|"
    r"June|July|August|September|October|November|December)+"
)
