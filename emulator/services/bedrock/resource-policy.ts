import { resourceNotFound } from '../../errors.ts';
import type { Operations } from '../../service.ts';
import { createTable } from '../../table.ts';

const policies = createTable<string>();

/** Policies by the ARN of what they open: guardrails, guardrail profiles, models. */
export const resourcePolicy = {
  PutResourcePolicy(input, call) {
    policies.put(call, input.resourceArn, input.resourcePolicy);
    return { resourceArn: input.resourceArn };
  },

  GetResourcePolicy(input, call) {
    const found = policies.get(call, input.resourceArn);
    if (found === undefined) throw resourceNotFound(`No resource policy exists for ${input.resourceArn}.`);
    return { resourcePolicy: found };
  },

  DeleteResourcePolicy(input, call) {
    policies.delete(call, input.resourceArn);
    return {};
  },

  // Importing models is not emulated: there are none.
  ListImportedModels: () => ({ modelSummaries: [] }),
} satisfies Operations<typeof import('@aws-sdk/client-bedrock')>;
