"""How front-end files are stored: named by their content, compressed, without what no page asks for."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Maps for debuggers, and what packages bring along that no page of ours loads.
UNUSED = ["*.map", "redoc*", "django_htmx", "*.txt"]

_CSS, _REWRITTEN = CompressedManifestStaticFilesStorage.patterns[0]


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites addresses in style sheets only: what notes say of debuggers' maps stays, the maps are not served."""

    patterns = ((_CSS, tuple(p for p in _REWRITTEN if "sourceMappingURL" not in str(p))),)
    keep_only_hashed_files = True
