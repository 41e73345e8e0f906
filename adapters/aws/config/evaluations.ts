import type { ConfigEvaluation } from '../../../engine/config-evaluation.ts';
import type { Aws } from '../aws.ts';

/** What allows one invocation to tell AWS Config something. */
export interface Ticket {
  readonly token: string;
  /** AWS Config checks the evaluations and keeps none. */
  readonly isTest: boolean;
}

/** AWS Config took the request and refused evaluations in it, each time it was asked. */
class RefusedEvaluationsError extends Error {
  override readonly name = 'RefusedEvaluationsError';
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html */
const MAX_EVALUATIONS = 100;
const MAX_TRIES = 3;

/**
 * Tells AWS Config evaluations; none at all are told as well, or it would wait for them. Gives how many there were.
 * @throws RefusedEvaluationsError if some are refused for good
 */
export async function putEvaluations(
  aws: Aws,
  evaluations: AsyncIterable<ConfigEvaluation> | Iterable<ConfigEvaluation>,
  ticket: Ticket,
): Promise<number> {
  let batch: ConfigEvaluation[] = [];
  let count = 0;
  for await (const evaluation of evaluations) {
    batch.push(evaluation);
    count += 1;
    if (batch.length < MAX_EVALUATIONS) continue;
    await putBatch(aws, batch, ticket);
    batch = [];
  }
  if (batch.length > 0 || count === 0) await putBatch(aws, batch, ticket);
  return count;
}

async function putBatch(
  aws: Aws,
  evaluations: readonly ConfigEvaluation[],
  { token, isTest }: Ticket,
): Promise<void> {
  const { ConfigServiceClient, PutEvaluationsCommand } = await import('../clients/config-service.ts');
  const client = aws.client(ConfigServiceClient, aws.region);
  let left = evaluations.map((evaluation) => ({
    ComplianceResourceType: evaluation.resourceType,
    ComplianceResourceId: evaluation.resourceId,
    ComplianceType: evaluation.compliance,
    ...(evaluation.annotation !== undefined && { Annotation: evaluation.annotation }),
    OrderingTimestamp: new Date(evaluation.orderedAt),
  }));
  for (let tries = 1; ; tries += 1) {
    const input = { Evaluations: left, ResultToken: token, ...(isTest && { TestMode: true }) };
    const { FailedEvaluations = [] } = await client.send(new PutEvaluationsCommand(input));
    if (FailedEvaluations.length === 0) return;
    const failed = new Set(FailedEvaluations.map(keyOf));
    left = left.filter((evaluation) => failed.has(keyOf(evaluation)));
    if (tries < MAX_TRIES) continue;
    const [first] = left;
    throw new RefusedEvaluationsError(
      `AWS Config refused ${FailedEvaluations.length} of ${evaluations.length} evaluations ${tries} times, the first ` +
        `of ${first?.ComplianceResourceType} ${first?.ComplianceResourceId}; the invocation is tried again`,
    );
  }
}

interface Keyed {
  readonly ComplianceResourceType?: string | undefined;
  readonly ComplianceResourceId?: string | undefined;
}

const keyOf = ({ ComplianceResourceType, ComplianceResourceId }: Keyed): string =>
  `${ComplianceResourceType}\n${ComplianceResourceId}`;
