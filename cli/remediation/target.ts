import type { Aws } from '../../adapters/aws/aws.ts';
import { refOf } from '../../adapters/aws/neighbourhood.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { findingInHub } from '../../adapters/aws/security-hub/lookup.ts';
import { findingId } from '../../engine/finding-id.ts';
import { remediations } from '../../remediations/index.ts';
import type { Remediation } from '../../remediations/remediation.ts';
import { arnPattern, parseArn } from '../../resources/arn.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { definitionOf } from '../house.ts';

/** One finding that is to be put right, and how. */
export interface Target {
  readonly finding: string;
  readonly rule: string;
  readonly ref: ResourceRef;
  /** Of the resource's posture. */
  readonly key: string;
  readonly remediation: Remediation;
}

/**
 * What `remediate <finding>`, or `remediate <rule> <arn>`, is about; the resource is read once, to know it by its whole
 * identity.
 * @throws UsageError if nothing here puts it right
 * @throws UnfinishedError if it cannot be found
 */
export async function targetOf(operands: readonly string[], aws: Aws): Promise<Target> {
  const [first = '', second] = operands;
  if (second !== undefined) return targetBy(first, second, aws);
  if (!/^assay\/[0-9a-f]{64}$/.test(first))
    throw new UsageError(
      `${first || 'nothing'}: expected a finding’s id, or a rule and the ARN of a resource`,
    );
  const found = await findingInHub(aws, first);
  if (!found) throw new UnfinishedError(`Security Hub in ${aws.region} has no finding ${first}`);
  return targetBy(found.rule, found.resource, aws);
}

async function targetBy(rule: string, resource: string, aws: Aws): Promise<Target> {
  const remediation = remediationFor(rule, resource);
  const type = remediation.resourceType;
  const definition = definitionOf(type);
  const from = { type, id: '', partition: 'aws', account: null, region: aws.region };
  const named = refOf(resource, definition, { type, from: { ...from, source: 'live', properties: {} } });
  if (!named) throw new UsageError(`${resource} names no ${type}`);
  const result = await readResource(named, aws);
  if (result.outcome === 'not-found') throw new UnfinishedError(`${resource} is not there`);
  if (result.outcome !== 'read') throw new UnfinishedError(`${resource} cannot be read: ${result.because}`);
  const {
    properties: _,
    source: __,
    createdAt: ___,
    read: ____,
    unreadable: _____,
    file: ______,
    ...ref
  } = result.resource;
  return { finding: findingId(rule, ref), rule, ref, key: resourceKey(ref, definition), remediation };
}

function remediationFor(rule: string, resource: string): Remediation {
  const able = remediations.filter(({ repairs }) => repairs.some((id) => id === rule));
  const [first, ...others] = able;
  if (!first) throw new UsageError(`nothing here puts ${rule} right; see assay rules ${rule}`);
  if (others.length === 0) return first;
  const arn = parseArn(resource);
  const meant = able.find(({ resourceType }) => {
    const pattern = definitionOf(resourceType)?.arnPattern;
    return arn !== undefined && pattern !== undefined && arnPattern(pattern).match(arn) !== undefined;
  });
  if (meant) return meant;
  const types = able.map(({ resourceType }) => resourceType);
  throw new UsageError(`${resource} is none of ${types.join(', ')}: expected an ARN of one`);
}
