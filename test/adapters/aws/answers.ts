import { type Aws, createAws } from '../../../adapters/aws/aws.ts';
import { createRetryStrategy } from '../../../emulator/retry.ts';
import { REGION } from './kit.ts';

/** What is asked of AWS: `GetBucketTagging`, its input, and the SDK's own schema of the answer. */
export interface Question {
  readonly operation: string;
  readonly input: object;
  readonly answerSchema: unknown;
}

interface Context {
  readonly commandName?: string;
  readonly __smithy_context?: { readonly operationSchema?: readonly unknown[] };
}

/** An AWS that answers by a function, below the SDK's retries: for answers that no emulator gives. */
export function answering(answer: (question: Question) => unknown): Aws {
  const middleware = (_next: unknown, context: Context) => async (args: { input: object }) => {
    const operation = (context.commandName ?? '').replace(/Command$/, '');
    const answerSchema = context.__smithy_context?.operationSchema?.[5];
    const output = answer({ operation, input: args.input, answerSchema });
    return { response: {}, output: { $metadata: { httpStatusCode: 200 }, ...Object(output) } };
  };
  return createAws({
    region: REGION,
    now: () => new Date('2026-01-01T00:00:00Z'),
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    config: { retryStrategy: createRetryStrategy(3), signer: { sign: async (request) => request } },
    install(client) {
      client.middlewareStack.add(middleware as never, { step: 'deserialize', priority: 'high' } as never);
      return client;
    },
  });
}

/** An error as the SDK throws it. */
export function awsError(name: string, status = 400, message = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: status } });
}
