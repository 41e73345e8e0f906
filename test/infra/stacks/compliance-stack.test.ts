import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, type ResourceJson, synthesize } from '../kit.ts';
import { permissionsIn, permissionTable } from '../permissions.ts';

const templates = synthesize();
const all = Object.values(templates);
const everywhere = (type: string) => all.flatMap((each) => ofType(each, type));

/** What differs between deployments, and a stack must never lose by accident. */
const stateful = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::S3::Bucket',
  'AWS::Events::EventBus',
  'AWS::SQS::Queue',
];

describe('the stacks, whatever is in them', () => {
  it('give every queue TLS', () => {
    const guarded = new Set(
      everywhere('AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
        JSON.stringify(Properties).includes('"aws:SecureTransport":"false"')
          ? refs(Properties['Queues'])
          : [],
      ),
    );
    const queues = everywhere('AWS::SQS::Queue').map(([id]) => id);
    expect(queues.length).toBeGreaterThan(10);
    expect(queues.filter((id) => !guarded.has(id))).toEqual([]);
  });

  it('give every queue encryption at rest, and a dead-letter queue unless it is one', () => {
    const queues = everywhere('AWS::SQS::Queue');
    expect(queues.filter(([, { Properties }]) => Properties['SqsManagedSseEnabled'] !== true)).toEqual([]);
    const without = queues
      .filter(([, { Properties }]) => Properties['RedrivePolicy'] === undefined)
      .map(([id]) => id);
    expect(without.filter((id) => !/DeadLetters|Unforwarded/.test(id))).toEqual([]);
  });

  it('give every dead-letter queue an alarm on what lies there', () => {
    const watched = JSON.stringify(
      everywhere('AWS::CloudWatch::Alarm').filter(
        ([, { Properties }]) => Properties['MetricName'] === 'ApproximateNumberOfMessagesVisible',
      ),
    );
    const deadLetters = everywhere('AWS::SQS::Queue').filter(([id]) => id.includes('DeadLetters'));
    expect(deadLetters.length).toBeGreaterThan(10);
    expect(deadLetters.map(([id]) => id).filter((id) => !watched.includes(`"${id}"`))).toEqual([]);
  });

  it('keep every bucket from the public', () => {
    const buckets = everywhere('AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const [, { Properties }] of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  it('allow nobody whole services, and no action by a wildcard', () => {
    const allowed = all.flatMap(permissionsIn);
    expect(allowed.length).toBeGreaterThan(100);
    expect(allowed.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  it('tell the name of the table that reports are made of', () => {
    const compliance = templates['AssayCompliance'];
    const [posture] = ofType(compliance, 'AWS::DynamoDB::Table').filter(([id]) => id.startsWith('Posture'));
    expect(compliance?.Outputs?.['PostureTable']).toEqual({ Value: { Ref: posture?.[0] } });
  });

  it('attach no policy that AWS manages and changes', () => {
    const roles = everywhere('AWS::IAM::Role');
    expect(roles.filter(([, { Properties }]) => JSON.stringify(Properties).includes(':policy/'))).toEqual([]);
  });

  it('keep the policies of every role within what IAM takes', () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without white space.
    const sizes = (type: string) =>
      everywhere(type).map(
        ([id, { Properties }]) => [id, JSON.stringify(Properties['PolicyDocument']).length] as const,
      );
    expect(sizes('AWS::IAM::Policy').filter(([, size]) => size > 10_240)).toEqual([]);
    expect(sizes('AWS::IAM::ManagedPolicy').filter(([, size]) => size > 6_144 * 1.5)).toEqual([]);
  });

  it('give every function a log group with an end', () => {
    const functions = everywhere('AWS::Lambda::Function');
    expect(functions).toHaveLength(18);
    const groups = new Map(everywhere('AWS::Logs::LogGroup'));
    for (const [, { Properties }] of functions) {
      const [group = ''] = refs((Properties['LoggingConfig'] as JsonMap)['LogGroup']);
      expect(groups.get(group)?.Properties).toMatchObject({
        RetentionInDays: 90,
        KmsKeyId: expect.anything(),
      });
    }
  });

  it('run every function on the newest Node, on ARM, with dead letters and reserved concurrency', () => {
    for (const [, { Properties }] of everywhere('AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        DeadLetterConfig: expect.anything(),
        ReservedConcurrentExecutions: expect.any(Number),
      });
    }
  });

  it('tell somebody of every alarm, and what to do', () => {
    const alarms = everywhere('AWS::CloudWatch::Alarm');
    for (const [id, { Properties }] of alarms) {
      expect([id, Properties['AlarmActions']]).toEqual([id, [{ Ref: expect.stringContaining('Alarms') }]]);
      expect(Properties['AlarmDescription']).toMatch(/\. What to do: docs\/runbook\.md#[a-z-]+$/);
    }
  });

  it('let EventBridge publish alarms under the key without a condition, which it could not meet', () => {
    const [, key] = ofType(templates['AssayCompliance'], 'AWS::KMS::Key')[0] ?? [];
    const { Statement } = key?.Properties['KeyPolicy'] as { Statement: JsonMap[] };
    const rules = Statement.find(({ Sid }) => Sid === 'Rules');
    expect(rules).toMatchObject({ Principal: { Service: 'events.amazonaws.com' }, Effect: 'Allow' });
    expect(rules?.['Condition']).toBeUndefined();
  });

  it('keep what has state under the same logical ids: another id is another, empty resource', () => {
    const ids = all.flatMap((each) => stateful.flatMap((type) => ofType(each, type).map(([id]) => id)));
    expect(ids.filter((id) => !/DeadLetters/.test(id)).toSorted()).toMatchInlineSnapshot(`
      [
        "ArchiveAccessLogs31F4F9D7",
        "ArchiveEFD34886",
        "ArchiveHashKey346436B7",
        "ArchiveKey3EF5EDE5",
        "ArchiveLedger9D3861E8",
        "ArchiveSealKey1AA19D4B",
        "ChangeFeedChanges192D7CB9",
        "ChangeFeedIntake72BE931A",
        "ConfigRulesChanged5B6FAA5A",
        "Findings4AD62E91",
        "JudgementInventoryD88C9E91",
        "OperationsKeyD0717C64",
        "PostureE0558A12",
        "PublishingUnpublishedA0DB6B12",
        "QueriesResultsB9A74B2C",
        "RemediationStorageKey6E9FF7A5",
        "RemediationStorageTable3BD7A21C",
        "SealingEvidence5E7B291D",
      ]
    `);
  });

  it('allow each role exactly this', async () => {
    const table = Object.entries(templates)
      .map(([stack, each]) => `# ${stack}\n\n${permissionTable(each)}`)
      .join('\n');
    await expect(table).toMatchFileSnapshot('./permissions.txt');
  });
});

/** Logical ids that a value refers to. */
const refs = (value: unknown): string[] =>
  [...JSON.stringify(value ?? null).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g)].map(([, id = '']) => id);

const functionsBySource = (): ReadonlyMap<string, ResourceJson> =>
  new Map(
    everywhere('AWS::Lambda::Function').map(
      ([, resource]) => [String(resource.Metadata?.['source']), resource] as const,
    ),
  );

describe('what the stack tells its functions', () => {
  it('is exactly what they ask for', async () => {
    const told: Record<string, readonly string[]> = {};
    const asked: Record<string, readonly string[]> = {};
    for (const [source, { Properties }] of functionsBySource()) {
      const { Variables = {} } = (Properties['Environment'] ?? {}) as { Variables?: JsonMap };
      told[source] = Object.keys(Variables)
        .filter((name) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS')
        .toSorted();
      asked[source] = await variablesOf(source);
    }
    expect(told).toEqual(asked);
  });
});

/** The variables that a function misses in an empty environment are those that it asks for. */
async function variablesOf(source: string): Promise<readonly string[]> {
  try {
    await import(/* @vite-ignore */ `../../../${source}`);
    return [];
  } catch (error) {
    const { message } = error as Error;
    const names = [...message.matchAll(/(\w+) is missing/g)].map(([, name = '']) => name);
    if (names.length === 0) throw error;
    return names.toSorted();
  }
}

describe('the bus of findings', () => {
  it('takes events of those who announce, and of nobody else', () => {
    const [policy] = everywhere('AWS::Events::EventBusPolicy').filter(([id]) => id.startsWith('Findings'));
    expect(policy?.[1].Properties['Statement']).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 'events:PutEvents',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': expect.any(Array) } },
    });
    expect(JSON.stringify(policy)).toContain('PublishingAnnounceRole');
  });
});

describe('remediations', () => {
  const changing = /^(?!.*:(Get|List|Describe|BatchGet|Lookup|Query|Search|Scan))/;
  const made = all.flatMap(permissionsIn).filter(({ role }) => role.includes('RemediationFunctions'));

  it('are made by one function only', () => {
    const own = /^(dynamodb|sqs|sns|logs|kms|states|lambda|ssm|sts|xray|events|cloudtrail):/;
    const able = made.filter(({ action }) => changing.test(action) && !own.test(action));
    expect(able.length).toBeGreaterThan(5);
    expect([...new Set(able.map(({ role }) => role))]).toEqual([
      expect.stringContaining('RemediationFunctionsApplyRole'),
    ]);
  });

  it('are not there where nobody wants them', () => {
    const without = Object.values(synthesize({ remediation: false }));
    expect(without.flatMap((each) => ofType(each, 'AWS::Lambda::Function'))).toHaveLength(11);
  });

  it('can be asked for by whom IAM knows', () => {
    const [url] = everywhere('AWS::Lambda::Url');
    expect(url?.[1].Properties['AuthType']).toBe('AWS_IAM');
  });

  it('log no data that passes between states: a task token is among it', () => {
    const machines = everywhere('AWS::StepFunctions::StateMachine').filter(([id]) =>
      id.startsWith('Remediation'),
    );
    expect(machines).toHaveLength(1);
    expect(machines[0]?.[1].Properties['LoggingConfiguration']).toMatchObject({
      IncludeExecutionData: false,
    });
  });

  it('begin switched off', () => {
    const [parameter] = everywhere('AWS::SSM::Parameter');
    expect(parameter?.[1].Properties).toMatchObject({ Name: '/assay/remediation', Value: 'off' });
  });
});
