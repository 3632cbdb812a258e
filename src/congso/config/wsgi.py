"""Pages are served over WSGI (DESIGN: five to ten times the requests of ASGI on the same cores); the hub's calls pass by what pages need."""

import os

from django.core.wsgi import get_wsgi_application

from congso.exchange.hub.front import in_front_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congso.config.settings")
application = in_front_of(get_wsgi_application())
