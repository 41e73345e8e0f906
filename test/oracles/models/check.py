"""Holds recorded exchanges against AWS's own models of its services, as botocore ships them.

    python check.py FOLDER        FOLDER holds *.ndjson, each line one exchange: client, operation, input, and output or
                                  error; values are encoded as encode.ts says

Prints one JSON object: how many exchanges there were, which operations each client has and which were answered, and
the violations, equal ones counted once. Exits 0 whatever it finds.
"""

import base64
import datetime
import io
import json
import pathlib
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import regex
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

# Clients that botocore calls otherwise than the SDK for JavaScript.
SERVICE_NAMES = {
    "CloudWatchLogsClient": "logs",
    "ConfigServiceClient": "config",
    "EventBridgeClient": "events",
    "SFNClient": "stepfunctions",
}

# Every service may answer with these, and no operation declares them:
# docs.aws.amazon.com, "Common Errors" of each API reference.
COMMON_ERRORS = {
    "AccessDenied",
    "AccessDeniedException",
    "ExpiredToken",
    "ExpiredTokenException",
    "InternalFailure",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingParameter",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "Throttling",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationError",
    "ValidationException",
}

# S3's model declares a handful of its errors; these are in "Error responses" of its API reference. Answers without a
# body (HEAD, 405, 412) have no code but the one that the SDKs make of the status.
S3_ERRORS = {
    "BadDigest",
    "BucketAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "BucketNotEmpty",
    "ConditionalRequestConflict",
    "EntityTooLarge",
    "IllegalLocationConstraintException",
    "IncompleteBody",
    "InternalError",
    "InvalidArgument",
    "InvalidBucketName",
    "InvalidBucketState",
    "InvalidDigest",
    "InvalidRange",
    "InvalidRequest",
    "InvalidTag",
    "KeyTooLongError",
    "KMS.DisabledException",
    "KMS.NotFoundException",
    "MalformedPolicy",
    "MalformedXML",
    "MethodNotAllowed",
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "NoSuchKey",
    "NoSuchObjectLockConfiguration",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchTagSet",
    "NoSuchVersion",
    "NotFound",
    "ObjectLockConfigurationNotFoundError",
    "OperationAborted",
    "OwnershipControlsNotFoundError",
    "PermanentRedirect",
    "PreconditionFailed",
    "ServerSideEncryptionConfigurationNotFoundError",
    "SlowDown",
    "TooManyBuckets",
}


@dataclass(frozen=True)
class Violation:
    kind: str
    path: str
    detail: str


def check(value: object, shape: Shape, path: str = "") -> Iterator[Violation]:
    """Every promise of the shape that the value breaks."""
    if getattr(shape, "is_document_type", False):
        return
    if isinstance(shape, StructureShape):
        yield from check_structure(value, shape, path)
    elif isinstance(shape, ListShape):
        yield from check_list(value, shape, path)
    elif isinstance(shape, MapShape):
        yield from check_map(value, shape, path)
    else:
        yield from check_simple(value, shape, path)


def check_structure(value: object, shape: StructureShape, path: str) -> Iterator[Violation]:
    if not isinstance(value, dict):
        yield wrong_type(value, shape, path)
        return
    for name in shape.required_members:
        if name not in value:
            yield Violation("missing", f"{path}.{name}", "required, and absent")
    if shape.is_tagged_union and len(value) != 1:
        yield Violation("union", path, f"of a union exactly one member is set, here {sorted(value)}")
    for name, member in value.items():
        if name in shape.members:
            yield from check(member, shape.members[name], f"{path}.{name}")
        else:
            yield Violation("unknown", f"{path}.{name}", f"{shape.name} has no such member")


def check_list(value: object, shape: ListShape, path: str) -> Iterator[Violation]:
    if not isinstance(value, list):
        yield wrong_type(value, shape, path)
        return
    yield from check_range(len(value), shape, path, "length")
    for item in value:
        yield from check(item, shape.member, f"{path}[]")


def check_map(value: object, shape: MapShape, path: str) -> Iterator[Violation]:
    if not isinstance(value, dict):
        yield wrong_type(value, shape, path)
        return
    yield from check_range(len(value), shape, path, "length")
    for key, item in value.items():
        yield from check(key, shape.key, f"{path}{{key}}")
        yield from check(item, shape.value, f"{path}{{}}")


def check_simple(value: object, shape: Shape, path: str) -> Iterator[Violation]:
    if not is_of_type(value, shape.type_name):
        yield wrong_type(value, shape, path)
    elif isinstance(shape, StringShape):
        yield from check_text(str(value), shape, path)
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from check_range(value, shape, path, "value")
    elif shape.type_name == "blob" and isinstance(value, dict) and "$blob" in value:
        yield from check_range(len(base64.b64decode(value["$blob"])), shape, path, "length")


def is_of_type(value: object, type_name: str) -> bool:
    match type_name:
        case "string" | "character":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer" | "long":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float" | "double":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "timestamp":
            return is_encoded(value, "$timestamp") and value != {"$timestamp": "invalid"}
        case "blob":
            # The SDK takes text for bytes, and streams where the service takes them.
            return isinstance(value, str) or is_encoded(value, "$blob") or is_encoded(value, "$stream")
    raise ValueError(f"no check for shapes of type {type_name}")


def is_encoded(value: object, marker: str) -> bool:
    return isinstance(value, dict) and list(value) == [marker]


def check_text(value: str, shape: StringShape, path: str) -> Iterator[Violation]:
    yield from check_range(len(value), shape, path, "length")
    if shape.enum and value not in shape.enum:
        yield Violation("enum", path, f"{value!r} is not among the {len(shape.enum)} values of {shape.name}")
    pattern = shape.metadata.get("pattern")
    # AWS's services hold the whole text against it, whether or not it is written with anchors.
    if pattern and not regex.fullmatch(pattern, value):
        yield Violation("pattern", path, f"{value!r} does not match {pattern}")


def check_range(number: object, shape: Shape, path: str, what: str) -> Iterator[Violation]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and number < least:
        yield Violation("min", path, f"{what} {number}, at least {least}")
    if most is not None and number > most:
        yield Violation("max", path, f"{what} {number}, at most {most}")


def wrong_type(value: object, shape: Shape, path: str) -> Violation:
    return Violation("type", path, f"{json.dumps(value)[:100]} is no {shape.type_name}")


def check_whole(value: object, shape: StructureShape | None) -> Iterator[Violation]:
    """What this file finds, and what botocore's own validator finds where this file finds nothing."""
    if shape is None:
        if value not in (None, {}):
            yield Violation("unknown", "", "nothing is expected")
        return
    found = list(check(value, shape))
    yield from found
    report = ParamValidator().validate(decode(value), shape)
    if not found and report.has_errors():
        yield Violation("validator", "", report.generate_report())


def decode(value: object) -> object:
    if isinstance(value, list):
        return [decode(item) for item in value]
    if is_encoded(value, "$timestamp"):
        return datetime.datetime.fromisoformat(value["$timestamp"])
    if is_encoded(value, "$blob"):
        return base64.b64decode(value["$blob"])
    if is_encoded(value, "$stream"):
        return io.BytesIO()
    return {name: decode(member) for name, member in value.items()} if isinstance(value, dict) else value


def check_error(code: str, operation: OperationModel) -> Iterator[Violation]:
    declared = {shape.error_code for shape in operation.error_shapes} | {s.name for s in operation.error_shapes}
    documented = S3_ERRORS if operation.service_model.service_name == "s3" else set()
    if code not in declared | documented | COMMON_ERRORS:
        yield Violation("error", code, "not declared, nor common to all services")


def check_exchange(exchange: dict, operation: OperationModel) -> Iterator[tuple[str, Violation]]:
    if "error" in exchange:
        # What was refused may be as wrong as it likes.
        yield from (("error", each) for each in check_error(exchange["error"], operation))
        return
    # The SDKs fill these in themselves, on the wire.
    tokens = {name: "0" * 36 for name in operation.idempotent_members}
    asked = {**tokens, **exchange["input"]} if isinstance(exchange["input"], dict) else exchange["input"]
    yield from (("input", each) for each in check_whole(asked, operation.input_shape))
    yield from (("output", each) for each in check_whole(exchange.get("output"), operation.output_shape))


class Services:
    """The models of the clients that occur."""

    def __init__(self) -> None:
        self.loader = Loader()
        self.names = {name.replace("-", ""): name for name in self.loader.list_available_services("service-2")}
        self.models: dict[str, ServiceModel] = {}

    def model(self, client: str) -> ServiceModel:
        if client not in self.models:
            name = SERVICE_NAMES.get(client) or self.names[client.removesuffix("Client").lower()]
            model = ServiceModel(self.loader.load_service_model(name, "service-2"), name)
            if f"{model.metadata['serviceId'].replace(' ', '')}Client" != client:
                raise ValueError(f"{name} is the model of {model.metadata['serviceId']}, not of {client}")
            self.models[client] = model
        return self.models[client]


def read_exchanges(folder: pathlib.Path) -> list[dict]:
    lines = {line for file in sorted(folder.glob("*.ndjson")) for line in file.read_text().split("\n")}
    # Not splitlines: what a test sends may hold line separators of Unicode.
    return [json.loads(line) for line in sorted(lines) if line]


def examine(exchanges: list[dict]) -> dict:
    services = Services()
    answered: dict[str, set[str]] = {}
    found: dict[tuple[str, str, str, str, str], dict] = {}
    for exchange in exchanges:
        client, name = exchange["client"], exchange["operation"]
        operation = services.model(client).operation_model(name)
        if "error" not in exchange:
            answered.setdefault(client, set()).add(name)
        for side, violation in check_exchange(exchange, operation):
            key = (client, name, side, violation.kind, violation.path)
            known = found.setdefault(
                key, {"client": client, "operation": name, "side": side, **asdict(violation), "count": 0}
            )
            known["count"] += 1
    return {
        "exchanges": len(exchanges),
        "operations": {client: list(model.operation_names) for client, model in services.models.items()},
        "answered": {client: sorted(names) for client, names in answered.items()},
        "violations": [found[key] for key in sorted(found)],
    }


if __name__ == "__main__":
    json.dump(examine(read_exchanges(pathlib.Path(sys.argv[1]))), sys.stdout)
