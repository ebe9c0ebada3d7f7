"""Make tables append-only, and require that the unit of a value fits its measure."""

from django.db import migrations

from sources.database.triggers import append_only, refuse

PUBLICATION = (
    "id claim_id ref number event_id kind published_from statement claim_kind topic_id "
    "subject_id measure_id scope_id unit_id comparator lower lower_inclusive upper "
    "upper_inclusive as_of period_start period_end stated_at claimant_id attribution_status "
    "verification_status credibility independent_origins disinterested_origins band reliability "
    "is_interested independence search_text content content_sha256 series_id point"
)
PUBLICATION_SOURCE = (
    "id publication_id source_id document_id role status designation source_kind source_country "
    '"on" published_from verification_status is_notice'
)
CHANGE = "id kind at resource key publication_id event_id content"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        *append_only("claims_sourcecheck"),
        *append_only("claims_assessment"),
        *append_only("claims_evidence"),
        *append_only("claims_ruling"),
        *append_only("claims_event"),
        *append_only("claims_figurepolicy"),
        *append_only("claims_figuremember"),
        *append_only("claims_publication", columns=PUBLICATION, filled_later="published_until"),
        *append_only(
            "claims_publicationsource", columns=PUBLICATION_SOURCE, filled_later="published_until"
        ),
        *append_only("claims_change", columns=CHANGE, filled_later="position"),
        refuse(
            "claim_unit_has_the_dimension_of_its_measure",
            "claims_claim",
            "INSERT OR UPDATE",
            "(SELECT dimension FROM claims_unit WHERE id = NEW.unit_id) <> "
            "(SELECT dimension FROM claims_measure WHERE id = NEW.measure_id)",
            "The unit of a value has to have the dimension of the measure.",
        ),
    ]
