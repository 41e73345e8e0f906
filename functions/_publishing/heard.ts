import * as z from 'zod/mini';
import { KEY_FIELD, RULE_FIELD } from '../../adapters/aws/security-hub/asff.ts';
import type { Heard } from '../../engine/workflow-mirror.ts';
import { InputError } from '../_runtime/errors.ts';
import { jsonIn } from './unpublished.ts';

const schema = z.object({
  Id: z.string(),
  ProductArn: z.string(),
  AwsAccountId: z.string(),
  UpdatedAt: z.string(),
  ProductFields: z.object({ [KEY_FIELD]: z.string(), [RULE_FIELD]: z.string() }),
  Workflow: z.object({ Status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }),
  Note: z.nullish(z.object({ Text: z.string(), UpdatedBy: z.string(), UpdatedAt: z.string() })),
});

const event = z.object({ time: z.string(), detail: z.object({ findings: z.array(z.unknown()) }) });

/** As much of the event "Security Hub Findings - Imported" as is read here. */
export type FindingsImported = z.infer<typeof event>;

/** The event in a message of a queue. @throws InputError if it holds none */
export function importedIn(body: string): FindingsImported {
  return importedOf(jsonIn(body));
}

/** What is said to be such an event. @throws InputError if it is none */
export function importedOf(value: unknown): FindingsImported {
  const result = z.safeParse(event, value);
  if (result.success) return result.data;
  throw new InputError('the message is no event of Security Hub about findings');
}

/** A finding of an event, and what it says that it is about; none of that is to be believed unseen. */
export interface Claim {
  readonly id: string;
  readonly productArn: string;
  readonly account: string;
  readonly key: string;
  readonly rule: string;
  readonly heard: Heard;
}

/** Findings that claim to be ours; others, of which there are many, are nobody's business here. */
export function claimsIn({ time, detail }: FindingsImported): readonly Claim[] {
  return detail.findings.flatMap((finding) => {
    const result = z.safeParse(schema, finding);
    return result.success ? [claimOf(result.data, time)] : [];
  });
}

function claimOf(finding: z.infer<typeof schema>, at: string): Claim {
  const { Id, ProductArn, AwsAccountId, UpdatedAt, ProductFields, Workflow, Note } = finding;
  return {
    id: Id,
    productArn: ProductArn,
    account: AwsAccountId,
    key: ProductFields[KEY_FIELD],
    rule: ProductFields[RULE_FIELD],
    heard: {
      workflow: Workflow.Status,
      updatedAt: UpdatedAt,
      at,
      note: Note ? { text: Note.Text, by: Note.UpdatedBy, at: Note.UpdatedAt } : null,
    },
  };
}
