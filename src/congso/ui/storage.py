"""Static files with hashed names; in our own ES modules the imports of one another are rewritten too.

Django's switch for that reads every script, also those of packages that import files they do not ship.
"""

from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_MODULES: Any = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    patterns: Any = (*HashedFilesMixin.patterns, ("ui/js/*.js", _MODULES[1]))
