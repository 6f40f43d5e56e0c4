"""Reads the Parquet parts of stored versions with pyarrow and compares them with the CSV files that were added.

The argument is a JSON list of {csv, parts, order}; prints for each version what was found. `order`, where there is one,
names runs (part, start, length) of rows of the parts.
"""

import csv
import json
import sys

import pyarrow
import pyarrow.parquet

csv.field_size_limit(1 << 30)


def read_part(file):
    return pyarrow.parquet.read_table(pyarrow.memory_map(file), page_checksum_verification=True)


def read_version(parts, order):
    tables = [read_part(file) for file in parts]
    if order is None:
        return pyarrow.concat_tables(tables)
    runs = read_part(order).to_pylist()
    return pyarrow.concat_tables([tables[run["part"]].slice(run["start"], run["length"]) for run in runs])


def read_csv(file):
    with open(file, encoding="utf-8", newline="") as lines:
        header, *rows = [row for row in csv.reader(lines) if row]
    return [dict(zip(header, row + [None] * (len(header) - len(row)))) for row in rows]


reports = []
for version in json.loads(sys.argv[1]):
    table = read_version(version["parts"], version["order"])
    stored, expected = table.to_pylist(), read_csv(version["csv"])
    differing = (row for row, (one, other) in enumerate(zip(stored, expected, strict=True)) if one != other)
    metadata = [pyarrow.parquet.ParquetFile(file).metadata for file in version["parts"]]
    chunks = [
        one.row_group(group).column(column)
        for one in metadata
        for group in range(one.num_row_groups)
        for column in range(one.num_columns)
    ]
    reports.append(
        {
            "rows": table.num_rows,
            "nulls": sum(column.null_count for column in table.columns),
            "different": next(differing, None),
            "types": [str(field.type) for field in table.schema],
            "codecs": sorted({chunk.compression for chunk in chunks}),
        }
    )
print(json.dumps(reports))
