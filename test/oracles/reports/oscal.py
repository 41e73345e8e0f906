"""Reads OSCAL documents with compliance-trestle; says of each what is wrong with it, nothing where nothing is."""

import json
import logging
import pathlib
import re
import sys

import trestle.core.validator_factory  # noqa: F401: the validators import each other; this one must come first.
from trestle.core.all_validator import AllValidator
from trestle.oscal import OSCAL_VERSION_REGEX
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition

MODELS = {'assessment-results': AssessmentResults, 'component-definition': ComponentDefinition}


def without_instants(value):
    """trestle writes an instant in another way than it was read."""
    if isinstance(value, dict):
        return {key: without_instants(each) for key, each in value.items()}
    if isinstance(value, list):
        return [without_instants(each) for each in value]
    if isinstance(value, str) and re.fullmatch(r'\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)', value):
        return value[:19]
    return value


def complaint(path):
    text = path.read_text(encoding='utf-8')
    document = json.loads(text)
    (root,) = document
    try:
        model = MODELS[root].oscal_read(path)
    except Exception as error:  # whatever trestle raises is its word
        return str(error)[:4000]
    if model is None:
        return 'trestle does not know the file'
    if not re.match(OSCAL_VERSION_REGEX, document[root]['metadata']['oscal-version']):
        return f'trestle is for {OSCAL_VERSION_REGEX}'
    validator = AllValidator()
    if not validator.model_is_valid(model, True):
        return validator.error_msg()
    kept = json.loads(model.oscal_serialize_json())
    if without_instants(kept) != without_instants(document):
        return 'trestle does not write what it read'
    return None


logging.disable(logging.CRITICAL)
print(json.dumps({path: complaint(pathlib.Path(path)) for path in sys.argv[1:]}))
