/** Why a request gave no answer. */
export type Refusal =
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'denied'; readonly because: string }
  | { readonly outcome: 'failed'; readonly because: string; readonly retryable: boolean };

/** As the services name it in their APIs. */
const NOT_FOUND = new Set([
  'NoSuchBucket',
  'NoSuchEntity',
  'NoSuchEntityException',
  'NotFoundException',
  'RepositoryNotFoundException',
  'ResourceNotFound',
  'ResourceNotFoundException',
]);

/** Services that say "not found" in the message of a ValidationException only: IAM prefix → what they say. */
const NOT_FOUND_MESSAGES: Readonly<Record<string, RegExp>> = {
  sagemaker: /RecordNotFound|could not find|cannot find|resource not found|does not exist/i,
};

const DENIED = /^(AccessDenied|UnauthorizedAccess|UnauthorizedOperation|NotAuthorized|AuthorizationError)/;

/** Answered with 403 as well, but no policy would help. */
const BAD_CREDENTIALS =
  /^(InvalidAccessKeyId|InvalidClientTokenId|InvalidSignature|InvalidToken|SignatureDoesNotMatch|UnrecognizedClient|CredentialsProviderError|TokenProviderError)/;

/** Credentials or a clock whose time is over: fresh ones say it otherwise, and it tells nothing of the resource. */
const OVERDUE = /^(ExpiredToken|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed|RequestTimeout)/;

/** As the SDK knows them, whatever the status: many of them come with 400. */
const THROTTLED =
  /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|^(BandwidthLimitExceeded|LimitExceededException|PriorRequestNotComplete|ProvisionedThroughputExceededException|TransactionInProgressException)$/;

/** No answer came at all. */
const NO_ANSWER =
  /^(TimeoutError|AbortError|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * What an error of an SDK client means; `action` is the IAM action that was tried, `sagemaker:ListTags`.
 * Undefined for what AWS did not answer and the network did not cause: a defect of the caller.
 */
export function refusalOf(error: unknown, action: string): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = statusOf(error);
  if (BAD_CREDENTIALS.test(error.name)) return failed(error, action, false);
  if (OVERDUE.test(error.name)) return failed(error, action, true);
  if (NO_ANSWER.test(error.name) || NO_ANSWER.test(codeOf(error))) return failed(error, action, true);
  if (status === undefined) return undefined;
  if (saysNotFound(error, action)) return { outcome: 'not-found' };
  if (THROTTLED.test(error.name) || status === 408 || status === 429 || status >= 500) {
    return failed(error, action, true);
  }
  if (DENIED.test(error.name) || status === 401 || status === 403) {
    return { outcome: 'denied', because: `access denied: ${deniedActionIn(error) ?? action}` };
  }
  return failed(error, action, false);
}

/** Where a service asked another one in the caller's name, the other's action is the one that is missing. */
const deniedActionIn = ({ message }: Error): string | undefined =>
  /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message)?.[1];

function saysNotFound({ name, message }: Error, action: string): boolean {
  if (NOT_FOUND.has(name)) return true;
  const service = action.slice(0, action.indexOf(':'));
  return name === 'ValidationException' && (NOT_FOUND_MESSAGES[service]?.test(message) ?? false);
}

function failed({ name, message }: Error, action: string, retryable: boolean): Refusal {
  // The SDK adds lines of advice for programmers.
  const [said] = message.split('\n');
  return { outcome: 'failed', because: `${action}: ${name}: ${said}`, retryable };
}

function statusOf(error: Error): number | undefined {
  const metadata: unknown = Reflect.get(error, '$metadata');
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}
