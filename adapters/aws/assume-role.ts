import type { AwsCredentialIdentity } from '@smithy/types';
import type { Aws } from './aws.ts';

export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId: string;
  readonly sessionName: string;
}

/** Renewed so long before they end. */
const EARLY_MS = 5 * 60_000;

/**
 * Credentials of a role, asked for when they are first needed and again before they end, once for whoever waits.
 * Rejects with what STS answers; a failure is not kept.
 */
export function roleCredentials(aws: Aws, role: AssumedRole): () => Promise<AwsCredentialIdentity> {
  let held: Promise<AwsCredentialIdentity> | undefined;
  let endsMs = Number.POSITIVE_INFINITY;
  return () => {
    if (held !== undefined && aws.now().getTime() < endsMs - EARLY_MS) return held;
    endsMs = Number.POSITIVE_INFINITY;
    const asked = assume(aws, role).then(
      (credentials) => {
        endsMs = credentials.expiration?.getTime() ?? endsMs;
        return credentials;
      },
      (error: unknown) => {
        held = undefined;
        throw error;
      },
    );
    held = asked;
    return asked;
  };
}

async function assume(
  aws: Aws,
  { roleArn, externalId, sessionName }: AssumedRole,
): Promise<AwsCredentialIdentity> {
  const { AssumeRoleCommand, STSClient } = await import('./clients/sts.ts');
  const { Credentials } = await aws
    .client(STSClient, aws.region)
    .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId }));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error(`STS gave no credentials for ${roleArn}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration && { expiration: Expiration }),
  };
}
