"""Times `hedgerow browse` over generated documents, and measures its memory and its pages.

python tests/benchmarks/browse.py 10000
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from generate import corpus

from hedgerow.browse.site import write_site


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "corpus"
        corpus(root, count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, used = time.perf_counter(), time.process_time()
        site = write_site(root, Path(folder) / "site")
        took, used = time.perf_counter() - began, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        files = [path for path in (Path(folder) / "site").rglob("*") if path.is_file()]
        sizes = {path: path.stat().st_size for path in files}
        largest = max((path for path in files if path.suffix == ".html"), key=sizes.__getitem__)
        print(f"{site.documents} documents, {site.pages} pages, {len(files)} files")
        print(
            f"{took:.0f} s ({used:.0f} s of processor time), {count / used:.0f} documents a second"
        )
        print(f"peak memory {peak / 1024:.0f} MB, {before / 1024:.0f} MB before it began")
        print(f"{sum(sizes.values()) / 1e6:.0f} MB")
        print(f"largest page {largest.name}: {sizes[largest]} bytes")
        print(f"largest shard {max(s for p, s in sizes.items() if p.parent.name == 'data')} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
