from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler


class ProblemFormatter(ExceptionFormatter):
    pass


class ProblemHandler(ExceptionHandler):
    pass
