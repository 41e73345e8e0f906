"""Validates events, one a line, by the published OCSF schema of each given version; says what is wrong with which."""

import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

EVENT = [('activity_id', 'activity_name'), ('severity_id', 'severity'), ('status_id', 'status')]
EVENT += [('class_uid', 'class_name'), ('category_uid', 'category_name'), ('type_uid', 'type_name')]
RESULT = [('status_id', 'status')]

path, *versions = sys.argv[1:]
with open(path, encoding='utf-8', newline='\n') as lines:
    events = [json.loads(line) for line in lines]


def complaints(version):
    schema = get_ocsf_schema(version=version)
    embedded = OcsfJsonSchemaEmbedded(schema).get_class_schema(class_name='compliance_finding', profiles=['cloud'])
    validator = Draft202012Validator(embedded)
    attributes = schema['classes']['compliance_finding']['attributes']
    results = schema['objects']['compliance']['attributes']
    for number, event in enumerate(events):
        for error in validator.iter_errors({**event, 'metadata': {**event['metadata'], 'version': version}}):
            yield f'{version} event {number}: {error.json_path}: {error.message}'[:500]
        yield from captions(event, attributes, EVENT, f'{version} event {number}')
        yield from captions(event['compliance'], results, RESULT, f'{version} compliance of event {number}')


def captions(event, attributes, pairs, where):
    """A name beside an id is the id's own, unless the id is 99, Other."""
    for key, name in pairs:
        known = attributes[key]['enum'].get(str(event[key]))
        if known is None:
            yield f'{where}: no such {key}: {event[key]}'
        elif event[key] != 99 and known['caption'] != event[name]:
            yield f'{where}: {key} {event[key]} is {known["caption"]}, not {event[name]}'


print(json.dumps([each for version in versions for each in complaints(version)][:50]))
