import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import { parseArn } from '../../resources/arn.ts';
import type { Aws } from './aws.ts';
import { type Refusal, refusalOf } from './outcome.ts';

/** Whose credentials a client has. */
export interface Caller {
  readonly outcome: 'known';
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
}

/** Asks STS in a Region, which needs no permission: it shows that credentials and Region work at all. */
export async function callerIn(aws: Aws, region: string): Promise<Caller | Refusal> {
  const { GetCallerIdentityCommand, STSClient } = await import('./clients/sts.ts');
  try {
    const { Account, Arn = '' } = await aws.client(STSClient, region).send(new GetCallerIdentityCommand({}));
    const partition = parseArn(Arn)?.partition;
    if (Account !== undefined && partition !== undefined) {
      return { outcome: 'known', account: Account, partition, arn: Arn };
    }
    return {
      outcome: 'failed',
      because: 'sts:GetCallerIdentity: an answer without account',
      retryable: false,
    };
  } catch (error) {
    const refusal = refusalOf(error, 'sts:GetCallerIdentity');
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** What the SDK finds by itself in the environment and in its files. */
export interface SdkDefaults {
  /** Undefined where nothing names one. */
  readonly region: string | undefined;
  /** Found once for all clients: some providers ask a server, or a person. */
  readonly credentials: Provider<AwsCredentialIdentity>;
}

export async function sdkDefaults(): Promise<SdkDefaults> {
  const { STSClient } = await import('./clients/sts.ts');
  const { region, credentials } = new STSClient({}).config;
  return { region: await region().catch(() => undefined), credentials };
}
