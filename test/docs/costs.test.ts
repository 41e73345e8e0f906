import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../cli/demo/stage.ts';
import { costOf, type Line } from '../../scripts/costs/model.ts';
import { ALARM_METRICS, costLines } from '../../scripts/generate-costs.ts';
import { caller, played } from '../functions/stage/kit.ts';
import { ofType, synthesize } from '../infra/kit.ts';

const CHANGES = 200;
const MINUTES = 3;
const HOURS = (CHANGES * MINUTES) / 60;

const lines = await costLines();

const line = (what: string): Line => {
  const found = lines.find((each) => each.what === what);
  if (!found) throw new Error(`no line is called ${what}`);
  return found;
};

/** What the page allows so many changes in so many hours. */
const allowed = (what: string, unitsACall = 1): number => {
  const { perChange = 0, perHour = 0 } = line(what);
  return (perChange * CHANGES + perHour * HOURS) / unitsACall;
};

type Counts = Record<string, number>;

const add = (counts: Counts, name: string, count = 1) => {
  counts[name] = (counts[name] ?? 0) + count;
};

const lengthOf = (input: unknown, member: string): number => {
  const list: unknown = Reflect.get(Object(input), member);
  return Array.isArray(list) ? list.length : 0;
};

/** Notebooks with three faults each, created one by one, each long after the other: nothing is batched. */
async function measured(): Promise<Counts> {
  const counts: Counts = {};
  const within = <T>(name: FunctionName, work: () => T): T => {
    add(counts, 'invocations');
    return caller.run(name, work);
  };
  const stage = await played({ within });
  // Config asks each rule once when it is made.
  await stage.pass(3_600_000);
  delete counts['invocations'];
  const { exchanges } = await import('../../emulator/record.ts');
  const sagemaker = stage.person.client(SageMakerClient);
  exchanges.listener = ({ client, operation, input }) => {
    add(
      counts,
      operation === 'SendMessageBatch' ? 'queue requests' : `${client.replace('Client', '')}.${operation}`,
    );
    add(counts, 'announced', operation === 'PutEvents' ? lengthOf(input, 'Entries') : 0);
    add(counts, 'findings', operation === 'BatchImportFindings' ? lengthOf(input, 'Findings') : 0);
    // A message is received before it is deleted; in AWS both are asked for in batches.
    if (operation === 'DeleteMessage') add(counts, 'queue requests', 2);
  };
  try {
    for (let each = 0; each < CHANGES; each += 1) {
      await sagemaker.send(
        new CreateNotebookInstanceCommand({
          NotebookInstanceName: `study-${each}`,
          InstanceType: 'ml.t3.medium',
          RoleArn: 'arn:aws:iam::111122223333:role/Ml',
          RootAccess: 'Enabled',
        }),
      );
      await stage.pass(MINUTES * 60_000);
    }
  } finally {
    exchanges.listener = undefined;
  }
  expect(stage.errors).toEqual([]);
  // What EventBridge puts into queues: each change, and each announced verdict.
  add(counts, 'queue requests', CHANGES + (counts['announced'] ?? 0));
  return counts;
}

const sum = (counts: Counts, ...names: readonly string[]): number =>
  names.reduce((total, name) => total + (counts[name] ?? 0), 0);

describe('the lines of the page on costs', () => {
  it('are no fewer than what two hundred changes call', async () => {
    const counts = await measured();
    const writes = sum(counts, 'DynamoDB.PutItem', 'DynamoDB.UpdateItem', 'DynamoDB.DeleteItem');
    const reads = sum(counts, 'DynamoDB.Query', 'DynamoDB.GetItem', 'DynamoDB.BatchGetItem', 'DynamoDB.Scan');
    const found: readonly (readonly [string, number, number])[] = [
      ['EventBridge: custom events', sum(counts, 'announced'), allowed('EventBridge: custom events')],
      ['SQS: requests', sum(counts, 'queue requests'), allowed('SQS: requests')],
      ['Lambda: requests', sum(counts, 'invocations'), allowed('Lambda: requests')],
      ['DynamoDB: write units', writes, allowed('DynamoDB: write units', 3)],
      ['DynamoDB: read units', reads, allowed('DynamoDB: read units', 2)],
      ['KMS: signatures', sum(counts, 'KMS.Sign'), allowed('KMS: signatures')],
      ['KMS: data keys and hashes', sum(counts, 'KMS.GenerateMac'), allowed('KMS: data keys and hashes')],
      ['S3: PUT requests', sum(counts, 'S3.PutObject'), allowed('S3: PUT requests')],
      [
        'Security Hub: findings ingested',
        sum(counts, 'findings'),
        allowed('Security Hub: findings ingested'),
      ],
    ];
    for (const [what, count, most] of found) {
      expect(count, what).toBeGreaterThan(0);
      expect(count, what).toBeLessThanOrEqual(most);
      // Nor far more: a line that has grown loose says nothing.
      if (!what.startsWith('KMS')) expect(most, what).toBeLessThan(count * 1.5);
    }
  }, 300_000);

  it('count the keys, the dashboard and the metrics of alarms that the templates have', () => {
    const templates = Object.values(synthesize());
    const count = (type: string) => templates.flatMap((each) => ofType(each, type)).length;
    const watched = templates
      .flatMap((each) => ofType(each, 'AWS::CloudWatch::Alarm'))
      .map(([, { Properties }]) => {
        const metrics = Properties['Metrics'];
        return Array.isArray(metrics) ? metrics.filter((metric) => 'MetricStat' in Object(metric)).length : 1;
      });
    expect(watched.reduce((total, each) => total + each, 0)).toBe(ALARM_METRICS);
    expect(line('KMS: keys').perMonth).toBe(count('AWS::KMS::Key'));
    expect(line('CloudWatch: dashboard').perMonth).toBe(count('AWS::CloudWatch::Dashboard'));
  });
});

describe('a line', () => {
  it.each([
    [50, 50],
    [100, 100],
    [150, 125],
  ])('of %i pays each tier its own price: %i', (perMonth, cost) => {
    const tiers = [
      { upTo: 100, price: 1 },
      { upTo: Number.POSITIVE_INFINITY, price: 0.5 },
    ];
    expect(costOf({ what: '', source: '', tiers, perMonth }, { changes: 0, resources: 0 }).cost).toBe(cost);
  });

  it('counts changes, resources, hours and months', () => {
    const tiers = [{ upTo: Number.POSITIVE_INFINITY, price: 1 }];
    const all = { what: '', source: '', tiers, perChange: 1, perResourceDay: 1, perHour: 1, perMonth: 1 };
    expect(costOf(all, { changes: 10, resources: 2 }).count).toBe(10 + 60 + 720 + 1);
  });
});
