from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "congso.files"
    label = "files"
