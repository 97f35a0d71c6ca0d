"""Settings: everything from the environment, safe by default (`docs/operations.md` lists the variables)."""

from csp.constants import SELF

from yilu.config.environment import HOME, env, field_keys, person_key, pretended_today, secret_key

DEBUG = env.bool("YILU_DEBUG", default=False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("YILU_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("YILU_ORIGINS", default=[])

YILU_HOME = HOME
YILU_FIELD_KEYS = field_keys()
YILU_PERSON_KEY = person_key()
YILU_TODAY = pretended_today()
YILU_DEMO = env.bool("YILU_DEMO", default=False)  # says "synthetic" on every page
YILU_REQUIRE_TOTP = env.bool("YILU_REQUIRE_TOTP", default=True)  # for regulators and headquarters
YILU_BEHIND_PROXY = env.bool("YILU_BEHIND_PROXY", default=False)  # our own proxy says who asks, and over what
YILU_UPLOAD_LIMIT_MB = env.int("YILU_UPLOAD_LIMIT_MB", default=50)
YILU_DURABILITY = env.str("YILU_DURABILITY", default="")  # words that let it serve on a store that may lose reports

# Ways out of the house (`yilu.messages`); what is empty is closed. Robots post nowhere but to their vendor's address.
YILU_PUBLIC_URL = env.str("YILU_PUBLIC_URL", default="").rstrip("/")  # for links in what goes outside
YILU_ROBOTS = {
    "dingtalk": env.str("YILU_DINGTALK_URL", default="https://oapi.dingtalk.com").rstrip("/"),
    "wecom": env.str("YILU_WECOM_URL", default="https://qyapi.weixin.qq.com").rstrip("/"),
    "feishu": env.str("YILU_FEISHU_URL", default="https://open.feishu.cn").rstrip("/"),
}
YILU_SMS_URL = env.str("YILU_SMS_URL", default="")
YILU_SMS_AUTHORIZATION = env.str("YILU_SMS_AUTHORIZATION", default="")
YILU_SMS_BODY = env.str("YILU_SMS_BODY", default='{"phone": "{phone}", "text": "{text}", "key": "{key}"}')
YILU_SMS_IDEMPOTENT = env.bool("YILU_SMS_IDEMPOTENT", default=False)  # the gateway drops a repeated Idempotency-Key
YILU_EMAIL_URL = env.str("YILU_EMAIL_URL", default="")
vars().update(env.email_url("YILU_EMAIL_URL") if YILU_EMAIL_URL else {})
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("YILU_EMAIL_FROM", default="yilu@localhost")

INSTALLED_APPS = [
    "yilu.accounts",  # before allauth: its sign-in pages are ours
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "yilu.core",
    "yilu.audit",
    "yilu.territory",
    "yilu.network",
    "yilu.messages",
    "yilu.tasks",
    "yilu.directives",
    "yilu.norms",
    "yilu.people",
    "yilu.operations",
    "yilu.filings",
    "yilu.supplies",
    "yilu.rosters",
    "yilu.inspections",
    "yilu.coverage",
    "yilu.plans",
    "yilu.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yilu.core.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yilu.accounts.middleware.SeenSessions",
    "yilu.accounts.middleware.Gate",
    "yilu.core.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yilu.config.urls"
WSGI_APPLICATION = "yilu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yilu.desk.context.page",
            ],
            "builtins": ["yilu.core.templatetags.yilu"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'yilu.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Each serving thread keeps its connection: opening one reads the whole schema.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL: what was acknowledged survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
        "PRAGMA mmap_size=268435456",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4}
    # On the disks of today a page from anywhere costs hardly more than the next one: indexes are used sooner.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c random_page_cost=1.1")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "yilu_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(HOME / "files")},
    },
    "staticfiles": {"BACKEND": "yilu.desk.assets.Assets"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "yilu.core.uploads.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "yilu.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "yilu.accounts.sign_in_forms.SignInForm",
    "change_password": "yilu.accounts.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "yilu.accounts.sign_in_forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # addresses are encrypted; nobody is found by one
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Codes of the second factor; passwords are left to axes, which locks out in the database, across processes.
# A limit by address would stop an office that signs in behind one address at half past eight.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/15m/key"}
MFA_ADAPTER = "yilu.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "yilu.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "yilu.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "yilu.accounts.sign_in_forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Yilu 驿路"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s either way: clocks of phones drift
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yilu.accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "yilu.accounts.addresses.address_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_SERIALIZER = "yilu.accounts.sessions.Sealed"
HTTPS = env.bool("YILU_HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if YILU_BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("YILU_LOG_LEVEL", default="INFO")},
    "loggers": {"django_tasks_db": {"level": "WARNING"}},  # it says twice a second that there is nothing to do
}
