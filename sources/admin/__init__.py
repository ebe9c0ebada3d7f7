from sources.admin import capture, document, grade, source, topic

__all__ = ["capture", "document", "grade", "source", "topic"]
