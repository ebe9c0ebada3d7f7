"""The page of a figure: the answer, the picture, and everything that it takes to weigh it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.drawing import Line, Point
from claims.drawing.chart import MOST_LINES
from claims.figures import answers
from claims.models import Figure, Series
from claims.pages import counts
from claims.pages.charts import pictures
from claims.pages.evidence import badge, evidence
from claims.pages.public_page import public_page
from claims.pages.query import Asked, ask
from claims.record import visibility
from claims.rules.figures import POLICIES, Candidate
from claims.rules.values import COMPARATORS, OPEN_BELOW, Value
from claims.rules.verification import STATUSES

# What has no place on the axis of the answer, or is no longer held.
NOT_DRAWN = ("other_question", "excluded", "refuted", "undated")
MOST_ALTERNATIVES = 40
MOST_REVISIONS = 40


@public_page
def figure_page(request: HttpRequest, slug: str) -> HttpResponse:
    asked = ask(request, "as_of", "known_at")
    figure = figure_of(slug)
    context = {"figure": figure, "asked": asked}
    if not asked.errors:
        told = answers.find(figure, as_of=asked.as_of, known_at=asked.known_at)
        if told is None:
            raise Http404
        context |= shown(figure, told, asked)
    elif answers.policy_at(figure, None) is None:
        raise Http404
    return render(request, "claims/pages/figure.html", context, status=asked.status)


def figure_of(slug: str) -> Figure:
    related = ("measure__default_unit", "subject", "scope")
    found = visibility.figures().select_related(*related).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def shown(figure: Figure, told: answers.Told, asked: Asked) -> dict:
    answer, policy = told.answer, told.policy
    drawn = in_the_picture(told)
    factors = counts.unit_factors()
    series = Series.objects.select_related("measure__default_unit").in_bulk(
        list(dict.fromkeys(one.series for one in drawn if one.series))[:MOST_LINES]
    )
    found = [
        counts.read(one, until=asked.as_of, known_at=asked.known_at, factors=factors)
        for one in series.values()
    ]
    revisions = counts.numbered(found)
    numbers = {revision.after.ref: number for number, _count, revision in revisions}
    used = [candidate.ref for candidate in answer.used]
    lines = [
        (counts.line_of(count, factors, revisions=numbers, answers=used), count.points)
        for count in sorted(found, key=lambda count: count.series.pk != policy.series_id)
    ]
    lines += others(drawn, told, figure, factors, used)
    per = figure.measure.default_unit.factor_to_base
    own = answer_line(answer, per) if POLICIES[policy.policy].draws_on_all else None
    return {
        "answer": answer,
        "policy": policy,
        "policy_words": POLICIES[policy.policy].words,
        "picture": pictures(
            with_answer([line for line, _points in lines], own),
            unit=figure.measure.default_unit.plural,
            title=figure.question,
        ),
        "tables": [counts.table(line, points) for line, points in lines[:MOST_LINES]],
        "revisions": revisions[-MOST_REVISIONS:][::-1],
        "revisions_in_all": len(revisions),
        "evidence": [evidence(told.documents[ref]) for ref in used],
        "alternatives": [alternative(one, told) for one in answer.alternatives[:MOST_ALTERNATIVES]],
        "more_alternatives": max(len(answer.alternatives) - MOST_ALTERNATIVES, 0),
        "conflicts": answer.conflicts,
        "drawn_series": [count.series for count in found],
    }


def with_answer(lines: list[Line], own: Line | None) -> list[Line]:
    """The lines with the answer among those that are drawn: a source keeps its dash and marker."""
    room = MOST_LINES - 1
    return [*lines[:room], own, *lines[room:]] if own else lines


def in_the_picture(told: answers.Told) -> list[Candidate]:
    """The values that can stand on one axis with the answer, the answer first."""
    found = [*told.answer.used]
    found += [one.candidate for one in told.answer.alternatives if one.reason not in NOT_DRAWN]
    return [candidate for candidate in found if candidate.time]


def others(
    drawn: Sequence[Candidate], told: answers.Told, figure: Figure, factors, used
) -> list[tuple[Line, list[dict]]]:
    """Values outside every series, one line of separate points for each claimant."""
    by_claimant: dict[tuple, list[Candidate]] = {}
    for candidate in drawn:
        if candidate.series is None:
            by_claimant.setdefault(candidate.line, []).append(candidate)
    per = figure.measure.default_unit.factor_to_base
    found = []
    for candidates in by_claimant.values():
        candidates.sort(key=lambda candidate: (candidate.time.last, candidate.ref))
        documents = [told.documents[candidate.ref] for candidate in candidates]
        names = [said["name"] for said in documents[-1]["claimants"]]
        points = [
            counts.point_of(
                candidate.ref,
                told.documents[candidate.ref]["value"],
                candidate.time,
                factors,
                per,
                is_answer=candidate.ref in used,
            )
            for candidate in candidates
        ]
        name = " and ".join(names) or "Origin not known"
        found.append((Line(name, points, is_joined=False), documents))
    return found


def answer_line(answer, per) -> Line | None:
    """An answer that is a range between values, or the middle one of several, as a point."""
    if answer.value is None or answer.time is None:
        return None
    value: Value = answer.value
    bounds = answer.interval
    lower = None if value.comparator in OPEN_BELOW else bounds.lower
    amount = value.amount if value.amount is None else value.amount * answer.unit.factor
    return Line(
        "The answer",
        [
            Point(
                first=answer.earliest.first,
                last=answer.time.last,
                text=answer.text,
                number=None if amount is None else float(amount / per),
                lower=None if lower is None else float(lower / per),
                upper=None if bounds.upper is None else float(bounds.upper / per),
                is_hollow=COMPARATORS[value.comparator].excludes_number,
                is_answer=True,
                is_kept=True,
            )
        ],
        is_joined=False,
    )


def alternative(other, told: answers.Told) -> dict:
    document = told.documents[other.candidate.ref]
    time = other.candidate.time
    relation = other.relation.sentence if other.relation else ""
    return {
        "ref": other.candidate.ref,
        "display": document["display"],
        "days": counts.days_words(time.first, time.last) if time else "day not known",
        "verification": badge(STATUSES[document["verification_status"]]),
        "sentence": other.sentence,
        "relation": "" if relation in other.sentence else relation,
        "measure": document["measure"],
    }
