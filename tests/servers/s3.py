"""S3 for real: an export from and to a bucket, by this machine and by Ray, as from and to a disk.

    python tests/servers/s3.py

Needs `pip install 'moto[server]' s3fs`, and the extra `ray`. A server of S3 runs here; the
workers of Ray are processes that see nothing of each other but the bucket.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import fsspec
import generate
from moto.server import ThreadedMotoServer

COUNT = 60
COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()", "export"]
SIZE = ("--max-shard-size", "150KB")
KEYS = {
    "FSSPEC_S3_KEY": "test",
    "FSSPEC_S3_SECRET": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    os.environ |= KEYS | {"FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    options = {"key": "test", "secret": "test", "endpoint_url": f"http://127.0.0.1:{port}"}
    store = fsspec.filesystem("s3", **options)
    store.mkdir("news")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        values = [json.dumps(generate.document(number)) + "\n" for number in range(COUNT)]
        (folder / "train.jsonl").write_text("".join(values), encoding="utf-8")
        store.put_file(str(folder / "train.jsonl"), "news/in/train.jsonl")
        export(str(folder), "--out", str(folder / "out"))
        local = {
            path.relative_to(folder / "out").as_posix(): digest(path.read_bytes())
            for path in (folder / "out").rglob("*")
            if path.is_file()
        }
    for engine in ("local", "ray"):
        export("s3://news/in", "--out", f"s3://news/{engine}", "--engine", engine)
        assert there(store, f"news/{engine}") == local, engine
        assert not store.find(f"news/.{engine}-unfinished")
        print(f"{engine}: {len(local)} files, the same bytes as on a disk")
    command = [*COMMAND, "s3://news/in", "--out", "s3://news/ray"]
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert again.returncode == 2
    assert "holds something" in again.stderr
    server.stop()


def export(*arguments: str) -> None:
    subprocess.run([*COMMAND, *arguments, *SIZE], check=True, stdout=subprocess.DEVNULL)


def there(store: fsspec.AbstractFileSystem, folder: str) -> dict[str, str]:
    store.invalidate_cache()
    return {path[len(folder) + 1 :]: digest(store.cat_file(path)) for path in store.find(folder)}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
