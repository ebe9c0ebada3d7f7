from sources.admin import document, grade, source, topic

__all__ = ["document", "grade", "source", "topic"]
