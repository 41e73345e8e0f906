import * as z from 'zod/mini';
import type { Workflow } from '../../adapters/aws/workflow.ts';
import { productArn } from '../../engine/asff.ts';
import { executionName, type Trigger } from '../../engine/remediation/trigger.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { definitionOf } from '../_evaluation/house.ts';
import { claimsIn } from '../_publishing/heard.ts';
import { InputError } from '../_runtime/errors.ts';
import { logger } from '../_runtime/observability.ts';

export interface StartPorts {
  readonly workflow: Workflow;
  /** Where this runs. */
  readonly account: string;
  readonly region: string;
}

const nullable = z.nullable(z.string());

const envelope = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  account: z.string(),
  time: z.string(),
  detail: z.looseObject({}),
});

const verdict = z.object({
  findingId: z.string(),
  rule: z.string(),
  resource: z.looseObject({
    type: z.string(),
    id: z.string(),
    partition: nullable,
    account: nullable,
    region: nullable,
  }),
  to: z.string(),
  waived: z.boolean(),
  generation: z.number(),
});

/** An event → executions. What it says of a finding is a pointer, and believed of nobody. */
export async function startRemediation(event: unknown, ports: StartPorts): Promise<void> {
  for (const trigger of triggersIn(event, ports)) {
    const name = executionName(trigger);
    const isNew = await ports.workflow.start(name, trigger);
    logger.info(isNew ? 'a remediation is started' : 'a remediation of that name is there already', { name });
  }
}

/** @throws InputError for an event that is none of those that are routed here */
export function triggersIn(
  event: unknown,
  { account, region }: Omit<StartPorts, 'workflow'>,
): readonly Trigger[] {
  const result = z.safeParse(envelope, event);
  if (!result.success) throw new InputError('the event is none of EventBridge');
  const { data } = result;
  if (data.account !== account) throw new InputError(`the event is of account ${data.account}`);
  if (data.source === 'assay') return verdictTrigger(data);
  if (data.source === 'aws.securityhub') return actionTriggers(data, { account, region });
  throw new InputError(`the event is of ${data.source}`);
}

type Envelope = z.infer<typeof envelope>;

function verdictTrigger({ id, time, detail }: Envelope): readonly Trigger[] {
  const result = z.safeParse(verdict, detail);
  if (!result.success) throw new InputError('the event is no change of a verdict');
  const { findingId, rule, resource, to, waived, generation } = result.data;
  if (to !== 'NON_COMPLIANT' || waived) return [];
  const ref = resource as unknown as ResourceRef;
  return [
    {
      schema: 'assay.remediation-trigger/1',
      kind: 'verdict',
      finding: findingId,
      rule,
      key: resourceKey(ref, definitionOf(ref.type)),
      generation,
      requester: null,
      id,
      at: time,
    },
  ];
}

/** An analyst's click. Security Hub does not tell whose it was: it makes a plan, which a known person has to approve. */
function actionTriggers(
  event: Envelope,
  { region }: Pick<StartPorts, 'account' | 'region'>,
): readonly Trigger[] {
  const findings: unknown = event.detail['findings'];
  const claims = claimsIn({
    time: event.time,
    detail: { findings: Array.isArray(findings) ? findings : [] },
  });
  const ours = claims.filter((claim) => claim.productArn === productArn(region, claim.account));
  return ours.map(({ id, key, rule }) => ({
    schema: 'assay.remediation-trigger/1',
    kind: 'hub-action',
    finding: id,
    rule,
    key,
    generation: null,
    requester: null,
    reason: 'asked for in Security Hub',
    id: event.id,
    at: event.time,
  }));
}
