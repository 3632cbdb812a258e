"""Pages are served over WSGI (DESIGN: five to ten times the requests of ASGI on the same cores)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congso.config.settings")
application = get_wsgi_application()
