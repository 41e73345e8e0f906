"""What keeps moto 5.2.1 from answering as AWS's own models say it must, put right in the running process.

Each repair is of moto's bookkeeping or of the form of an answer; none says what a resource is worth.
"""

import datetime
from typing import Any

import moto.bedrock.models
import moto.bedrockagent.models
from moto.bedrockagentcorecontrol.models import AgentRuntime
from moto.core.responses import ActionResult
from moto.core.utils import iso_8601_datetime_with_milliseconds, utcnow
from moto.sagemaker.models import SageMakerModelBackend
from moto.sagemaker.responses import SageMakerResponse


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
