import type { Aws, ClientConstructor, SdkClient } from './aws.ts';
import { refusalOf } from './outcome.ts';

/**
 * The same AWS, of which nothing is asked twice: for deeds that read a resource in more than one way. Only for reads, and
 * only for as long as one look takes. What may succeed later is asked again.
 */
export function memoized(aws: Aws): Aws {
  const clients = new Map<SdkClient, SdkClient>();
  return {
    region: aws.region,
    now: () => aws.now(),
    client<C extends SdkClient>(Client: ClientConstructor<C>, region: string | null): C {
      const client = aws.client(Client, region);
      const known = clients.get(client);
      if (known instanceof Client) return known;
      const remembering = rememberingClient(client);
      clients.set(client, remembering);
      return remembering;
    },
  };
}

type Send = (command: { readonly input: object }, ...rest: unknown[]) => Promise<unknown>;

function rememberingClient<C extends SdkClient>(client: C): C {
  // By the command's class, not by its name, which is another one in a bundle.
  const answers = new Map<unknown, Map<string, Promise<unknown>>>();
  const original: unknown = Reflect.get(client, 'send');
  if (typeof original !== 'function') throw new TypeError('a client of the SDK was expected');
  const send: Send = (command, ...rest) => {
    const byInput = answers.get(command.constructor) ?? new Map<string, Promise<unknown>>();
    answers.set(command.constructor, byInput);
    const key = JSON.stringify(command.input);
    const known = byInput.get(key);
    if (known) return known;
    const answer: Promise<unknown> = original.call(client, command, ...rest);
    byInput.set(key, answer);
    answer.catch((error: unknown) => {
      if (mayBeOtherwise(error)) byInput.delete(key);
    });
    return answer;
  };
  return new Proxy(client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property, target)),
  });
}

/** That nothing is set is an answer too. */
function mayBeOtherwise(error: unknown): boolean {
  const refusal = refusalOf(error, 'a read');
  return refusal === undefined || (refusal.outcome === 'failed' && refusal.retryable);
}
