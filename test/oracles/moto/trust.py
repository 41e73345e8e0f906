"""moto 5.2.1 lets anybody assume any role, which need not even be there. As AWS has it, its trust policy says who may.

Of a policy it is understood what the roles of members have; anything else is an error of ours. What the caller's own
policies allow is asked by nobody here.
"""

import json
from typing import Any
from xml.sax.saxutils import escape

from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.organizations.models import organizations_backends
from moto.sts.models import sts_backends
from moto.sts.responses import TokenResponse

DENIED = (
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>'
    "<Code>AccessDenied</Code><Message>{}</Message></Error><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7"
    "</RequestId></ErrorResponse>"
)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def principal(self: TokenResponse) -> str:
    """What `aws:PrincipalArn` holds: of a session, the ARN of its role."""
    account = self.current_account
    session = sts_backends[account][self.partition].get_assumed_role_from_access_key(self.get_access_key())
    return session.role_arn if session else f"arn:{self.partition}:iam::{account}:root"


def organization(self: TokenResponse) -> str | None:
    account = self.current_account
    master, partition = organizations_backends.master_accounts.get(account, (account, self.partition))
    org = organizations_backends[master][partition].org
    return org.id if org else None


def trusts(statement: dict[str, Any], context: dict[str, str | None]) -> bool:
    arn = str(context["aws:PrincipalArn"])
    account = arn.split(":")[4]
    names = {account, f"arn:aws:iam::{account}:root", arn}
    if not names & set(listed(statement["Principal"].get("AWS", []))):
        return False
    for operator, keys in statement.get("Condition", {}).items():
        if operator not in ("ArnEquals", "StringEquals"):
            raise NotImplementedError(f"{operator} in a trust policy")
        if not all(context[key] in listed(wanted) for key, wanted in keys.items()):
            return False
    if statement["Effect"] != "Allow":
        raise NotImplementedError(f"{statement['Effect']} in a trust policy")
    return True


def statements_of(self: TokenResponse, role_arn: str) -> list[Any]:
    try:
        role = iam_backends[role_arn.split(":")[4]][self.partition].get_role_by_arn(role_arn)
    except NotFoundException:
        return []
    return listed(json.loads(role.assume_role_policy_document)["Statement"])


assume_any_role = TokenResponse.assume_role


def assume_role(self: TokenResponse) -> Any:
    role_arn = self._get_param("RoleArn")
    context = {
        "aws:PrincipalArn": principal(self),
        "aws:PrincipalOrgID": organization(self),
        "sts:ExternalId": self._get_param("ExternalId"),
    }
    if any(trusts(statement, context) for statement in statements_of(self, role_arn)):
        return assume_any_role(self)
    who = f"User: {context['aws:PrincipalArn']}"
    # A role that does not exist is refused in the same words.
    said = f"{who} is not authorized to perform: sts:AssumeRole on resource: {role_arn}"
    return 403, {"status": 403}, DENIED.format(escape(said))


TokenResponse.assume_role = assume_role
