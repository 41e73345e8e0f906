import type { Ids } from './ids.ts';

/** Who calls. */
export interface Principal {
  arn: string;
  account: string;
  partition: string;
  /** `AROA…:session`, `AIDA…` or the account id. */
  id: string;
  accessKeyId: string;
  /** When the session began; null for long-lived keys. */
  since: Date | null;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** The people and roles that hold keys of this world. */
export interface Principals {
  /** Issues keys for a user, root or assumed-role ARN; the same ARN always gets a new session, under a new id unless one is given. */
  signIn(arn: string, since: Date, id?: string): { principal: Principal; credentials: Credentials };
  byAccessKey(accessKeyId: string): Principal | undefined;
}

export function createPrincipals(ids: Ids): Principals {
  const known = new Map<string, Principal>();
  const freshId = (kind: string, account: string, session: string | undefined) => {
    if (kind === 'assumed-role') return `AROA${ids.upper(17)}:${session}`;
    return kind === 'user' ? `AIDA${ids.upper(17)}` : account;
  };
  return {
    signIn(arn, since, id) {
      const [, partition = 'aws', , , account = '', resource = ''] = arn.split(':');
      const [kind = '', , session] = resource.split('/');
      const isSession = kind === 'assumed-role';
      const accessKeyId = `${isSession ? 'ASIA' : 'AKIA'}${ids.upper(16)}`;
      const principal: Principal = {
        arn,
        account,
        partition,
        id: id ?? freshId(kind, account, session),
        accessKeyId,
        since: isSession ? since : null,
      };
      known.set(accessKeyId, principal);
      const credentials = { accessKeyId, secretAccessKey: ids.lower(40), sessionToken: ids.lower(64) };
      return { principal, credentials };
    },
    byAccessKey: (accessKeyId) => known.get(accessKeyId),
  };
}

/** `userIdentity` of a CloudTrail record. */
export function userIdentity(principal: Principal): Record<string, unknown> {
  const { arn, account, partition, id, accessKeyId } = principal;
  const resource = arn.split(':').slice(5).join(':');
  const base = { principalId: id, arn, accountId: account, accessKeyId };
  if (resource.startsWith('user/')) return { type: 'IAMUser', ...base, userName: resource.split('/').at(-1) };
  if (principal.since === null) return { type: 'Root', ...base };
  const roleName = resource.split('/')[1];
  return {
    type: 'AssumedRole',
    ...base,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: id.split(':')[0],
        arn: `arn:${partition}:iam::${account}:role/${roleName}`,
        accountId: account,
        userName: roleName,
      },
      attributes: {
        creationDate: principal.since.toISOString().replace(/\.\d+Z$/, 'Z'),
        mfaAuthenticated: 'false',
      },
    },
  };
}
