"""S3 for real: export, predict and convert from and to a bucket, by this machine and by Ray.

The files must be those that are made on a disk.

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

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import fsspec
import generate
from moto.server import ThreadedMotoServer

from trained import model

COUNT = 60
COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()"]
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
    values = [json.dumps(generate.document(number)) + "\n" for number in range(COUNT)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "train.jsonl").write_text("".join(values), encoding="utf-8")
        store.put_file(str(folder / "train.jsonl"), "news/in/train.jsonl")
        predict = ("predict", "--model", str(model()), *SIZE)
        for out, what in (
            ("export", ("export", *SIZE)),
            ("predicted/documents.jsonl.zst", predict),
            ("corpus", predict),
            ("lines/all.jsonl.gz", ("convert", *SIZE)),
            ("brat", ("convert", "--to", "brat")),
        ):
            made = out.split("/")[0]
            if made != out:
                (folder / made).mkdir()
            hedgerow(*what, str(folder / "train.jsonl"), "--out", f"{folder}/{out}")
            for engine in ("local", "ray")[: 1 if what[0] == "convert" else 2]:
                there = f"news/{engine}/{made}"
                more = () if what[0] == "convert" else ("--engine", engine)
                hedgerow(*what, "s3://news/in", "--out", f"s3://news/{engine}/{out}", *more)
                assert stored(store, there) == files(folder / made), (what, engine)
            print(f"{made}: {len(files(folder / made))} files, the same bytes as on a disk")
        hedgerow("convert", "--from", "brat", "s3://news/local/brat", "--out", f"{folder}/back")
        hedgerow("convert", "--from", "brat", f"{folder}/brat", "--out", f"{folder}/same")
        assert files(folder / "back") == files(folder / "same") != {}
    assert not [path for path in store.find("news") if "unfinished" in path]
    command = [*COMMAND, "export", "s3://news/in", "--out", "s3://news/ray/export"]
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert again.returncode == 2
    assert "holds something" in again.stderr
    server.stop()


def hedgerow(*arguments: str) -> None:
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)


def files(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: digest(path.read_bytes()) for name, path in found.items() if path.is_file()}


def stored(store: fsspec.AbstractFileSystem, folder: str) -> dict[str, str]:
    store.invalidate_cache()
    return {path[len(folder) + 1 :]: digest(store.cat_file(path)) for path in store.find(folder)}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
