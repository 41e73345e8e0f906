import type { SecurityPolicyDetail } from '@aws-sdk/client-opensearchserverless';
import { AwsError, conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { isRecord } from '../../shapes.ts';
import { createTable } from '../../table.ts';

type Stored = SecurityPolicyDetail & { name: string; text: string };

const policies = createTable<Stored>();

const keyOf = ({ type, name }: { type: string; name: string }): string => `${type}/${name}`;

export const securityPolicy = {
  CreateSecurityPolicy(input, call) {
    const { clientToken: _, policy: text, ...given } = input;
    const key = keyOf(input);
    if (policies.get(call, key)) throw conflict(`Policy with name ${input.name} already exists`);
    const stored: Stored = {
      ...given,
      text,
      policyVersion: call.world.ids.lower(20),
      createdDate: call.nowMs,
      lastModifiedDate: call.nowMs,
    };
    policies.put(call, key, stored);
    return { securityPolicyDetail: shown(stored) };
  },

  GetSecurityPolicy: (input, call) => ({ securityPolicyDetail: shown(find(call, input)) }),

  ListSecurityPolicies(input, call) {
    const found = policies.list(call).filter(({ type }) => type === input.type);
    const { page, nextToken } = restPage(found, input);
    return { securityPolicySummaries: page, nextToken };
  },

  DeleteSecurityPolicy(input, call) {
    find(call, input);
    policies.delete(call, keyOf(input));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-opensearchserverless')>;

// The detail carries the document itself, not its text.
const shown = ({ text, ...detail }: Stored): SecurityPolicyDetail => ({
  ...detail,
  policy: JSON.parse(text),
});

function find(call: Call, input: { type: string; name: string }): Stored {
  const found = policies.get(call, keyOf(input));
  if (found === undefined)
    throw resourceNotFound(`Policy with name ${input.name} and type ${input.type} is not found`);
  return found;
}

/** The key that an encryption policy gives a collection of this name: an ARN, or `auto` for one that AWS owns. */
export function keyByPolicy(call: Call, collectionName: string): string {
  const documents = policies
    .list(call)
    .filter(({ type }) => type === 'encryption')
    .map(({ text }): unknown => JSON.parse(text))
    .filter(isRecord);
  const meant = documents.find((document) =>
    rulesOf(document).some((resource) => isMeant(resource, collectionName)),
  );
  if (meant === undefined) {
    throw new AwsError(
      'ValidationException',
      `No matching security policy of encryption type found for collection name: ${collectionName}. ` +
        'Please create security policy of encryption type for this collection.',
    );
  }
  return typeof meant['KmsARN'] === 'string' ? meant['KmsARN'] : 'auto';
}

function rulesOf(document: Record<string, unknown>): string[] {
  const rules = Array.isArray(document['Rules']) ? document['Rules'] : [];
  return rules.flatMap((rule: unknown) =>
    isRecord(rule) && Array.isArray(rule['Resource']) ? rule['Resource'].map(String) : [],
  );
}

function isMeant(resource: string, name: string): boolean {
  const pattern = resource.replace(/^collection\//, '');
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
