import type { JsonObject } from '../../resources/resource.ts';
import type { Ask, Draft, Refusal } from '../remediation.ts';

/** One way to stop an abuse at once, until somebody has looked: with the rights of whoever does it, and taken back whole. */
export interface Containment {
  /** As a person types it. */
  readonly kind: string;
  /** What it is about, for a usage line. */
  readonly subject: string;
  /** What it does, as an order. */
  readonly title: string;
  /** What stops working. */
  readonly breaks: string;
  /** Exactly the IAM actions of its calls: nothing else is ever sent for it. */
  readonly permissions: readonly string[];
  readonly references: readonly string[];
  /** The service's own name out of a name or an ARN; undefined for an ARN of something else. */
  nameOf(target: string): string | undefined;
  read(name: string, ask: Ask): Promise<JsonObject>;
  /** Pure. */
  plan(name: string, before: JsonObject): Draft | Refusal;
}

/** What is no ARN is a name; of an ARN, what follows `<kind>/`, without a path. */
export function nameIn(target: string, service: string, kind: string): string | undefined {
  if (!target.startsWith('arn:')) return target;
  const [, , of, , , ...rest] = target.split(':');
  const [found, ...path] = rest.join(':').split('/');
  return of === service && found === kind ? path.at(-1) : undefined;
}
