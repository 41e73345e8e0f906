import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { exchanges } from '../../../emulator/record.ts';
import { findings, type Played, played, postures } from './kit.ts';
import { NOTEBOOK_RULE, openNotebook } from './put-right.ts';

/** Hears what is announced on the findings bus, beside whoever listens already. */
function announced(): string[] {
  const rules: string[] = [];
  const before = exchanges.listener;
  exchanges.listener = (exchange) => {
    before?.(exchange);
    if (exchange.operation !== 'PutEvents') return;
    const { Entries } = exchange.input as { Entries: readonly { Detail: string }[] };
    rules.push(...Entries.map(({ Detail }) => JSON.parse(Detail).rule));
  };
  return rules;
}

/** Every evaluation in the archive's segments. */
async function recorded({ door, bucket }: Played) {
  const s3 = door.client(S3Client);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const records: { kind: string; verdicts?: { rule: string; status: string; shadow?: true }[] }[] = [];
  for (const { Key = '' } of Contents) {
    if (!Key.endsWith('.ndjson.gz')) continue;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
    records.push(
      ...text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
  }
  return records.flatMap(({ kind, verdicts = [] }) => (kind === 'evaluation' ? verdicts : []));
}

describe('a rule in shadow', () => {
  it('is judged, remembered and recorded; nobody is told, and nothing is put right', async () => {
    const bus = announced();
    const stage = await played({
      remediation: true,
      settings: { rules: { [NOTEBOOK_RULE]: { shadow: true } }, remediation: { mode: 'auto' } },
    });
    await openNotebook(stage);
    await stage.pass(3_600_000, 60_000);
    expect(stage.errors).toEqual([]);

    const hub = [...(await findings(stage)).values()].map(({ GeneratorId }) => GeneratorId);
    expect(hub).toContain('assay/sagemaker-notebook-in-vpc');
    expect(hub).not.toContain(`assay/${NOTEBOOK_RULE}`);
    expect(bus).toContain('sagemaker-notebook-in-vpc');
    expect(bus).not.toContain(NOTEBOOK_RULE);

    const known = [...(await postures(stage)).values()].find(({ rules }) => rules[NOTEBOOK_RULE]);
    expect(known?.rules[NOTEBOOK_RULE]).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
    const verdicts = await recorded(stage);
    expect(verdicts).toContainEqual(
      expect.objectContaining({ rule: NOTEBOOK_RULE, status: 'NON_COMPLIANT', shadow: true }),
    );
    const inVpc = verdicts.filter(({ rule }) => rule === 'sagemaker-notebook-in-vpc');
    expect(inVpc.map(({ shadow }) => shadow)).not.toContain(true);
  });
});
