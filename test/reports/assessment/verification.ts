import { sha256 } from '../../../engine/canonical.ts';
import { sealKey, segmentKey } from '../../../engine/evidence/layout.ts';
import type { Problem, ShardReport, VerifyReport } from '../../../engine/evidence/report.ts';

const SHARDS = [
  { account: '111122223333', region: 'eu-central-1' },
  { account: '111122223333', region: 'eu-west-1' },
  { account: '444455556666', region: 'us-east-1' },
] as const;

const PROBLEMS: Readonly<Record<VerifyReport['status'], readonly Problem[]>> = {
  proven: [],
  failed: [
    {
      kind: 'segment-changed',
      key: segmentKey(SHARDS[1], 17, '2026-10-20T09:00:00.000Z'),
      message: 'its bytes are not those that the seal names',
    },
    { kind: 'tail-missing', key: '', message: 'no seal has the head that was asked for' },
  ],
  unusable: [{ kind: 'not-an-archive', key: '', message: 'nothing here is named as in an archive' }],
};

/** What verifying an archive of three shards gives. */
export function verificationOf(status: VerifyReport['status'], until: string): VerifyReport {
  const usable = status !== 'unusable';
  const shards: ShardReport[] = usable
    ? SHARDS.map((shard, index) => ({
        ...shard,
        seals: 720,
        segments: 240 + index,
        records: 24_000 + index * 1000,
        provenUntil: status === 'proven' ? until : index === 1 ? null : until,
        head: sha256(`head ${shard.region}`),
      }))
    : [];
  const sum = (what: 'seals' | 'segments' | 'records'): number =>
    shards.reduce((total, shard) => total + shard[what], 0);
  return {
    status,
    problems: PROBLEMS[status],
    notes: usable
      ? [
          {
            kind: 'tail-not-proven',
            key: sealKey(SHARDS[0], until),
            message: 'without a head from outside, what came after the last seal is not proven',
          },
        ]
      : [],
    shards,
    counts: {
      files: sum('seals') * 2 + sum('segments'),
      seals: sum('seals'),
      segments: sum('segments'),
      records: sum('records'),
    },
    provenUntil: status === 'proven' ? until : null,
    head: usable ? sha256('head') : null,
    fingerprint: usable ? sha256('key') : null,
  };
}
