from tests.record import a_record
from tests.worlds import world


@world
def the_record(db):
    """Three claims, of which the corrected one, in the middle, is linked to both of the others."""
    return a_record.record()
