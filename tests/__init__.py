import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Whether the walks, the killed processes and what else looks for faults go on for long.
IS_LONG = "FAULTS" in os.environ
