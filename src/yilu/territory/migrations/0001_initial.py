import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'Nation'), (1, 'Province'), (2, 'Prefecture'), (3, 'County')])),
                ('name_zh', models.CharField(max_length=60)),
                ('short_zh', models.CharField(max_length=30)),
                ('name_en', models.CharField(max_length=80)),
                ('longitude', models.FloatField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territory.area')),
            ],
        ),
        migrations.CreateModel(
            name='AreaChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('basis', models.CharField(choices=[('approved', 'Approved'), ('announced', 'Announced'), ('founded', 'Founded'), ('year', 'Year')], max_length=10)),
                ('kind', models.CharField(choices=[('rename', 'Rename'), ('recode', 'Recode'), ('merge', 'Merge'), ('split', 'Split'), ('abolish', 'Abolish'), ('create', 'Create')], max_length=10)),
                ('old_code', models.CharField(blank=True, max_length=12)),
                ('old_name_zh', models.CharField(blank=True, max_length=60)),
                ('new_code', models.CharField(blank=True, max_length=12)),
                ('new_name_zh', models.CharField(blank=True, max_length=60)),
                ('document', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='outline', serialize=False, to='territory.area')),
                ('geometry', models.JSONField()),
                ('source', models.CharField(max_length=100)),
                ('approval_number', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='CaseCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('source', models.CharField(max_length=60)),
                ('confirmed', models.PositiveIntegerField()),
                ('cured', models.PositiveIntegerField(null=True)),
                ('dead', models.PositiveIntegerField(null=True)),
                ('synthetic', models.BooleanField(default=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_counts', to='territory.area')),
            ],
        ),
        migrations.CreateModel(
            name='ClusterFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('last_cluster', models.DateField(null=True)),
                ('source', models.CharField(max_length=200)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cluster_flags', to='territory.area')),
            ],
        ),
        migrations.CreateModel(
            name='Emergency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_zh', models.CharField(max_length=100)),
                ('name_en', models.CharField(max_length=100)),
                ('began', models.DateField()),
                ('ended', models.DateField(null=True)),
                ('response_level', models.CharField(max_length=20)),
                ('document', models.CharField(max_length=200)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='territory.area')),
            ],
        ),
        migrations.CreateModel(
            name='PublishedTier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('published', models.DateField(null=True)),
                ('tier', models.CharField(max_length=10)),
                ('scheme', models.CharField(max_length=20)),
                ('unit_name', models.CharField(blank=True, max_length=80)),
                ('by_complement', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_tiers', to='territory.area')),
            ],
        ),
        migrations.AddIndex(
            model_name='area',
            index=models.Index(fields=['level', 'code'], name='area_level_code'),
        ),
        migrations.AddIndex(
            model_name='casecount',
            index=models.Index(fields=['day', 'area'], name='case_day_area'),
        ),
        migrations.AddConstraint(
            model_name='casecount',
            constraint=models.UniqueConstraint(fields=('area', 'day', 'source'), name='case_count_once'),
        ),
        migrations.AddConstraint(
            model_name='clusterflag',
            constraint=models.UniqueConstraint(fields=('area', 'as_of'), name='cluster_flag_once'),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('ended__gte', models.F('began')), _connector='OR'), name='emergency_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='publishedtier',
            constraint=models.UniqueConstraint(fields=('area', 'as_of', 'scheme'), name='published_tier_once'),
        ),
    ]
