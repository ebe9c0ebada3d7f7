from django.contrib import admin

from sources.admin.registry import RegistryAdmin
from sources.models import Topic


@admin.register(Topic)
class TopicAdmin(RegistryAdmin):
    list_display = ["name", "slug", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    ordering = ["name", "id"]
    fields = ["name", "slug", "parent"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]
    set_once = ("slug",)
