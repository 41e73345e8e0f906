import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { postureStore } from '../../../adapters/aws/posture.ts';
import { run } from '../../../cli/commands/report.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { createWorld } from '../../../emulator/world.ts';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { findingId } from '../../../engine/finding-id.ts';
import { postureWhenDeleted } from '../../../engine/posture.ts';
import { createPostureTable } from '../../functions/_evaluation/kit.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import {
  FAILS,
  judgedPosture,
  LACKS_KEY,
  NOTEBOOK,
  PASSES,
  UNREADABLE,
  WAIVER,
} from '../../support/posture.ts';

const REGION = 'eu-central-1';
const ROOT = 'sagemaker-notebook-root-access';
const NET = 'sagemaker-notebook-direct-internet-access';
const KEY = 'sagemaker-notebook-kms-cmk';
const folder = temporaryFolder();
const now = '2026-03-01T10:00:00.000Z';

async function opened() {
  const world = createWorld();
  const { config, install, client } = emulate(world, { region: REGION });
  await createPostureTable(client(DynamoDBClient), 'posture');
  world.clock.advance(60_000);
  const make: MakeAws = ({ region }) =>
    createAws({ region, config: { ...config, region }, install, now: world.clock.now });
  const store = postureStore(make({ region: REGION }), 'posture');
  const report = (...args: string[]) =>
    ran((given) => run(given, make), '--region', REGION, '--config', folder.path, ...args);
  return { world, store, report };
}

const ref = (id: string) => ({ ...NOTEBOOK, id, arn: NOTEBOOK.arn?.replace('research', id) ?? id });

describe('of a posture table', () => {
  it('tells what it knows of each resource that exists', async () => {
    const { store, report } = await opened();
    const one = judgedPosture(null, { [ROOT]: FAILS, [NET]: PASSES, [KEY]: LACKS_KEY }, { now });
    const lost = judgedPosture(null, { [ROOT]: FAILS }, { now, ref: ref('lost') });
    const waived = { verdict: FAILS, waiver: { ...WAIVER, expires: '2126-01-01' } };
    const ended = { verdict: FAILS, waiver: { ...WAIVER, expires: '2026-03-02' } };
    const gone = judgedPosture(null, { [ROOT]: FAILS }, { now, ref: ref('gone') });
    for (const posture of [
      { ...one, key: 'one' },
      {
        ...judgedPosture(lost, { [ROOT]: UNREADABLE }, { now: '2026-03-02T10:00:00.000Z', ref: ref('lost') }),
        key: 'lost',
        generation: 1,
      },
      {
        ...judgedPosture(null, { [ROOT]: waived, [NET]: ended }, { now, ref: ref('waived') }),
        key: 'waived',
      },
      { ...postureWhenDeleted(gone, '2026-03-02T10:00:00.000Z'), key: 'gone', generation: 1 },
    ])
      expect(await store.commit(posture, null)).toBe(true);
    const { status, stdout, stderr } = await report('--table', 'posture', '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { findings, source, scope, period, history }: Assessment = JSON.parse(stdout);
    expect([source.kind, source.name, period, history]).toEqual(['posture', 'posture', null, []]);
    expect(scope).toEqual({ accounts: [NOTEBOOK.account], regions: [REGION] });
    const told = findings.map(({ resource, rule, status: verdict, waiver, failedBefore }) => [
      resource.id.split('/').at(-1),
      rule,
      verdict,
      waiver !== null,
      failedBefore === true,
    ]);
    expect(told.sort()).toEqual([
      ['lost', ROOT, 'INSUFFICIENT_DATA', false, true],
      ['research', NET, 'COMPLIANT', false, false],
      ['research', KEY, 'NOT_APPLICABLE', false, false],
      ['research', ROOT, 'NON_COMPLIANT', false, false],
      ['waived', NET, 'NON_COMPLIANT', false, false],
      ['waived', ROOT, 'NON_COMPLIANT', true, false],
    ]);
    expect(
      findings.find(({ resource, rule }) => rule === ROOT && resource.id === NOTEBOOK.arn),
    ).toMatchObject({
      id: findingId(ROOT, NOTEBOOK),
      since: now,
      observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
      dueAt: expect.stringContaining('T10:00:00.000Z'),
      evidence: [],
    });
  });

  it('says so where there is no such table, and where it may not be read', async () => {
    const { world, report } = await opened();
    expect(await report('--table', 'other', '--format', 'json')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--table other: there is no such table'),
    });
    world.faults.deny({ service: 'dynamodb' });
    expect(await report('--table', 'posture', '--format', 'json')).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringContaining('reading posture needs it'),
    });
  });

  it('knows no past', async () => {
    const { report } = await opened();
    const { status, stderr } = await report('--table', 'posture', '--format', 'json', '--at', '2026-03-01');
    expect(status).toBe(2);
    expect(stderr).toContain('--table knows one instant');
  });
});

describe('of a rule in shadow', () => {
  it('tells what would fail, counts it for no control, and says so in CSV', async () => {
    const { store, report } = await opened();
    const shadowed = { verdict: FAILS, shadow: true } as const;
    const posture = judgedPosture(null, { [ROOT]: shadowed, [NET]: FAILS }, { now });
    expect(await store.commit(posture, null)).toBe(true);
    const { stdout } = await report('--table', 'posture', '--format', 'json', '--profile', 'baseline');
    const { findings, rules, frameworks }: Assessment = JSON.parse(stdout);
    expect(findings.filter(({ shadow }) => shadow)).toMatchObject([
      { rule: ROOT, status: 'NON_COMPLIANT', advisory: true, dueAt: null },
    ]);
    expect(rules.filter(({ shadow }) => shadow).map(({ id }) => id)).toEqual([ROOT]);
    const supporting = frameworks.flatMap(({ controls }) => controls.flatMap((control) => control.rules));
    expect(supporting).not.toContain(ROOT);
    expect(supporting).toContain(NET);
    const csv = await report('--table', 'posture', '--format', 'csv');
    const shadowOf = (rule: string) =>
      csv.stdout
        .split('\r\n')
        .find((line) => line.includes(rule))
        ?.split(',')
        .at(-1);
    expect([shadowOf(ROOT), shadowOf(NET)]).toEqual(['true', 'false']);
  });
});
