import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Stays for good once used.', max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='sources.topic')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='topic_is_not_its_own_parent', violation_error_code='topic_is_not_its_own_parent', violation_error_message='A topic cannot be its own parent.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoricalTopic',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Stays for good once used.', max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.topic')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical topic',
                'verbose_name_plural': 'historical topics',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Names the source in the API; stays for good.', max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('in_sentence', models.CharField(blank=True, help_text='The name after “according to”, where it differs: “the General Staff of …”.', max_length=200)),
                ('kind', models.CharField(choices=[('news_agency', 'News agency'), ('news_outlet', 'News outlet'), ('broadcaster', 'Broadcaster'), ('social_channel', 'Social channel'), ('government', 'Government body'), ('military', 'Military'), ('intelligence', 'Intelligence service'), ('court', 'Court'), ('intergovernmental', 'Intergovernmental body'), ('ngo', 'Non-governmental organization'), ('research', 'Research body'), ('academic', 'Academic'), ('company', 'Company'), ('person', 'Person'), ('role', 'Role'), ('dataset', 'Data set'), ('other', 'Other')], max_length=20)),
                ('country', models.CharField(blank=True, help_text='Two capital letters (ISO 3166-1), or empty.', max_length=2)),
                ('homepage', models.URLField(blank=True, max_length=500)),
                ('description', models.TextField(blank=True, max_length=2000)),
                ('wikidata_id', models.CharField(blank=True, help_text='Such as Q846574.', max_length=16)),
                ('merged_into', models.ForeignKey(blank=True, help_text='A merged source redirects, takes no new citations, and stays.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='sources.source')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['news_agency', 'news_outlet', 'broadcaster', 'social_channel', 'government', 'military', 'intelligence', 'court', 'intergovernmental', 'ngo', 'research', 'academic', 'company', 'person', 'role', 'dataset', 'other'])), name='source_kind_is_known', violation_error_code='source_kind_is_known', violation_error_message='Kind has to be one of: news_agency, news_outlet, broadcaster, social_channel, government, military, intelligence, court, intergovernmental, ngo, research, academic, company, person, role, dataset, other.'),
                    models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='source_is_not_merged_into_itself', violation_error_code='source_is_not_merged_into_itself', violation_error_message='A source cannot be merged into itself.'),
                    models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='source_country_is_iso_3166', violation_error_code='source_country_is_iso_3166', violation_error_message='A country is two capital letters, such as UA.'),
                    models.CheckConstraint(condition=models.Q(('wikidata_id', ''), ('wikidata_id__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='source_wikidata_id_is_a_q_number', violation_error_code='source_wikidata_id_is_a_q_number', violation_error_message='A Wikidata id is a Q and a number, such as Q846574.'),
                    models.CheckConstraint(condition=models.Q(('name__trimmed_length__gt', 0)), name='source_has_a_name', violation_error_code='source_has_a_name', violation_error_message='A source needs a name.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSource',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Names the source in the API; stays for good.', max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('in_sentence', models.CharField(blank=True, help_text='The name after “according to”, where it differs: “the General Staff of …”.', max_length=200)),
                ('kind', models.CharField(choices=[('news_agency', 'News agency'), ('news_outlet', 'News outlet'), ('broadcaster', 'Broadcaster'), ('social_channel', 'Social channel'), ('government', 'Government body'), ('military', 'Military'), ('intelligence', 'Intelligence service'), ('court', 'Court'), ('intergovernmental', 'Intergovernmental body'), ('ngo', 'Non-governmental organization'), ('research', 'Research body'), ('academic', 'Academic'), ('company', 'Company'), ('person', 'Person'), ('role', 'Role'), ('dataset', 'Data set'), ('other', 'Other')], max_length=20)),
                ('country', models.CharField(blank=True, help_text='Two capital letters (ISO 3166-1), or empty.', max_length=2)),
                ('homepage', models.URLField(blank=True, max_length=500)),
                ('description', models.TextField(blank=True, max_length=2000)),
                ('wikidata_id', models.CharField(blank=True, help_text='Such as Q846574.', max_length=16)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('history_change_reason', models.TextField(null=True)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, help_text='A merged source redirects, takes no new citations, and stays.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical source',
                'verbose_name_plural': 'historical sources',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='sources.source')),
                ('name', models.CharField(max_length=200)),
                ('normalized', models.CharField(editable=False, error_messages={'unique': 'Another source already has this name.'}, max_length=220, unique=True)),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('normalized', ''), _negated=True), name='alias_has_letters', violation_error_code='alias_has_letters', violation_error_message='An alias needs a letter or a digit.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='sources.source')),
                ('host', models.CharField(help_text='Lower-case, without www: pravda.com.ua', max_length=253, unique=True)),
            ],
            options={
                'ordering': ['host'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('host', django.db.models.functions.text.Lower('host')), ('host__contains', '.'), models.Q(('host__startswith', 'www.'), _negated=True), models.Q(('host__contains', '/'), _negated=True), models.Q(('host__contains', ' '), _negated=True)), name='domain_host_is_bare_and_lower_case', violation_error_code='domain_host_is_bare_and_lower_case', violation_error_message='A host is lower-case, without www, scheme or path, such as pravda.com.ua.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publisher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='sources.source')),
                ('url', models.URLField(help_text='The address as it was found.', max_length=2000)),
                ('canonical_url', models.CharField(editable=False, error_messages={'unique': 'This document is already known.'}, max_length=2000, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(choices=[('article', 'Article'), ('press_release', 'Press release'), ('statement', 'Statement'), ('report', 'Report'), ('interview', 'Interview'), ('broadcast', 'Broadcast'), ('social_post', 'Social post'), ('dataset', 'Data set'), ('court_record', 'Court record'), ('other', 'Other')], default='article', max_length=16)),
                ('language', models.CharField(default='en', help_text='BCP 47, such as en or uk.', max_length=12)),
                ('byline', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('minute', 'Minute'), ('day', 'Day'), ('month', 'Month'), ('quarter', 'Quarter'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=8)),
                ('accessed_at', models.DateTimeField(blank=True, null=True)),
                ('republication_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='republications', to='sources.document')),
                ('state', models.CharField(choices=[('unchecked', 'Not checked'), ('live', 'Live'), ('redirected', 'Redirected'), ('changed', 'Changed'), ('paywalled', 'Behind a paywall'), ('gone', 'Gone')], default='unchecked', max_length=12)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-published_at', '-id'],
                'indexes': [
                    models.Index(fields=['publisher', '-published_at'], name='document_by_publisher'),
                    models.Index(fields=['kind', '-id'], name='document_by_kind'),
                    models.Index(fields=['state', '-id'], name='document_by_state'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['article', 'press_release', 'statement', 'report', 'interview', 'broadcast', 'social_post', 'dataset', 'court_record', 'other'])), name='document_kind_is_known', violation_error_code='document_kind_is_known', violation_error_message='Kind has to be one of: article, press_release, statement, report, interview, broadcast, social_post, dataset, court_record, other.'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['unchecked', 'live', 'redirected', 'changed', 'paywalled', 'gone'])), name='document_state_is_known', violation_error_code='document_state_is_known', violation_error_message='State has to be one of: unchecked, live, redirected, changed, paywalled, gone.'),
                    models.CheckConstraint(condition=models.Q(('published_precision__in', ['minute', 'day', 'month', 'quarter', 'year', 'unknown'])), name='document_precision_is_known', violation_error_code='document_precision_is_known', violation_error_message='Published precision has to be one of: minute, day, month, quarter, year, unknown.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), models.Q(('published_precision', 'unknown'), _negated=True)), models.Q(('published_precision', 'unknown'), ('published_at__isnull', True)), _connector='OR'), name='document_date_has_a_precision', violation_error_code='document_date_has_a_precision', violation_error_message='Give the precision of published at, or “unknown” where there is no date.'),
                    models.CheckConstraint(condition=models.Q(('republication_of', models.F('id')), _negated=True), name='document_is_not_its_own_copy', violation_error_code='document_is_not_its_own_copy', violation_error_message='A document cannot be a republication of itself.'),
                    models.CheckConstraint(condition=models.Q(('title__trimmed_length__gt', 0)), name='document_has_a_title', violation_error_code='document_has_a_title', violation_error_message='A document needs a title.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoricalDocument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('url', models.URLField(help_text='The address as it was found.', max_length=2000)),
                ('canonical_url', models.CharField(db_index=True, editable=False, error_messages={'unique': 'This document is already known.'}, max_length=2000)),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(choices=[('article', 'Article'), ('press_release', 'Press release'), ('statement', 'Statement'), ('report', 'Report'), ('interview', 'Interview'), ('broadcast', 'Broadcast'), ('social_post', 'Social post'), ('dataset', 'Data set'), ('court_record', 'Court record'), ('other', 'Other')], default='article', max_length=16)),
                ('language', models.CharField(default='en', help_text='BCP 47, such as en or uk.', max_length=12)),
                ('byline', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('minute', 'Minute'), ('day', 'Day'), ('month', 'Month'), ('quarter', 'Quarter'), ('year', 'Year'), ('unknown', 'Unknown')], default='unknown', max_length=8)),
                ('accessed_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('unchecked', 'Not checked'), ('live', 'Live'), ('redirected', 'Redirected'), ('changed', 'Changed'), ('paywalled', 'Behind a paywall'), ('gone', 'Gone')], default='unchecked', max_length=12)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('publisher', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source')),
                ('republication_of', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.document')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical document',
                'verbose_name_plural': 'historical documents',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='CapturedContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size', models.PositiveIntegerField(help_text='Bytes, before packing.')),
                ('content', models.BinaryField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='captures', to='sources.document')),
                ('captured_at', models.DateTimeField()),
                ('method', models.CharField(choices=[('fetched', 'Fetched'), ('uploaded', 'Uploaded by hand'), ('pasted', 'Pasted by hand')], max_length=8)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(db_column='sha256', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capturedcontent', to_field='sha256')),
                ('text', models.ForeignKey(db_column='text_sha256', db_index=False, help_text='What a reader sees of it, in UTF-8; none for an image.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capturedcontent', to_field='sha256')),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('charset', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, help_text='As the page says it.', max_length=500)),
                ('http_status', models.PositiveSmallIntegerField(null=True)),
                ('final_url', models.CharField(blank=True, max_length=2000)),
                ('exchanges', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, help_text='Where it came from.', max_length=500)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [
                    models.Index(fields=['document', '-id'], name='capture_by_document'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('method__in', ['fetched', 'uploaded', 'pasted'])), name='capture_method_is_known', violation_error_code='capture_method_is_known', violation_error_message='Method has to be one of: fetched, uploaded, pasted.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('http_status__isnull', False), ('method', 'fetched')), models.Q(models.Q(('method', 'fetched'), _negated=True), ('http_status__isnull', True)), _connector='OR'), name='capture_that_was_fetched_says_what_was_answered', violation_error_code='capture_that_was_fetched_says_what_was_answered', violation_error_message='A fetched capture, and no other, has the status of its answer.'),
                    models.CheckConstraint(condition=models.Q(('method', 'fetched'), ('by__isnull', False), _connector='OR'), name='capture_by_hand_says_by_whom', violation_error_code='capture_by_hand_says_by_whom', violation_error_message='A capture made by hand says by whom.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSourceLink',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('owned_by', 'is owned by'), ('part_of', 'is part of'), ('speaks_for', 'speaks for'), ('state_controlled_by', 'is state-controlled by'), ('syndicates_from', 'syndicates from'), ('derives_data_from', 'derives its data from')], max_length=24)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('evidence_url', models.URLField(blank=True, max_length=2000)),
                ('from_source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source')),
                ('to_source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source')),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.topic')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical source link',
                'verbose_name_plural': 'historical source links',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='SourceLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='sources.source')),
                ('to_source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='sources.source')),
                ('kind', models.CharField(choices=[('owned_by', 'is owned by'), ('part_of', 'is part of'), ('speaks_for', 'speaks for'), ('state_controlled_by', 'is state-controlled by'), ('syndicates_from', 'syndicates from'), ('derives_data_from', 'derives its data from')], max_length=24)),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='sources.topic')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('evidence_url', models.URLField(blank=True, max_length=2000)),
            ],
            options={
                'ordering': ['from_source', 'kind', 'id'],
                'indexes': [
                    models.Index(fields=['to_source', 'kind'], name='source_link_by_target'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['owned_by', 'part_of', 'speaks_for', 'state_controlled_by', 'syndicates_from', 'derives_data_from'])), name='source_link_kind_is_known', violation_error_code='source_link_kind_is_known', violation_error_message='Kind has to be one of: owned_by, part_of, speaks_for, state_controlled_by, syndicates_from, derives_data_from.'),
                    models.CheckConstraint(condition=models.Q(('from_source', models.F('to_source')), _negated=True), name='source_link_joins_two_sources', violation_error_code='source_link_joins_two_sources', violation_error_message='A source cannot be linked to itself.'),
                    models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='source_link_ends_after_it_starts', violation_error_code='source_link_ends_after_it_starts', violation_error_message='A link cannot end before it starts.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoricalInterest',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('belligerent', 'a party to the conflict'), ('supplier', 'a supplier'), ('litigant', 'a party to the case'), ('subject', 'the subject of the claim'), ('competitor', 'a competitor'), ('other', 'an interested party')], max_length=16)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source')),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.topic')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical interest',
                'verbose_name_plural': 'historical interests',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='sources.source')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='sources.topic')),
                ('role', models.CharField(choices=[('belligerent', 'a party to the conflict'), ('supplier', 'a supplier'), ('litigant', 'a party to the case'), ('subject', 'the subject of the claim'), ('competitor', 'a competitor'), ('other', 'an interested party')], max_length=16)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['source', 'topic', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('role__in', ['belligerent', 'supplier', 'litigant', 'subject', 'competitor', 'other'])), name='interest_role_is_known', violation_error_code='interest_role_is_known', violation_error_message='Role has to be one of: belligerent, supplier, litigant, subject, competitor, other.'),
                    models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='interest_ends_after_it_starts', violation_error_code='interest_ends_after_it_starts', violation_error_message='An interest cannot end before it starts.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReliabilityGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='sources.source')),
                ('topic', models.ForeignKey(blank=True, help_text='Empty: the grade holds in general.', null=True, on_delete=django.db.models.deletion.PROTECT, to='sources.topic')),
                ('grade', models.CharField(choices=[('A', 'A – reliable'), ('B', 'B – usually reliable'), ('C', 'C – fairly reliable'), ('D', 'D – not usually reliable'), ('E', 'E – unreliable'), ('F', 'F – cannot be judged')], max_length=1)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('rationale', models.TextField(max_length=2000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['source', '-valid_from', '-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('grade__in', ['A', 'B', 'C', 'D', 'E', 'F'])), name='reliability_grade_is_known', violation_error_code='reliability_grade_is_known', violation_error_message='Grade has to be one of: A, B, C, D, E, F.'),
                    models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='reliability_grade_ends_after_it_starts', violation_error_code='reliability_grade_ends_after_it_starts', violation_error_message='A grade cannot end before it starts.'),
                    models.CheckConstraint(condition=models.Q(('rationale__trimmed_length__gte', 20)), name='reliability_grade_has_a_rationale', violation_error_code='reliability_grade_has_a_rationale', violation_error_message='A grade needs a rationale of at least 20 characters.'),
                    models.UniqueConstraint(condition=models.Q(('topic__isnull', False), ('valid_until__isnull', True)), fields=('source', 'topic'), name='one_open_grade_for_a_source_and_topic', violation_error_code='one_open_grade_for_a_source_and_topic', violation_error_message='This source already has an open grade on the topic.'),
                    models.UniqueConstraint(condition=models.Q(('topic__isnull', True), ('valid_until__isnull', True)), fields=('source',), name='one_open_general_grade_for_a_source', violation_error_code='one_open_general_grade_for_a_source', violation_error_message='This source already has an open general grade.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WebHost',
            fields=[
                ('name', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('free_at', models.DateTimeField()),
            ],
            options={
                'indexes': [
                    models.Index(fields=['free_at', 'name'], name='webhost_by_turn'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='watch', serialize=False, to='sources.document')),
                ('host', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='sources.webhost')),
                ('next_check_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failing_since', models.DateTimeField(null=True)),
                ('state_since', models.DateTimeField(null=True)),
                ('baseline', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capture')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['host', 'next_check_at'], name='watch_due'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('failing_since__isnull', True), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='watch_failures_say_since_when', violation_error_code='watch_failures_say_since_when', violation_error_message='Failures say since when, and nothing else does.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='link_checks', to='sources.document')),
                ('checked_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.CharField(choices=[('live', 'There, as it was'), ('redirected', 'Redirected'), ('drifted', 'Changed'), ('paywalled', 'Behind a paywall'), ('soft_404', 'Says that it is gone'), ('gone', 'Gone'), ('failed', 'Did not answer'), ('unclear', 'Could not be judged')], max_length=12)),
                ('rule', models.CharField(help_text='Which rule said so.', max_length=40)),
                ('detail', models.CharField(max_length=500)),
                ('http_status', models.PositiveSmallIntegerField(null=True)),
                ('final_url', models.CharField(blank=True, max_length=2000)),
                ('text_sha256', models.CharField(blank=True, max_length=64)),
                ('capture', models.ForeignKey(db_index=False, help_text='What was kept of it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capture')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [
                    models.Index(fields=['document', '-id'], name='link_check_by_document'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['live', 'redirected', 'drifted', 'paywalled', 'soft_404', 'gone', 'failed', 'unclear'])), name='link_check_outcome_is_known', violation_error_code='link_check_outcome_is_known', violation_error_message='Outcome has to be one of: live, redirected, drifted, paywalled, soft_404, gone, failed, unclear.'),
                ],
            },
        ),
    ]
