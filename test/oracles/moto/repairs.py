"""What keeps moto 5.2.1 from answering as AWS's own models say it must, put right in the running process.

Each repair is of moto's bookkeeping or of the form of an answer; none says what a resource is worth.
"""

import datetime
import os
import urllib.request
from copy import deepcopy
from typing import Any

import moto.bedrock.models
import moto.bedrockagent.models
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.bedrockagentcorecontrol.models import AgentRuntime
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import iso_8601_datetime_with_milliseconds, utcnow
from moto.sagemaker.exceptions import ValidationError
from moto.sagemaker.models import SageMakerModelBackend
from moto.sagemaker.responses import SageMakerResponse
from moto.stepfunctions.models import StateMachine


class Rfc3339DateTime(datetime.datetime):
    """The models say timestampFormat iso8601; moto writes a format of its own."""

    def strftime(self, _format: str) -> str:
        return super().strftime("%Y-%m-%dT%H:%M:%SZ")


moto.bedrock.models.datetime = Rfc3339DateTime
# Seconds where the model says iso8601.
moto.bedrockagent.models.unix_time = lambda: iso_8601_datetime_with_milliseconds(utcnow())


# The model: runtime/<id>, without a version.

set_up_runtime = AgentRuntime.__init__


def set_up_runtime_with_arn(self: AgentRuntime, *args: Any, **kwargs: Any) -> None:
    set_up_runtime(self, *args, **kwargs)
    before = self.agent_runtime_arn.split(":agent/")[0]
    self.agent_runtime_arn = f"{before}:runtime/{self.agent_runtime_id}"


AgentRuntime.__init__ = set_up_runtime_with_arn


# Tags of feature groups and model packages are not found, and resources without tags have none to list.

resource_from_arn = SageMakerModelBackend._get_resource_from_arn


def tagged_resource_from_arn(self: SageMakerModelBackend, arn: str) -> Any:
    resource = self.feature_groups.get(arn) or self.model_packages.get(arn) or resource_from_arn(self, arn)
    resource.tags = getattr(resource, "tags", None) or []
    return resource


SageMakerModelBackend._get_resource_from_arn = tagged_resource_from_arn


# Members of requests that are dropped, though the answers have them too.


def echo(resource: str, name: str, members: tuple[str, ...]) -> None:
    create = getattr(SageMakerResponse, f"create_{resource}")
    describe = getattr(SageMakerResponse, f"describe_{resource}")

    def create_and_remember(self: SageMakerResponse) -> ActionResult:
        result = create(self)
        given = {member: self._get_param(member) for member in members}
        # A reset empties the backend, and this with it.
        dropped = self.sagemaker_backend.__dict__.setdefault("dropped", {})
        dropped[resource, self._get_param(name)] = {k: v for k, v in given.items() if v is not None}
        return result

    def describe_whole(self: SageMakerResponse) -> ActionResult:
        dropped = self.sagemaker_backend.__dict__.get("dropped", {})
        return ActionResult({**describe(self).result, **dropped.get((resource, self._get_param(name)), {})})

    setattr(SageMakerResponse, f"create_{resource}", create_and_remember)
    setattr(SageMakerResponse, f"describe_{resource}", describe_whole)


echo("model", "ModelName", ("EnableNetworkIsolation",))
echo("feature_group", "FeatureGroupName", ("OnlineStoreConfig",))
echo(
    "notebook_instance",
    "NotebookInstanceName",
    ("PlatformIdentifier", "InstanceMetadataServiceConfiguration"),
)


# A notebook cannot be changed: moto lacks the operation. As AWS has it, only one that is stopped can.


def update_notebook_instance(self: SageMakerResponse) -> ActionResult:
    name = self._get_param("NotebookInstanceName")
    notebook = self.sagemaker_backend.get_notebook_instance(name)
    if notebook.status not in ("Stopped", "Failed"):
        raise ValidationError(message=f"Status ({notebook.status}) not in ([Stopped, Failed]).")
    notebook.root_access = self._get_param("RootAccess") or notebook.root_access
    return EmptyResult()


SageMakerResponse.update_notebook_instance = update_notebook_instance


# Every start of a state machine copies it, and its backend holds a lock that nobody can copy.


def copied(self: StateMachine, memo: dict[int, Any]) -> StateMachine:
    copy = self.__class__.__new__(self.__class__)
    memo[id(self)] = copy
    shared = ("backend", "executions")
    for name, value in vars(self).items():
        setattr(copy, name, value if name in shared else deepcopy(value, memo))
    return copy


StateMachine.__deepcopy__ = copied


# Lambda functions run outside, behind an address: without Docker moto answers each with its own event.


def invoke_outside(
    _self: LambdaSimpleBackend,
    function_name: str,
    _qualifier: str | None,
    body: Any,
    _headers: Any,
    response_headers: dict[str, str],
) -> bytes:
    name = function_name.split(":")[-1]
    data = body.encode() if isinstance(body, str) else body
    request = urllib.request.Request(f"{os.environ['LAMBDA_FUNCTIONS']}/{name}", data=data)
    with urllib.request.urlopen(request, timeout=120) as response:
        error = response.headers.get("x-amz-function-error")
        if error:
            response_headers["x-amz-function-error"] = error
        return response.read()


if "LAMBDA_FUNCTIONS" in os.environ:
    LambdaSimpleBackend.invoke = invoke_outside
