"""The page of a figure: the answer, the picture, and the evidence to judge them."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.drawing import Line, Point
from claims.drawing.chart import MOST_LINES
from claims.figures import answers, running_counts
from claims.models import Figure, Series
from claims.pages import counts
from claims.pages.evidence import badge, evidence
from claims.pages.public_page import public_page
from claims.pages.query import Asked, ask
from claims.record import visibility
from claims.rules.figures import POLICIES, Candidate
from claims.rules.values import COMPARATORS, OPEN_BELOW, Value
from claims.rules.verification import STATUSES

# Reasons of values that have no place on the axis of the answer, or are no longer asserted.
NOT_DRAWN = ("other_question", "excluded", "refuted", "undated")
MOST_ALTERNATIVES = MOST_REVISIONS = 40


@public_page
def figure_page(request: HttpRequest, slug: str) -> HttpResponse:
    asked = ask(request, "as_of", "known_at")
    related = ("measure__default_unit", "subject", "scope")
    figure = get_object_or_404(visibility.figures().select_related(*related), slug=slug)
    context = {"figure": figure, "asked": asked}
    if not asked.errors:
        found = answers.find(figure, as_of=asked.as_of, known_at=asked.known_at)
        if found is None:
            raise Http404
        context |= shown(figure, found, asked)
    elif answers.policy_at(figure, None) is None:
        raise Http404
    return render(request, "claims/pages/figure.html", context, status=asked.status)


def shown(figure: Figure, told: answers.Told, asked: Asked) -> dict:
    answer, policy = told.answer, told.policy
    drawn = in_the_picture(told)
    factors = running_counts.unit_factors()
    pks = list(dict.fromkeys(candidate.series for candidate in drawn if candidate.series))
    series = Series.objects.select_related("measure__default_unit").in_bulk(pks[:MOST_LINES])
    clocks = {"until": asked.as_of, "known_at": asked.known_at}
    read = [counts.read(row, **clocks, factors=factors) for row in series.values()]
    revisions = counts.numbered(read)
    numbers = {revision.after.ref: number for number, _count, revision in revisions}
    used = [candidate.ref for candidate in answer.used]
    lines = [
        (counts.line_of(count, factors, revisions=numbers, answers=used), count.points)
        for count in sorted(read, key=lambda count: count.series.pk != policy.series_id)
    ]
    per = figure.measure.default_unit.factor_to_base
    lines += others(drawn, told, factors, per, used)
    own = answer_line(answer, per) if POLICIES[policy.policy].draws_on_all else None
    return {
        "answer": answer,
        "policy": policy,
        "policy_words": POLICIES[policy.policy].words,
        "picture": counts.pictures(
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
        "drawn_series": [count.series for count in read],
    }


def with_answer(lines: list[Line], own: Line | None) -> list[Line]:
    """Return the lines with the answer among the drawn ones, after the lines of series."""
    room = MOST_LINES - 1
    return [*lines[:room], own, *lines[room:]] if own else lines


def in_the_picture(told: answers.Told) -> list[Candidate]:
    """Return the values that can stand on one axis with the answer, the answer first."""
    drawn = [other.candidate for other in told.answer.alternatives if other.reason not in NOT_DRAWN]
    return [candidate for candidate in (*told.answer.used, *drawn) if candidate.time]


def others(
    drawn: Sequence[Candidate], told: answers.Told, factors, per, used
) -> list[tuple[Line, list[dict]]]:
    """Return the values outside all series, as one line of separate points for each claimant."""
    by_claimant: dict[tuple, list[Candidate]] = {}
    for candidate in drawn:
        if candidate.series is None:
            by_claimant.setdefault(candidate.line, []).append(candidate)
    lines = []
    for candidates in by_claimant.values():
        candidates.sort(key=lambda candidate: (candidate.time.last, candidate.ref))
        documents = [told.documents[candidate.ref] for candidate in candidates]
        points = [
            counts.point_of(
                one.ref, document["value"], one.time, factors, per, is_answer=one.ref in used
            )
            for one, document in zip(candidates, documents, strict=True)
        ]
        names = [source["name"] for source in documents[-1]["claimants"]]
        name = " and ".join(names) or "Origin not known"
        lines.append((Line(name, points, is_joined=False), documents))
    return lines


def answer_line(answer, per) -> Line | None:
    """Return an answer that is a range between values, or the median, as a point."""
    if answer.value is None or answer.time is None:
        return None
    value: Value = answer.value
    bounds = answer.interval
    lower = None if value.comparator in OPEN_BELOW else bounds.lower
    amount = value.amount if value.amount is None else value.amount * answer.unit.factor
    point = Point(
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
    return Line("The answer", [point], is_joined=False)


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
