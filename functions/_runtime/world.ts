import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import type { Aws } from '../../adapters/aws/aws.ts';
import { type AwsOptions, createAws } from '../../adapters/aws/aws.ts';

/** What `home` is made of, and how time passes there. */
export interface Surroundings extends AwsOptions {
  /** Resolves after so many milliseconds. Where only the clock is replaced, at once: it does not run by itself. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

let replaced: Partial<Surroundings> = {};

/** For the demo and for tests: what the functions of this process are to see in place of the account they run in. */
export function enter(options: Partial<Surroundings>): void {
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

/** Resolves after so many milliseconds of the clock that `home` has. */
export async function pause(milliseconds: number): Promise<void> {
  if (replaced.pause) return replaced.pause(milliseconds);
  if (replaced.now === undefined) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
