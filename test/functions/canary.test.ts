import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { s3Source } from '../../adapters/aws/ledger/source.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { overheard } from './_config/deployed.ts';
import { recordsIn } from './_ledger/kit.ts';
import { type Played, played, REGION } from './stage/kit.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function opened() {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
  const heard = overheard();
  const stage = await played();
  return { stage, heard, rules: stage.door.client(EventBridgeClient) };
}

async function archiveOf({ door, world, bucket, publicKeyPem }: Played) {
  const { config, install } = door;
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  const source = s3Source(aws, { bucket });
  const files = new Map<string, Uint8Array>();
  for await (const key of source.list()) files.set(key, await source.read(key));
  const shard = { account: world.account, region: REGION };
  return { records: recordsIn(files, shard), report: await verifyArchive(source, { publicKeyPem }) };
}

describe('the canary', () => {
  it('comes all the way from the bus into a segment, every hour', async () => {
    const { stage, heard } = await opened();
    await stage.pass(4 * HOUR);
    expect(stage.errors).toEqual([]);
    // What became of the first is told with the second.
    expect(heard.metric('CanaryArrived')).toEqual([1, 1, 1]);
    expect(heard.metric('CanaryMissing')).toEqual([]);
    const { records, report } = await archiveOf(stage);
    expect(records.filter(({ kind }) => kind === 'canary').length).toBeGreaterThanOrEqual(3);
    expect(records.filter(({ kind }) => kind === 'gap')).toEqual([]);
    expect(report).toMatchObject({ status: 'proven', problems: [] });
  }, 60_000);

  it('is missed where it does not come through, and for how long is evidence', async () => {
    const { stage, heard, rules } = await opened();
    await stage.pass(2 * HOUR);
    await rules.send(new DisableRuleCommand({ Name: 'canary' }));
    await stage.pass(2 * HOUR);
    await rules.send(new EnableRuleCommand({ Name: 'canary' }));
    await stage.pass(2 * HOUR);
    expect(heard.metric('CanaryMissing')).toEqual([1, 1]);
    expect(heard.messages().filter((text) => text.startsWith('changes may not have been seen'))).toHaveLength(
      2,
    );
    const { records } = await archiveOf(stage);
    const gaps = records.flatMap((record) => (record.kind === 'gap' ? [record.detail] : []));
    const because = 'the canary reached no evaluation';
    expect(gaps).toEqual([
      { subject: 'change events', from: '2026-01-01T02:00:00.000Z', to: '2026-01-01T04:00:00.000Z', because },
      { subject: 'change events', from: '2026-01-01T04:00:00.000Z', to: '2026-01-01T05:00:00.000Z', because },
    ]);
  }, 60_000);

  it('is sent again if the bus does not take it, and is not forgotten over it', async () => {
    const { stage, heard } = await opened();
    await stage.pass(HOUR);
    stage.world.faults.add({
      service: 'eventbridge',
      operation: 'PutEvents',
      error: { name: 'InternalException', message: 'internal failure', statusCode: 500 },
    });
    const call = stage.call('canary', {});
    await expect(call).rejects.toMatchObject({ name: 'TransientError' });
    stage.world.faults.clear();
    await stage.call('canary', {});
    expect(heard.metric('CanaryArrived')).toEqual([1]);
  }, 60_000);
});
