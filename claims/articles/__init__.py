"""An article becomes drafts, matched with the registers and stored all together or not at all."""
