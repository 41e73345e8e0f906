import { roleCredentials } from '../../adapters/aws/assume-role.ts';
import type { Aws } from '../../adapters/aws/aws.ts';
import { partitionOf } from '../../resources/arn.ts';
import type { Env } from './env.ts';
import { deployedMembers } from './members.ts';
import { homeAs } from './world.ts';

/** AWS with credentials for an account, null: the one that nobody names; undefined: none of ours. */
export type AwsOf = (account: string | null) => Aws | undefined;

/** One role in the members, the same in all of them; its name is `-` where there are no members. */
export type Members = Env<'ACCOUNT_ID' | 'MEMBER_EXTERNAL_ID'> &
  (Env<'MEMBER_READ_ROLE'> | Env<'MEMBER_PUBLISH_ROLE'> | Env<'MEMBER_REMEDIATE_ROLE'>);

const NO_MEMBERS = '-';

/**
 * The home account with the function's own credentials, every member through its role by exact ARN and external id.
 * Who is not `listed` is none of ours: of nobody else is it remembered that his role cannot be assumed.
 */
export function accountsFor(home: Aws, members: Members, listed = deployedMembers()): AwsOf {
  const name = roleIn(members);
  const { ACCOUNT_ID: own, MEMBER_EXTERNAL_ID: externalId } = members;
  const opened = new Map<string, Aws>();
  return (account) => {
    if (account === null || account === '' || account === own) return home;
    if (name === NO_MEMBERS || !/^\d{12}$/.test(account)) return undefined;
    if (listed && !listed.has(account)) return undefined;
    const roleArn = `arn:${partitionOf(home.region)}:iam::${account}:role/${name}`;
    const member =
      opened.get(account) ?? homeAs(roleCredentials(home, { roleArn, externalId, sessionName: 'assay' }));
    opened.set(account, member);
    return member;
  };
}

function roleIn(members: Members): string {
  if ('MEMBER_READ_ROLE' in members) return members.MEMBER_READ_ROLE;
  return 'MEMBER_PUBLISH_ROLE' in members ? members.MEMBER_PUBLISH_ROLE : members.MEMBER_REMEDIATE_ROLE;
}
