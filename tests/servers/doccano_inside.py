"""Runs in doccano's own environment: its importer, its database, its exporter.

    python doccano_inside.py FILE.jsonl FOLDER

Imports FILE into a fresh project for sequence labelling with relations and overlapping spans, and
exports the project to FOLDER/all.jsonl. No web server: these are the functions its tasks call.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

source, folder = (Path(argument).absolute() for argument in sys.argv[1:])
backend = Path(find_spec("backend").submodule_search_locations[0])
sys.path.insert(0, str(backend))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
os.environ["STANDALONE"] = "True"
os.environ["SECRET_KEY"] = "only for this run"
os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
os.environ["MEDIA_ROOT"] = str(folder / "media")
os.chdir(folder)

import django  # noqa: E402

django.setup()

from data_export.celery_tasks import create_collaborative_dataset  # noqa: E402
from data_export.pipeline.factories import create_formatter, create_writer  # noqa: E402
from data_import.datasets import load_dataset  # noqa: E402
from data_import.pipeline.catalog import create_file_format  # noqa: E402
from data_import.pipeline.readers import FileName  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from projects.models import ProjectType, SequenceLabelingProject  # noqa: E402

call_command("migrate", verbosity=0)
user = get_user_model().objects.create(username="hedgerow")
project = SequenceLabelingProject.objects.create(
    name="hedgerow",
    project_type=ProjectType.SEQUENCE_LABELING,
    created_by=user,
    allow_overlapping=True,
    use_relation=True,
    collaborative_annotation=True,
)
files = [FileName(full_path=str(source), generated_name=source.name, upload_name=source.name)]
dataset = load_dataset("RelationExtraction", create_file_format("JSONL"), files, project)
dataset.save(user)
print("errors of the importer:", len(dataset.errors), *dataset.errors[:3])
create_collaborative_dataset(
    project, str(folder), False, create_formatter(project, "JSONL"), create_writer("JSONL")
)
