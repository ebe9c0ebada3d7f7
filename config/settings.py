"""Settings, for development by default.

With ``CORROBORATE_ENV=production``, the start fails if a required setting is missing. Every setting
is an environment variable; docs/operators/settings.md explains each one.
"""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import look

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return a variable that has to be one of the allowed words."""
    value = os.environ.get(name, "") or default
    if value not in allowed:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it has to be one of {', '.join(allowed)}."
        )
    return value


def number(name: str, default: int) -> int:
    """Return a variable that has to be a whole number from 0."""
    value = os.environ.get(name, "") or str(default)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be a whole number from 0.")
    return int(value)


MODES = ("development", "production")
PRODUCTION = choice("CORROBORATE_ENV", "development", MODES) == "production"


def required(name: str, development: str) -> str:
    """Return a variable that has to be set in production."""
    value = os.environ.get(name, "")
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"{name} has to be set in production.")
    return value or development


SECRET_KEY = required("SECRET_KEY", "for-development-only-" + "x" * 40)
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
# The author of the reviews in JSON-LD.
PUBLISHER_NAME = os.environ.get("PUBLISHER_NAME", "Corroborate")
DEBUG = not PRODUCTION and os.environ.get("DEBUG", "1") == "1"

DATABASES = {
    "default": dj_database_url.parse(
        required("DATABASE_URL", f"sqlite:///{VAR_DIR / 'corroborate.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if not os.environ.get("DATABASE_URL"):
    # Django 6 opens the database even for its checks, and SQLite does not create the folder.
    VAR_DIR.mkdir(exist_ok=True)
# Options in the query of the URL, such as sslmode or the folder of a socket, are added to these.
OPTIONS = {
    # IMMEDIATE, because select_for_update() does nothing on SQLite: a transaction takes the write
    # lock when it begins, so that no other one writes between its check and its write.
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=1073741824;PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;"
        # Without this, REPLACE would delete rows without running the triggers that refuse it.
        "PRAGMA recursive_triggers=ON;",
    },
    # Prepared statements: the API answers a claim twice as fast.
    "django.db.backends.postgresql": {"server_side_binding": True, "prepare_threshold": 2},
}
if DATABASES["default"]["ENGINE"] not in OPTIONS:
    raise ImproperlyConfigured("DATABASE_URL has to begin with postgresql:// or sqlite://.")
DATABASES["default"]["OPTIONS"] = {
    **OPTIONS[DATABASES["default"]["ENGINE"]],
    **DATABASES["default"].get("OPTIONS", {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "knox",
    "sources",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "claims.api.http.preconditions.ConditionalGetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sources.registers.recorded.remember_request",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# ``make demo`` sets this for its server: the first pages show the progress of the import.
if choice("DEMO_IMPORT", "0", ("0", "1")) == "1":
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("claims.demo.progress.context")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]

TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "config.formats"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# Much more than any claim or form needs. A text of 10 MB still reaches the check of its field,
# which names the field in its error.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
# The form of a claim with many citations and chains has many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION

# Whether people without an account may read the public record and its pages.
ANONYMOUS_READING = choice("ANONYMOUS_READING", "1", ("0", "1")) == "1"
# Requests per minute, in all processes together; 0: no limit. A token may have its own rate.
RATE_ANONYMOUS, RATE_CLIENT = number("RATE_ANONYMOUS", 300), number("RATE_CLIENT", 1200)
# The number of proxies in front of the server that add the client to X-Forwarded-For.
PROXIES = number("PROXIES", 1 if PRODUCTION else 0)
# Whether pages that claims cite are fetched from the network: docs/operators/link-checks.md.
FETCHING = choice("FETCHING", "0", ("0", "1")) == "1"
KNOX_TOKEN_MODEL = "claims.ApiToken"
# Without this, knox would create a table for its own model, which ``ApiToken`` replaces.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_PREFIX": "cor_", "AUTH_HEADER_PREFIX": "Bearer"}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.http.access.BearerAuthentication",
        "rest_framework.authentication.BasicAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.http.throttling.ClientThrottle"],
    "NUM_PROXIES": PROXIES,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["claims.api.http.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "claims.api.http.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["claims.api.http.parameters.StrictFilterBackend"],
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
    "URL_FORMAT_OVERRIDE": None,
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_FORMATTER_CLASS": "claims.api.http.errors.ProblemFormatter",
    "EXCEPTION_HANDLER_CLASS": "claims.api.http.errors.ProblemHandler",
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Corroborate",
    "DESCRIPTION": "Factual claims with who said them, through whom, and how far they hold.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "AssessmentMethod": "claims.rules.choices.ASSESSMENT_METHODS",
        "ChangeKind": "claims.rules.choices.CHANGE_KINDS",
        "CheckMethod": "claims.rules.choices.CHECK_METHODS",
        "ClaimKind": "claims.rules.choices.CLAIM_KINDS",
        "ClaimLinkKind": "claims.rules.choices.CLAIM_LINK_KINDS",
        "CodeEnum": "claims.api.schema.PROBLEM_CODES",
        "DatePrecision": "sources.models.document.PRECISIONS",
        "DocumentKind": "sources.models.document.DOCUMENT_KINDS",
        "InterestRole": "sources.models.link.INTEREST_ROLES",
        "LinkKind": "sources.models.link.LINK_KINDS",
        "MomentPrecision": "sources.models.document.MOMENT_PRECISIONS",
        "PublicationKind": "claims.rules.choices.PUBLICATION_KINDS",
        "RetractionReason": "claims.rules.choices.RETRACTION_REASONS",
        "ReinstatementReason": "claims.rules.choices.REINSTATEMENT_REASONS",
        "Relation": "claims.rules.choices.RELATIONS",
        "RelayDirection": "claims.api.shapes.findings.RELAY_DIRECTIONS",
        "ReviewState": "claims.rules.choices.REVIEW_STATES",
        "RulingKind": "claims.rules.choices.RULINGS",
        "SourceKind": "sources.models.source.SOURCE_KINDS",
        "SourceStatus": "claims.rules.choices.SOURCE_STATUSES",
        "SubjectKind": "claims.models.vocabulary.SUBJECT_KINDS",
        "WarningCode": "claims.rules.choices.WARNINGS",
    },
}

UNFOLD = look.UNFOLD

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without this, urllib3 logs a warning for every unusual header of a cited page.
    "loggers": {"urllib3": {"level": "ERROR"}},
}
