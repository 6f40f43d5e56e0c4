"""The other side of data-add: pyarrow writes Parquet, DVC keeps it. Measures the last of the given files."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.csv
import pyarrow.parquet

wanted, *files = sys.argv[1:]
dvc = os.path.join(os.path.dirname(sys.executable), "dvc")
environment = {**os.environ, "DVC_NO_ANALYTICS": "1"}
folder = tempfile.mkdtemp(prefix="lexops-dvc-")


def run(*words):
    subprocess.run([dvc, *words], cwd=folder, check=True, env=environment)


def kept_bytes():
    cache = os.path.join(folder, ".dvc", "cache")
    return sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(cache) for name in names)


try:
    run("init", "--no-scm", "--quiet")
    seconds, added = 0.0, []
    for file in files:
        before, start = kept_bytes(), time.perf_counter()
        options = pyarrow.csv.ParseOptions(newlines_in_values=True)
        table = pyarrow.csv.read_csv(file, parse_options=options)
        pyarrow.parquet.write_table(table, os.path.join(folder, "table.parquet"), compression="zstd")
        run("add", "--quiet", "table.parquet")
        seconds = time.perf_counter() - start
        added.append(kept_bytes() - before)
    print(
        json.dumps(
            {
                "value": added[-1] / added[0] if wanted == "bytes" else seconds,
                "facts": {"storedBytes": added[-1], "rows": table.num_rows, "pyarrow": pyarrow.__version__},
            }
        )
    )
finally:
    shutil.rmtree(folder, ignore_errors=True)
