import type {
  DeleteRolePolicyCommandInput,
  GetRoleCommandInput,
  GetRolePolicyCommandInput,
  PutRolePolicyCommandInput,
} from '@aws-sdk/client-iam';
import { answers, apiCall, change, draft, refuse } from '../remediation.ts';
import { type Containment, nameIn } from './containment.ts';

/** Inline: it needs no place among the managed policies of the role, and goes with the role. */
const PolicyName = 'assay-containment';
const DENY_ALL = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'AssayContainment', Effect: 'Deny', Action: '*', Resource: '*' }],
};

/** Roles that only their service may change. */
const SERVICE_LINKED = '/aws-service-role/';

export const role: Containment = {
  kind: 'role',
  subject: 'ROLE',
  title: 'Deny the role everything',
  breaks:
    'Every call with the role is denied at once, in sessions that are running, too: jobs, agents, endpoints and people that use it ' +
    'fail. Calls that services make with roles of their own go on.',
  permissions: ['iam:DeleteRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
  ],
  nameOf: (target) => nameIn(target, 'iam', 'role'),

  async read(name, ask) {
    const { Role } = await ask(apiCall<GetRoleCommandInput>('iam', 'GetRole', { RoleName: name }));
    const { Arn = null, Path = null } = Object(Role);
    const { PolicyName: there = null } = Arn === null ? {} : await ask(got(name));
    return { arn: Arn, path: Path, policy: there };
  },

  plan(RoleName, { arn, path, policy }) {
    if (typeof arn !== 'string') return refuse('no such role is there');
    if (String(path).startsWith(SERVICE_LINKED))
      return refuse('it is of a service, which alone can change it');
    if (policy !== null) return refuse(`it has the inline policy ${PolicyName} already`);
    const PolicyDocument = JSON.stringify(DENY_ALL);
    return draft(
      [change(`Policies.${PolicyName}`, null, DENY_ALL)],
      [
        {
          call: apiCall<PutRolePolicyCommandInput>('iam', 'PutRolePolicy', {
            RoleName,
            PolicyName,
            PolicyDocument,
          }),
          until: answers(got(RoleName), { PolicyName: [PolicyName] }),
          undo: {
            call: apiCall<DeleteRolePolicyCommandInput>('iam', 'DeleteRolePolicy', { RoleName, PolicyName }),
            until: answers(got(RoleName), { PolicyName: [null] }),
          },
        },
      ],
    );
  },
};

const got = (RoleName: string) =>
  apiCall<GetRolePolicyCommandInput>('iam', 'GetRolePolicy', { RoleName, PolicyName });
