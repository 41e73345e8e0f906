import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { exchanges } from '../../../emulator/record.ts';
import type { Played } from './kit.ts';

/** What is said on the findings bus. */
export interface Announced {
  readonly rule: string;
  readonly from: string | null;
  readonly to: string;
  readonly waived: boolean;
  readonly because?: string;
}

export interface Heard {
  /** About the rule, since it was last forgotten. */
  announced(): readonly Announced[];
  forget(): void;
}

/** Hears what is announced on the findings bus, beside whoever listens already. */
export function heardOn(rule?: string): Heard {
  const announced: Announced[] = [];
  const before = exchanges.listener;
  exchanges.listener = (exchange) => {
    before?.(exchange);
    if (exchange.operation !== 'PutEvents') return;
    const { Entries } = exchange.input as { Entries: readonly { Detail: string }[] };
    const said: readonly Announced[] = Entries.map(({ Detail }) => JSON.parse(Detail));
    announced.push(...said.filter((each) => rule === undefined || each.rule === rule));
  };
  return {
    announced: () => [...announced],
    forget: () => void announced.splice(0),
  };
}

/** As much of a record as these tests look at. */
export interface Recorded {
  readonly kind: string;
  readonly resource?: { readonly id: string };
  readonly verdicts?: readonly { readonly rule: string; readonly status: string; readonly shadow?: true }[];
}

/** Every record in the archive's segments, in order. */
export async function recordsIn({ door, bucket }: Played): Promise<readonly Recorded[]> {
  const s3 = door.client(S3Client);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const records: Recorded[] = [];
  for (const { Key = '' } of Contents) {
    if (!Key.endsWith('.ndjson.gz')) continue;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
    const lines = text.trim().split('\n');
    records.push(...lines.map((line): Recorded => JSON.parse(line)));
  }
  return records;
}
