/** Who somebody is, whichever role they take: the name of their session, or of their user. */
export interface Person {
  /** As IAM says it. */
  readonly arn: string;
  /** Lower case. */
  readonly name: string;
}

/** Names that the SDKs, EC2 and Lambda make up: nobody is known by them. */
const NOBODY = /^(botocore-session-|aws-sdk-|aws-go-sdk-|i-[0-9a-f]{8,}$|\d+$|assay$|assay-)/;

/**
 * The person behind an IAM identity; undefined where it tells of none: a service, an instance, a session whose name
 * somebody's software made up. A session's name is as good as the role's trust policy makes it.
 */
export function personOf(arn: string): Person | undefined {
  const [, , , , account = '', ...rest] = arn.split(':');
  const [kind, ...path] = rest.join(':').split('/');
  if (kind === 'root') return { arn, name: `root of ${account}` };
  if (kind !== 'user' && kind !== 'assumed-role' && kind !== 'federated-user') return undefined;
  const name = path.at(-1)?.normalize('NFKC').trim().toLowerCase() ?? '';
  return name === '' || NOBODY.test(name) ? undefined : { arn, name };
}

/** `maya`, `maya@example.com` and `Maya` are taken for one: better two asked too many than one alone. */
export const isSamePerson = (one: Person, other: Person): boolean => stem(one.name) === stem(other.name);

const stem = (name: string): string => name.split('@')[0] ?? name;
