import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import type { Aws } from '../../adapters/aws/aws.ts';
import { type AwsOptions, createAws } from '../../adapters/aws/aws.ts';

let replaced: Partial<AwsOptions> = {};

/** For the demo and for tests: what the functions of this process are to see in place of the account they run in. */
export function enter(options: Partial<AwsOptions>): void {
  replaced = options;
}

/** The account and Region that a function runs in, with its own credentials. */
export function home(): Aws {
  return createAws({ region: process.env['AWS_REGION'] ?? 'us-east-1', ...replaced });
}

/** The same Region with the credentials of a role. */
export function homeAs(credentials: Provider<AwsCredentialIdentity>): Aws {
  const config = { ...replaced.config, credentials };
  return createAws({ region: process.env['AWS_REGION'] ?? 'us-east-1', ...replaced, config });
}
