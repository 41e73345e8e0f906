import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Shard } from './layout.ts';
import { objectOf } from './lookup.ts';
import { parseObject } from './segment.ts';

export const EXPORT_SCHEMA = 'assay.export/1';

/** `export.json`: what a part of an archive says of itself. Nobody signs it: it only tells what was asked for. */
export interface ExportFile {
  readonly schema: typeof EXPORT_SCHEMA;
  /** ISO 8601, as asked; null where nothing was. */
  readonly from: string | null;
  readonly to: string | null;
  readonly shards: readonly ExportedShard[];
}

/** Numbers of the first and the last seal that were taken along. */
export interface ExportedShard extends Shard {
  readonly first: number;
  readonly last: number;
}

export const exportBytes = (file: ExportFile): Uint8Array =>
  Buffer.from(`${canonicalJson(file as unknown as JsonObject)}\n`);

/** Undefined if it is none, or not as `assay export` writes it. */
export function parseExport(bytes: Uint8Array): ExportFile | undefined {
  const file = parseObject(Buffer.from(bytes).toString());
  const isExport =
    file?.['schema'] === EXPORT_SCHEMA &&
    [file['from'], file['to']].every((time) => time === null || typeof time === 'string') &&
    Array.isArray(file['shards']) &&
    file['shards'].length > 0 &&
    file['shards'].every(isShard);
  return isExport ? (file as unknown as ExportFile) : undefined;
}

function isShard(value: JsonObject[string]): boolean {
  const { account, region, first, last } = objectOf(value) ?? {};
  const isRange = Number.isSafeInteger(first) && Number.isSafeInteger(last) && Number(first) <= Number(last);
  return typeof account === 'string' && typeof region === 'string' && isRange && Number(first) >= 1;
}
