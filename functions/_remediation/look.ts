import type { Aws } from '../../adapters/aws/aws.ts';
import { memoized } from '../../adapters/aws/memo.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Status } from '../../engine/verdict.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import { type Judged, judged } from '../_evaluation/judged.ts';
import type { Ports } from '../_evaluation/ports.ts';
import { TransientError } from '../_runtime/errors.ts';

/** A resource as it is now, with every rule's word on it. */
export interface Looked {
  readonly outcome: 'seen';
  readonly resource: Resource;
  readonly findings: readonly Finding[];
  readonly verdicts: Readonly<Record<string, Status>>;
  readonly judged: Judged;
  /** Remembers what was asked: the same answers for whoever reads on. */
  readonly aws: Aws;
}

export type Look = Looked | { readonly outcome: 'gone' };

/** Reads and judges, asking AWS nothing twice. @throws TransientError for what may be read later */
export async function look(ref: ResourceRef, ports: Ports): Promise<Look> {
  const remembering = once((account: string | null) => {
    const aws = ports.awsOf(account);
    return aws && memoized(aws);
  });
  const aws = remembering(ref.account);
  if (!aws) throw new Error(`account ${ref.account} is none of ours`);
  const result = await ports.read(ref, aws);
  if (result.outcome === 'not-found') return { outcome: 'gone' };
  if (result.outcome === 'failed' && result.retryable) throw new TransientError(result.because);
  const now = ports.home.now().toISOString();
  const resource: Resource =
    result.outcome === 'read'
      ? result.resource
      : { ...ref, source: 'live', properties: {}, unreadable: result.because, read: [now, now] };
  const batch = { cache: new Map(), waivers: ports.house.waiversAt(now) };
  const outcome = await judged(resource, { ...ports, awsOf: remembering }, batch);
  const { findings } = outcome.seen;
  const verdicts = Object.fromEntries(findings.map(({ rule, verdict }) => [rule.id, verdict.status]));
  return { outcome: 'seen', resource, findings, verdicts, judged: outcome, aws };
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
