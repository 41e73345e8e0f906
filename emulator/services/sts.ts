import { AwsError, EmulatorError } from '../errors.ts';
import type { Principal } from '../principals.ts';
import { type Call, defineService, type Operations } from '../service.ts';
import { isRecord } from '../shapes.ts';
import { roles, type StoredRole } from './iam/_shared.ts';

const operations = {
  GetCallerIdentity(_input, { principal }) {
    return { UserId: principal.id, Account: principal.account, Arn: principal.arn };
  },

  AssumeRole(input, call) {
    const [, , , , account = '', resource = ''] = input.RoleArn.split(':');
    const name = resource.split('/').at(-1) ?? '';
    const stored = roles.get({ ...call, scope: call.world.scope(account, 'aws-global') }, name);
    // A role that does not exist is refused in the same words as one that does not trust the caller.
    if (stored?.role.Arn !== input.RoleArn || !isTrusted(stored, call.principal, input.ExternalId)) {
      const who = `User: ${call.principal.arn}`;
      throw new AwsError(
        'AccessDenied',
        `${who} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
        403,
      );
    }
    return session(call, stored, input);
  },
} satisfies Operations<typeof import('@aws-sdk/client-sts')>;

export const sts = defineService({
  name: 'sts',
  arnPrefix: 'sts',
  eventSource: 'sts.amazonaws.com',
  invalidInputCode: 'ValidationError',
  readOnly: { AssumeRole: true },
  operations,
});

function session(
  call: Call,
  stored: StoredRole,
  input: { RoleSessionName: string; DurationSeconds?: number | undefined },
) {
  const { Arn = '', RoleName, RoleId } = stored.role;
  const account = Arn.split(':')[4] ?? '';
  const arn = `arn:${call.partition}:sts::${account}:assumed-role/${RoleName}/${input.RoleSessionName}`;
  const id = `${RoleId}:${input.RoleSessionName}`;
  const { credentials } = call.world.principals.signIn(arn, call.now(), id);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(call.nowMs + (input.DurationSeconds ?? 3600) * 1000),
    },
    AssumedRoleUser: { Arn: arn, AssumedRoleId: id },
    PackedPolicySize: 6,
  };
}

function isTrusted({ trust }: StoredRole, principal: Principal, externalId: string | undefined): boolean {
  const document: unknown = JSON.parse(trust);
  const statements = isRecord(document) ? listOf(document['Statement']).filter(isRecord) : [];
  const meant = statements.filter(
    (statement) =>
      listOf(statement['Action']).some((action) => isAssuming(action)) &&
      namesOf(statement).some((name) => isNamed(name, principal)) &&
      conditionsHold(statement['Condition'], externalId),
  );
  return meant.some(({ Effect }) => Effect === 'Allow') && !meant.some(({ Effect }) => Effect === 'Deny');
}

function isAssuming(action: unknown): boolean {
  return action === 'sts:AssumeRole' || action === 'sts:*' || action === '*';
}

function namesOf(statement: Record<string, unknown>): unknown[] {
  const principal = statement['Principal'];
  return isRecord(principal) ? listOf(principal['AWS']) : listOf(principal);
}

function isNamed(name: unknown, { arn, account, partition }: Principal): boolean {
  const role = /assumed-role\/([^/]+)\//.exec(arn)?.[1];
  const names = ['*', account, `arn:${partition}:iam::${account}:root`, arn];
  if (typeof name !== 'string') return false;
  // A path may stand between `role/` and the name, which a session's ARN no longer has.
  const isOwnRole = role !== undefined && name.startsWith(`arn:${partition}:iam::${account}:role/`);
  return names.includes(name) || (isOwnRole && name.split('/').at(-1) === role);
}

function conditionsHold(condition: unknown, externalId: string | undefined): boolean {
  if (!isRecord(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).every(([key, wanted]) => {
      if (operator !== 'StringEquals' || key.toLowerCase() !== 'sts:externalid') {
        throw new EmulatorError(
          `the emulator's STS does not know ${operator} on ${key}: only StringEquals on sts:ExternalId`,
        );
      }
      return externalId !== undefined && listOf(wanted).includes(externalId);
    }),
  );
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
