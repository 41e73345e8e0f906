import { type Aws, type AwsOptions, createAws } from '../../adapters/aws/aws.ts';
import { type Caller, callerIn, sdkDefaults } from '../../adapters/aws/caller.ts';
import type { Where } from '../../adapters/aws/lister.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';

export interface AccountOptions {
  /** Empty: the one that the SDK would take. */
  readonly regions: readonly string[];
  /** An AWS of the user's own. */
  readonly endpoint?: string | undefined;
}

/** An account that answers, in one Region or more. */
export interface OpenAccount {
  readonly aws: Aws;
  readonly caller: Caller;
  readonly open: readonly Where[];
  /** Regions in which nobody answers to these credentials. */
  readonly closed: readonly { readonly region: string; readonly because: string }[];
}

/** How clients are made; tests put the emulator below them. */
export type MakeAws = (options: AwsOptions) => Aws;

/**
 * Opens the caller's own account.
 * @throws UsageError if no Region is known
 * @throws UnfinishedError if no Region answers: no credentials, or no network
 */
export async function openAccount(options: AccountOptions, make: MakeAws = createAws): Promise<OpenAccount> {
  const { region: byDefault, credentials } = await sdkDefaults();
  const regions =
    options.regions.length > 0 ? options.regions : [byDefault].filter((each) => each !== undefined);
  const [home] = regions;
  if (home === undefined) throw new UsageError('no Region is set: give --region, or set AWS_REGION');
  const { endpoint } = options;
  const aws = make({ region: home, credentials, ...(endpoint !== undefined && { endpoint }) });
  const callers = await Promise.all(
    regions.map(async (region) => ({ region, caller: await callerIn(aws, region) })),
  );
  const caller = callers.map((each) => each.caller).find((each) => each.outcome === 'known');
  if (caller === undefined) throw new UnfinishedError(whatToDo(reasonOf(callers[0]?.caller), endpoint));
  const { account, partition } = caller;
  return {
    aws,
    caller,
    open: callers.flatMap((each) =>
      each.caller.outcome === 'known' ? [{ partition, account, region: each.region }] : [],
    ),
    closed: callers.flatMap((each) =>
      each.caller.outcome === 'known' ? [] : [{ region: each.region, because: reasonOf(each.caller) }],
    ),
  };
}

type Answer = Awaited<ReturnType<typeof callerIn>>;

const reasonOf = (answer: Answer | undefined): string =>
  answer !== undefined && 'because' in answer ? answer.because : 'sts:GetCallerIdentity was not answered';

const NO_CREDENTIALS = /CredentialsProviderError|TokenProviderError/;
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError/;

/** What to do about a refusal, in one line. */
export function whatToDo(because: string, endpoint: string | undefined): string {
  if (NO_CREDENTIALS.test(because)) {
    return `no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with the AWS CLI (${because})`;
  }
  if (NO_NETWORK.test(because)) {
    const what =
      endpoint === undefined
        ? 'AWS cannot be reached: check the network and the Region'
        : `${endpoint} cannot be reached: check --endpoint`;
    return `${what} (${because})`;
  }
  return `AWS does not accept these credentials: renew them, or choose others with AWS_PROFILE (${because})`;
}
