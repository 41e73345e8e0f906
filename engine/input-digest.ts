import type { Json, Resource } from '../resources/resource.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { JudgeOptions } from './judge.ts';
import type { AppliedWaiver } from './waiver.ts';

/** Digest of what is the same for every resource: rules with their revisions and parameters, and which of them are in shadow. Once a judge. */
export function rulesDigest({ rules, parameters = {} }: Pick<JudgeOptions, 'rules' | 'parameters'>): string {
  const texts = rules.map(({ id, revision, shadow }) =>
    canonicalJson([id, revision, (parameters[id] ?? {}) as Json, ...(shadow ? ['shadow'] : [])]),
  );
  // The canonical form of the list of them.
  return sha256(`[${texts.sort().join(',')}]`);
}

export interface DigestInput {
  readonly resource: Resource;
  /** Every resource that a rule followed a reference to. */
  readonly related: Iterable<Resource>;
  readonly rulesDigest: string;
  readonly waivers: readonly (AppliedWaiver | null)[];
  /** Who refers to it, where a rule asks. */
  readonly referrers?: readonly string[];
}

/**
 * Digest of all that a judgement of one resource rests on: an equal one means that there is nothing to do.
 * Own properties (tags are among them), related resources, referrers, rules, parameters and waivers in force.
 */
export function inputDigest({
  resource,
  related,
  rulesDigest: rules,
  waivers,
  referrers,
}: DigestInput): string {
  const around = [...related].map(resourceText).sort();
  const inForce = waivers.filter((waiver) => waiver !== null);
  // Joined rather than nested: the texts are canonical already, and none contains a line break.
  return sha256(
    [
      resourceText(resource),
      rules,
      canonicalJson(inForce.map((waiver): Json => ({ ...waiver }))),
      ...(referrers === undefined ? [] : [canonicalJson(referrers.toSorted())]),
      ...around,
    ].join('\n'),
  );
}

/** Digest of what a resource is by itself. */
export const ownDigest = (resource: Resource): string => sha256(resourceText(resource));

const resourceText = ({ type, id, arn, unreadable, properties }: Resource): string =>
  `${type} ${canonicalJson(arn ?? id)} ${canonicalJson(unreadable ?? null)} ${canonicalJson(properties)}`;
