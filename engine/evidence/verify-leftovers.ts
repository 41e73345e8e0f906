import { sha256 } from '../canonical.ts';
import { segmentKey, shardName } from './layout.ts';
import { toHex } from './merkle.ts';
import type { ProblemKind } from './report.ts';
import { entryOf, openSegment, SEGMENT_SCHEMA, segmentHash } from './segment.ts';
import { type ChainState, isUnproven } from './verify-chain.ts';
import { addProblem, readFile, SKEW, type Verification } from './verify-context.ts';
import { recordProblems } from './verify-records.ts';
import { nameMisplaced } from './verify-segments.ts';

/** Segments that no seal names: not sealed yet, moved here, or put in. */
export async function verifyLeftovers(verification: Verification, chain: ChainState): Promise<void> {
  const claims = [...chain.files.segments].sort(([a], [b]) => a - b);
  let unsealed = 0;
  for (const [number, keys] of claims) {
    for (const key of keys) {
      if (chain.used.has(key)) continue;
      if (await isFollowing(verification, chain, { key, number })) unsealed += 1;
    }
  }
  if (unsealed === 0) return;
  const name = shardName(chain.files);
  const message = `${unsealed} segments of ${name} are newer than its last seal: well-formed, and not proven`;
  verification.notes.push({ kind: 'not-sealed-yet', key: `evidence/${name}/`, message });
}

/** Does it follow the last sealed segment, as one does that waits for its seal? Everything else is named. */
async function isFollowing(
  verification: Verification,
  chain: ChainState,
  at: { key: string; number: number },
): Promise<boolean> {
  const bytes = await readFile(verification, at.key);
  if (!bytes) return false;
  const opened = openSegment(bytes);
  if (nameMoved(verification, at.key, opened.compressed)) return false;
  const misplaced = nameMisplaced(verification, opened, at);
  if (misplaced?.kind === 'renamed' && opened.header) {
    const { header } = opened;
    const home = segmentKey(header, header.number, header.closedAt);
    dropMissing(verification, home);
    addProblem(verification, 'renamed', at.key, misplaced.message);
    return false;
  }
  if (misplaced) {
    addProblem(verification, 'segment-inserted', at.key, `no seal names it: ${misplaced.message}`);
    return false;
  }
  // Its seal is broken or missing, which has been named.
  if (isUnproven(chain, at.number) || (chain.broken > 0 && at.number >= chain.nextSegment && opened.header))
    return false;
  if (at.number < chain.nextSegment) {
    addProblem(
      verification,
      'segment-inserted',
      at.key,
      'no seal names it, and the seals of its time are complete',
    );
    return false;
  }
  return follows(verification, chain, { ...at, bytes, opened });
}

interface Unsealed {
  readonly key: string;
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly opened: ReturnType<typeof openSegment>;
}

function follows(
  verification: Verification,
  chain: ChainState,
  { key, number, bytes, opened }: Unsealed,
): boolean {
  const { header, content, isOurEnvelope } = opened;
  if (!header || !content || !isOurEnvelope) {
    addProblem(
      verification,
      'segment-changed',
      key,
      'it is not sealed yet, and not a segment as we write them',
    );
    return false;
  }
  if (header.schema !== SEGMENT_SCHEMA) {
    addProblem(
      verification,
      'record-newer-version',
      key,
      `it has the version ${header.schema}; this version reads ${SEGMENT_SCHEMA}`,
    );
    return false;
  }
  const isEarly = chain.seal !== undefined && Date.parse(header.closedAt) < Date.parse(chain.seal.to) - SKEW;
  const isLinked = chain.previousSegment === undefined || header.previous === chain.previousSegment;
  if (number !== chain.nextSegment || header.first !== chain.nextRecord || !isLinked || isEarly) {
    addProblem(
      verification,
      'segment-inserted',
      key,
      `it is newer than the last seal and does not follow segment ${chain.nextSegment - 1}`,
    );
    return false;
  }
  verification.problems.push(...recordProblems({ key, header, content, seal: undefined }));
  chain.nextSegment = number + 1;
  chain.nextRecord = header.last + 1;
  chain.previousSegment = toHex(segmentHash(entryOf({ header, bytes, content })));
  return true;
}

/** Names files outside the layout, by what they are where that can be told. */
export async function verifyForeign(verification: Verification): Promise<void> {
  for (const key of verification.inventory.foreign) {
    // Nothing is missing that it could be: no need to read what may be of any size.
    const bytes =
      verification.missing.size > 0 && !key.endsWith('/') ? await readFile(verification, key) : undefined;
    if (bytes && nameMoved(verification, key, sha256(bytes))) continue;
    addProblem(verification, 'foreign-file', key, 'it does not belong to an evidence archive');
  }
}

/** A file whose content is missing elsewhere was renamed: one problem instead of two. */
function nameMoved(verification: Verification, key: string, hash: string): boolean {
  const home = verification.missing.get(hash);
  if (home === undefined) return false;
  verification.missing.delete(hash);
  dropMissing(verification, home);
  addProblem(verification, 'renamed', key, `it is ${home} under another name`);
  return true;
}

const MISSING: ReadonlySet<ProblemKind> = new Set(['segment-missing', 'pack-missing', 'settings-missing']);

function dropMissing({ problems }: Verification, home: string): void {
  const index = problems.findIndex(({ kind, key }) => key === home && MISSING.has(kind));
  if (index >= 0) problems.splice(index, 1);
}
