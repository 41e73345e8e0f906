"""Runs queries of Athena's dialect over segments, in a database of another make.

    python run.py FOLDER          FOLDER holds segments/*.ndjson.gz and questions.json: columns, folders of each segment,
                                  and of each question its SQL and what its question marks stand for

Prints one JSON object: name of the question -> rows. sqlglot translates from Trino's dialect, which Athena speaks.
"""

import gzip
import json
import pathlib
import sys

import duckdb
import sqlglot

folder = pathlib.Path(sys.argv[1])
asked = json.loads((folder / "questions.json").read_text())
columns: dict[str, str] = asked["columns"]
mapping: dict[str, str] = asked["mapping"]
partitions: list[str] = asked["partitions"]


def cell(value: object, kind: str) -> object:
    """As the serializer reads it: what is nested is JSON again."""
    if kind == "string" and isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return value


def rows():
    for name, place in asked["segments"].items():
        with gzip.open(folder / "segments" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                cells = [cell(record.get(mapping.get(f"mapping.{each}", each)), kind) for each, kind in columns.items()]
                yield [*cells, *[place[each] for each in partitions]]


database = duckdb.connect()
types = {"string": "varchar", "bigint": "bigint"}
members = [f'"{name}" {types[kind]}' for name, kind in columns.items()] + [f'"{each}" varchar' for each in partitions]
database.execute(f"create schema assay; create table assay.evidence ({', '.join(members)})")
marks = ", ".join("?" for _ in members)
database.executemany(f"insert into assay.evidence values ({marks})", list(rows()))

answers = {}
for name, question in asked["questions"].items():
    [translated] = sqlglot.transpile(question["sql"], read="athena", write="duckdb")
    cursor = database.execute(translated, question["values"])
    names = [each[0] for each in cursor.description]
    answers[name] = [dict(zip(names, row)) for row in cursor.fetchall()]
print(json.dumps(answers))
