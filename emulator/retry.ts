import type { RetryStrategyV2, RetryToken } from '@smithy/types';

/** The SDK's standard retries without their back-off: no test sleeps. */
export function createRetryStrategy(maxAttempts: number): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(spent, { errorType, error }) {
      const count = spent.getRetryCount() + 1;
      if (errorType === 'CLIENT_ERROR' || count >= maxAttempts) {
        throw new Error(
          `no retry of ${error?.name ?? 'an unknown error'} (${errorType}) after ${count} attempts`,
        );
      }
      return token(count);
    },
    recordSuccess: () => {},
  };
}

function token(retries: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => 0 };
}
