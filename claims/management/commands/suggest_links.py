from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.models import Claim
from claims.related_claims import suggestions


class Command(BaseCommand):
    help = "Look for links between claims anew; adds what is new, takes nothing away."

    def add_arguments(self, parser):
        parser.add_argument("refs", nargs="*", metavar="REF", help="These claims; else all.")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="Who asks for it.")

    def handle(self, *args, refs: list[str], by: str, **options):
        person = get_user_model().objects.filter(username=by).first()
        if person is None:
            raise CommandError(f"There is nobody by the name of “{by}”.")
        claims = Claim.objects.exclude(review_state__in=("draft", *suggestions.GONE)).order_by("id")
        if refs:
            claims = claims.filter(ref__in=refs)
            missing = sorted(set(refs) - set(claims.values_list("ref", flat=True)))
            if missing:
                raise CommandError(f"Not submitted, or no such claim: {', '.join(missing)}.")
        count = 0
        for claim in claims.iterator(chunk_size=500):
            count += len(suggestions.suggest(claim, by=person, at=timezone.now()))
        self.stdout.write(f"Links suggested: {count}.")
