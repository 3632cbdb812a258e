import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='slipstep',
            name='order',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='draft',
            name='joint',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='joint',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='JointParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('signature_lines', models.JSONField(default=list)),
                ('signature_key', models.CharField(max_length=30)),
                ('delegation_id', models.BigIntegerField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('seal_allowed_at', models.DateTimeField(null=True)),
                ('seal_allowed_by_name', models.CharField(blank=True, max_length=200)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.issuingbody')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='documents.draft')),
                ('outgoing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parties', to='documents.outgoingdocument')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.appointment')),
            ],
            options={
                'ordering': ['order'],
                'indexes': [models.Index(condition=models.Q(('outgoing__isnull', False), ('seal_allowed_at', None)), fields=['agency'], name='documents_joint_to_seal')],
                'constraints': [models.UniqueConstraint(fields=('draft', 'order'), name='documents_joint_order_once'), models.UniqueConstraint(fields=('draft', 'body'), name='documents_joint_body_once')],
            },
        ),
    ]
