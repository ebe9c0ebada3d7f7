from sources.admin import document, evidence, grade, source

__all__ = ["document", "evidence", "grade", "source"]
