from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "congso.tasks"
    label = "tasks"
