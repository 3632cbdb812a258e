"""The live process: server-sent events to browsers, `python -m congso.kernel.live_server`.

Small and apart from the pages, because ten thousand open streams are nothing to asyncio and a burden to anything that
gives each a thread. It reads Django's settings and tables, and imports none of Django's machinery besides.
"""
