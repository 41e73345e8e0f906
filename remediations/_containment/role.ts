import type { GetRoleCommandInput } from '@aws-sdk/client-iam';
import { ATTACHED_POLICY_CALLS, detaching, readAttached } from '../_families/attached-policies.ts';
import { apiCall, change, draft, refuse } from '../remediation.ts';
import { type Containment, nameIn } from './containment.ts';

/** In every partition, and kept by AWS: nobody can weaken it. */
const denyAll = (partition: string): string => `arn:${partition}:iam::aws:policy/AWSDenyAll`;

/** Roles that only their service may change. */
const SERVICE_LINKED = '/aws-service-role/';

export const role: Containment = {
  kind: 'role',
  subject: 'ROLE',
  title: 'Deny the role everything',
  breaks:
    'Every call with the role is denied at once, in sessions that are running, too: jobs, agents, endpoints and people that use it ' +
    'fail. Calls that services make with roles of their own go on.',
  permissions: [...ATTACHED_POLICY_CALLS.permissions, 'iam:GetRole'],
  references: [
    ...ATTACHED_POLICY_CALLS.references,
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html',
  ],
  nameOf: (target) => nameIn(target, 'iam', 'role'),

  async read(name, ask) {
    const { Role } = await ask(apiCall<GetRoleCommandInput>('iam', 'GetRole', { RoleName: name }));
    const { Arn = null, Path = null } = Object(Role);
    return { arn: Arn, path: Path, ...(Role !== undefined && (await readAttached(name, ask))) };
  },

  plan(name, { arn, path, policies }) {
    if (arn === null || arn === undefined) return refuse('no such role is there');
    if (String(path).startsWith(SERVICE_LINKED))
      return refuse('it is of a service, which alone can change it');
    const [, partition = 'aws'] = String(arn).split(':');
    const policy = denyAll(partition);
    const attached = Array.isArray(policies) ? policies : [];
    if (attached.includes(policy)) return refuse('everything is denied to it already');
    const { call, until, undo } = detaching(name, policy);
    return draft(
      [change('ManagedPolicyArns', attached, [...attached, policy].toSorted())],
      [{ ...undo, undo: { call, until } }],
    );
  },
};
