"""Claims from a file: read by a declared mapping, checked in a dry run, approved as a batch."""
