"""Add verdicts on alleged origins, and the channels through which they spoke."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sources.database.triggers import KeepingTriggers, also_append_only

PUBLICATION_SOURCE = (
    "id publication_id source_id document_id role status designation source_kind source_country "
    '"on" published_from verification_status is_notice'
)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_search"),
        ("sources", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        KeepingTriggers(
            [
                migrations.RemoveConstraint(
                    model_name="citation",
                    name="citation_status_is_known",
                ),
                migrations.RemoveConstraint(
                    model_name="claim",
                    name="claim_attribution_status_is_known",
                ),
                migrations.RemoveConstraint(
                    model_name="publication",
                    name="publication_attribution_status_is_known",
                ),
                migrations.RemoveConstraint(
                    model_name="publicationsource",
                    name="publication_source_status_is_known",
                ),
                migrations.RemoveConstraint(
                    model_name="sourcecheck",
                    name="source_check_status_is_a_finding",
                ),
                migrations.AddField(
                    model_name="hop",
                    name="channel",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("own_site", "Its own website"),
                            ("press_release", "Press release"),
                            ("briefing", "Press briefing"),
                            ("speech", "Speech"),
                            ("interview", "Interview"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("social_media", "Social media"),
                            ("state_media", "State media"),
                            ("broadcast", "Broadcast"),
                            ("spokesperson", "Spokesperson"),
                            ("testimony", "Testimony"),
                            ("publication", "Book, paper or report"),
                        ],
                        help_text="Where the words of this source came out: a briefing, an e-mail, state media.",
                        max_length=16,
                    ),
                ),
                migrations.AddField(
                    model_name="publicationsource",
                    name="verdict",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("withdrew", "Said it, and withdrew it"),
                            ("denied", "Denies having said it"),
                            ("said", "Said it"),
                            ("says_otherwise", "Says otherwise"),
                            ("misattributed", "Did not say it"),
                            ("reported", "Is reported to have said it"),
                            ("cannot_be_told", "Cannot be told"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddField(
                    model_name="sourcecheck",
                    name="origin",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
                migrations.AddField(
                    model_name="sourcecheck",
                    name="says",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                migrations.AlterField(
                    model_name="citation",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("unchecked", "Not checked"),
                            ("secondhand", "Second-hand"),
                            ("original_seen", "Original seen"),
                            ("confirmed_by_origin", "Confirmed by the origin"),
                            ("says_otherwise", "The origin says otherwise"),
                            ("misattributed", "Misattributed"),
                            ("denied_by_origin", "Denied by the origin"),
                            ("origin_unknown", "Origin unknown"),
                            ("inaccessible", "Not accessible"),
                        ],
                        default="unchecked",
                        editable=False,
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="claim",
                    name="attribution_status",
                    field=models.CharField(
                        choices=[
                            ("unchecked", "Not checked"),
                            ("secondhand", "Second-hand"),
                            ("original_seen", "Original seen"),
                            ("confirmed_by_origin", "Confirmed by the origin"),
                            ("says_otherwise", "The origin says otherwise"),
                            ("misattributed", "Misattributed"),
                            ("denied_by_origin", "Denied by the origin"),
                            ("origin_unknown", "Origin unknown"),
                            ("inaccessible", "Not accessible"),
                        ],
                        default="unchecked",
                        editable=False,
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="publication",
                    name="attribution_status",
                    field=models.CharField(
                        choices=[
                            ("unchecked", "Not checked"),
                            ("secondhand", "Second-hand"),
                            ("original_seen", "Original seen"),
                            ("confirmed_by_origin", "Confirmed by the origin"),
                            ("says_otherwise", "The origin says otherwise"),
                            ("misattributed", "Misattributed"),
                            ("denied_by_origin", "Denied by the origin"),
                            ("origin_unknown", "Origin unknown"),
                            ("inaccessible", "Not accessible"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="publicationsource",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("unchecked", "Not checked"),
                            ("secondhand", "Second-hand"),
                            ("original_seen", "Original seen"),
                            ("confirmed_by_origin", "Confirmed by the origin"),
                            ("says_otherwise", "The origin says otherwise"),
                            ("misattributed", "Misattributed"),
                            ("denied_by_origin", "Denied by the origin"),
                            ("origin_unknown", "Origin unknown"),
                            ("inaccessible", "Not accessible"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcecheck",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("unchecked", "Not checked"),
                            ("secondhand", "Second-hand"),
                            ("original_seen", "Original seen"),
                            ("confirmed_by_origin", "Confirmed by the origin"),
                            ("says_otherwise", "The origin says otherwise"),
                            ("misattributed", "Misattributed"),
                            ("denied_by_origin", "Denied by the origin"),
                            ("origin_unknown", "Origin unknown"),
                            ("inaccessible", "Not accessible"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddIndex(
                    model_name="publicationsource",
                    index=models.Index(
                        condition=models.Q(("is_notice", False), ("published_until__isnull", True)),
                        fields=["verdict", "publication"],
                        name="naming_verdict_live",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="citation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unchecked",
                                    "secondhand",
                                    "original_seen",
                                    "confirmed_by_origin",
                                    "says_otherwise",
                                    "misattributed",
                                    "denied_by_origin",
                                    "origin_unknown",
                                    "inaccessible",
                                ],
                            )
                        ),
                        name="citation_status_is_known",
                        violation_error_code="citation_status_is_known",
                        violation_error_message="Status has to be one of: unchecked, secondhand, original_seen, confirmed_by_origin, says_otherwise, misattributed, denied_by_origin, origin_unknown, inaccessible.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claim",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "attribution_status__in",
                                [
                                    "unchecked",
                                    "secondhand",
                                    "original_seen",
                                    "confirmed_by_origin",
                                    "says_otherwise",
                                    "misattributed",
                                    "denied_by_origin",
                                    "origin_unknown",
                                    "inaccessible",
                                ],
                            )
                        ),
                        name="claim_attribution_status_is_known",
                        violation_error_code="claim_attribution_status_is_known",
                        violation_error_message="Attribution status has to be one of: unchecked, secondhand, original_seen, confirmed_by_origin, says_otherwise, misattributed, denied_by_origin, origin_unknown, inaccessible.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "own_site",
                                    "press_release",
                                    "briefing",
                                    "speech",
                                    "interview",
                                    "letter",
                                    "email",
                                    "social_media",
                                    "state_media",
                                    "broadcast",
                                    "spokesperson",
                                    "testimony",
                                    "publication",
                                    "",
                                ],
                            )
                        ),
                        name="hop_channel_is_known",
                        violation_error_code="hop_channel_is_known",
                        violation_error_message="Channel has to be one of: own_site, press_release, briefing, speech, interview, letter, email, social_media, state_media, broadcast, spokesperson, testimony, publication.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "attribution_status__in",
                                [
                                    "unchecked",
                                    "secondhand",
                                    "original_seen",
                                    "confirmed_by_origin",
                                    "says_otherwise",
                                    "misattributed",
                                    "denied_by_origin",
                                    "origin_unknown",
                                    "inaccessible",
                                ],
                            )
                        ),
                        name="publication_attribution_status_is_known",
                        violation_error_code="publication_attribution_status_is_known",
                        violation_error_message="Attribution status has to be one of: unchecked, secondhand, original_seen, confirmed_by_origin, says_otherwise, misattributed, denied_by_origin, origin_unknown, inaccessible.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicationsource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unchecked",
                                    "secondhand",
                                    "original_seen",
                                    "confirmed_by_origin",
                                    "says_otherwise",
                                    "misattributed",
                                    "denied_by_origin",
                                    "origin_unknown",
                                    "inaccessible",
                                ],
                            )
                        ),
                        name="publication_source_status_is_known",
                        violation_error_code="publication_source_status_is_known",
                        violation_error_message="Status has to be one of: unchecked, secondhand, original_seen, confirmed_by_origin, says_otherwise, misattributed, denied_by_origin, origin_unknown, inaccessible.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicationsource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "withdrew",
                                    "denied",
                                    "said",
                                    "says_otherwise",
                                    "misattributed",
                                    "reported",
                                    "cannot_be_told",
                                    "",
                                ],
                            )
                        ),
                        name="publication_source_verdict_is_known",
                        violation_error_code="publication_source_verdict_is_known",
                        violation_error_message="Verdict has to be one of: withdrew, denied, said, says_otherwise, misattributed, reported, cannot_be_told.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sourcecheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "secondhand",
                                    "original_seen",
                                    "confirmed_by_origin",
                                    "says_otherwise",
                                    "misattributed",
                                    "denied_by_origin",
                                    "origin_unknown",
                                    "inaccessible",
                                ],
                            )
                        ),
                        name="source_check_status_is_a_finding",
                        violation_error_code="source_check_status_is_a_finding",
                        violation_error_message="Status has to be one of: secondhand, original_seen, confirmed_by_origin, says_otherwise, misattributed, denied_by_origin, origin_unknown, inaccessible.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sourcecheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("says__isnull", False), ("status", "says_otherwise")),
                            models.Q(
                                models.Q(("status", "says_otherwise"), _negated=True),
                                ("says__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="source_check_names_what_the_origin_says",
                        violation_error_code="source_check_names_what_the_origin_says",
                        violation_error_message="A check that the origin says otherwise, and no other, names the claim with what it says.",
                    ),
                ),
            ]
        ),
        *also_append_only(
            "claims_publicationsource", PUBLICATION_SOURCE, "verdict", "published_until"
        ),
    ]
