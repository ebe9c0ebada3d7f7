"""The words of written values, a module for each language besides English."""
