import type { Violation } from './report.ts';

/** Violations that are none of ours, and why. Each must still occur. */
export interface Known extends Pick<Violation, 'client' | 'side' | 'kind'> {
  /** Undefined: any. */
  readonly operation?: string;
  readonly path: string;
  readonly because: string;
}

const undeclared = (client: string, because: string, ...codes: readonly string[]): readonly Known[] =>
  codes.map((path) => ({ client, side: 'error', kind: 'error', path, because }));

interface Contradiction {
  readonly client: string;
  readonly operations: readonly string[];
  readonly kind: string;
  readonly path: string;
  readonly because: string;
}

const answers = ({ operations, ...rest }: Contradiction): readonly Known[] =>
  operations.map((operation) => ({ ...rest, operation, side: 'output' }));

const errors: readonly Known[] = [
  ...undeclared(
    'SecurityHubClient',
    'what Security Hub answers beyond its rates, in github.com/prowler-cloud/prowler/issues/5004',
    'TooManyRequestsException',
  ),
];

const NOT_GIVEN =
  'an answer must have it, with one character or member at least, and a request need not: ' +
  'what AWS answers then is not documented';

const contradictions: readonly Known[] = [
  ...answers({
    client: 'BedrockAgentClient',
    operations: ['CreateAgent', 'GetAgent'],
    kind: 'pattern',
    path: '.agent.agentResourceRoleArn',
    because: NOT_GIVEN,
  }),
  ...answers({
    client: 'BedrockAgentCoreControlClient',
    operations: ['CreateGatewayTarget', 'GetGatewayTarget', 'UpdateGatewayTarget'],
    kind: 'min',
    path: '.credentialProviderConfigurations',
    because: NOT_GIVEN,
  }),
  ...['namespaces', 'namespaceTemplates'].flatMap((member) =>
    answers({
      client: 'BedrockAgentCoreControlClient',
      operations: ['CreateMemory', 'GetMemory', 'UpdateMemory'],
      kind: 'min',
      path: `.memory.strategies[].${member}`,
      because: NOT_GIVEN,
    }),
  ),
  ...answers({
    client: 'BedrockAgentCoreControlClient',
    operations: ['ListAgentRuntimes', 'ListAgentRuntimeVersions'],
    kind: 'min',
    path: '.agentRuntimes[].description',
    because: NOT_GIVEN,
  }),
  ...answers({
    client: 'BedrockAgentCoreControlClient',
    operations: ['GetAgentRuntime'],
    kind: 'min',
    path: '.description',
    because: 'the lists must have it (above), and one record is behind both',
  }),
];

const EMPTY_MAP = "the examples in AWS's API reference have an empty map here";

const looser: readonly Known[] = [
  ...answers({
    client: 'DynamoDBClient',
    operations: ['BatchGetItem'],
    kind: 'min',
    path: '.UnprocessedKeys',
    because: EMPTY_MAP,
  }),
  ...answers({
    client: 'DynamoDBClient',
    operations: ['BatchWriteItem'],
    kind: 'min',
    path: '.UnprocessedItems',
    because: EMPTY_MAP,
  }),
  ...(['input', 'output'] as const).map((side) => ({
    client: 'ConfigServiceClient',
    operation: 'GetResourceConfigHistory',
    side,
    kind: 'enum',
    path: side === 'input' ? '.resourceType' : '.configurationItems[].resourceType',
    because: 'the model names fewer types than "Supported Resource Types" of the documentation',
  })),
  ...['ListTagsForResource', 'TagResource', 'UntagResource'].map((operation) => ({
    client: 'BedrockAgentClient',
    operation,
    side: 'input' as const,
    kind: 'pattern',
    path: '.resourceArn',
    because: "AWS's pattern has /d where it means \\d, and no ARN of an account matches it",
  })),
];

export const known: readonly Known[] = [...errors, ...contradictions, ...looser];
