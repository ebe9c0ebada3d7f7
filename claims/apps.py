from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self):
        from claims.changes.entries import on_edited
        from claims.desk.quotes import on_captured
        from claims.desk.reassessment import on_sources_changed
        from sources.changes import document_captured, entry_edited, sources_changed

        sources_changed.connect(on_sources_changed)
        entry_edited.connect(on_edited)
        document_captured.connect(on_captured)
        post_migrate.connect(keep_roles, sender=self)


def keep_roles(apps=installed_apps, using="default", **kwargs):
    """Give each role's group the permissions in ``claims/rules/roles.py``, and no others.

    Groups of other names stay as they are. Where everything is as the file says, nothing is
    written. ``flush`` sends no ``apps``.
    """
    from claims.rules.roles import ROLES, permissions

    try:
        apps.get_model("claims", "Claim")
    except LookupError:  # The app was migrated away.
        return
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    Grant = Group.permissions.through
    ids = dict(Group.objects.using(using).filter(name__in=ROLES).values_list("name", "pk"))
    for name in ROLES.keys() - ids:
        ids[name] = Group.objects.using(using).create(name=name).pk
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    wanted = {
        (ids[name], known[permission])
        for name in ROLES
        for permission in permissions(name) & known.keys()
    }
    grants = Grant.objects.using(using)
    rows = grants.filter(group__in=ids.values()).values_list("group", "permission", "pk")
    given = {(group, permission): pk for group, permission, pk in rows}
    grants.filter(pk__in=[given[pair] for pair in given.keys() - wanted]).delete()
    missing = sorted(wanted - given.keys())
    grants.bulk_create([Grant(group_id=one, permission_id=other) for one, other in missing])
