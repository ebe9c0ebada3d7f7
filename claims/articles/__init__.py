"""From what was read in an article (``claims.reading``) to drafts: matched with the registers, and
stored through the verbs, all of them or none."""
