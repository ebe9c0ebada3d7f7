from sources.admin import capture, document, grade, source, topic
