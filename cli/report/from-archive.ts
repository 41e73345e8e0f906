import { type AssessmentParts, assessmentOf } from '../../engine/assessment/assemble.ts';
import type { Assessment, AssessmentNote } from '../../engine/assessment/assessment.ts';
import { type RecordedState, stateFromRecords } from '../../engine/assessment/from-records.ts';
import { sha256 } from '../../engine/canonical.ts';
import { type ArchiveSource, takeInventory } from '../../engine/evidence/inventory.ts';
import { settingsKey } from '../../engine/evidence/layout.ts';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { resourceKey } from '../../resources/key.ts';
import type { NamedArchive } from '../archive.ts';
import { UsageError } from '../exit-status.ts';
import { definitionOf } from '../house.ts';
import { type Asked, inForce, ruleOf, rulesInForce } from './asked.ts';

export interface ArchiveInput {
  /** As the user named it. */
  readonly name: string;
  readonly archive: NamedArchive;
  /** The keys to trust; without one nothing is verified. */
  readonly publicKeys: readonly string[];
}

/**
 * The state that an archive tells of.
 * @throws UsageError if it is no archive, or no key was brought where one was named
 */
export async function assessmentOfArchive(input: ArchiveInput, asked: Asked): Promise<Assessment> {
  const { name, archive } = input;
  const verification = await verified(input, asked.now);
  const { source } = archive;
  const { shards } = await takeInventory(source);
  archive.check();
  if (shards.length === 0)
    throw new UsageError(`${name}: it holds no evidence, expected an evidence archive`);
  const state = await stateFromRecords(source, {
    from: asked.from,
    to: asked.asOf,
    isAsked: asked.isAsked,
    keyOf: (ref) => resourceKey(ref, definitionOf(ref.type)),
    ruleOf: (id) => {
      const rule = ruleOf(id);
      if (rule === undefined) return undefined;
      return { rule: rule.id, severity: rule.severity, isAdvisory: rule.profile === 'advisory' };
    },
  }).finally(() => archive.check());
  const recorded = await recordedChoice(source, state.folded.settingsDigest);
  return assessmentOf({
    ...asked.common,
    ...partsOf(state, { ...asked, choice: recorded ?? asked.choice }),
    source: { kind: 'archive', name, verification },
    scope: scopeOf(state, shards),
    notes: [...verificationNotes(verification), ...state.notes],
  });
}

async function verified(
  { name, archive, publicKeys }: ArchiveInput,
  now: string,
): Promise<VerifyReport | null> {
  if (publicKeys.length === 0) return null;
  const report = await verifyArchive(archive.source, { publicKeyPem: publicKeys, now: new Date(now) });
  archive.check();
  const [first] = report.problems;
  if (report.status === 'unusable' && first) throw new UsageError(`${name}: ${first.message}`);
  return report;
}

/** The settings that were in force at the end of the period, where the archive holds them. */
async function recordedChoice(source: ArchiveSource, digest: string | null): Promise<Asked['choice']> {
  if (digest === null) return undefined;
  const bytes = await source.read(settingsKey(digest)).catch(() => undefined);
  if (bytes === undefined || sha256(bytes) !== digest) return undefined;
  return { settings: JSON.parse(Buffer.from(bytes).toString()), profile: undefined };
}

function partsOf(
  { period, findings, ended, folded, sealed }: RecordedState,
  { choice, asOf, ...asked }: Asked,
): Pick<
  AssessmentParts,
  'period' | 'profile' | 'findings' | 'ended' | 'history' | 'gaps' | 'waivers' | 'rulesInForce'
> {
  const chosen = choice ? inForce(choice, asked) : [];
  return {
    period,
    profile: choice ? (choice.profile ?? choice.settings.profile ?? 'baseline') : 'as recorded',
    findings,
    ended,
    history: folded.history.points(period.from, asOf),
    gaps: folded.gaps.gaps(asOf, sealed),
    waivers: folded.waivers.known(),
    rulesInForce: rulesInForce(chosen, findings.filter(isJudged)),
  };
}

/** Asked at its last evaluation still; a rule that was taken out tells only that it is not known. */
const isJudged = ({ evidence, status }: RecordedState['findings'][number]): boolean =>
  evidence[0]?.status === status;

function scopeOf(
  { findings }: RecordedState,
  shards: readonly { readonly account: string; readonly region: string }[],
): Assessment['scope'] {
  const places = [...shards, ...findings.map(({ resource }) => resource)];
  const names = (of: (place: (typeof places)[number]) => string | null): readonly string[] =>
    [...new Set(places.map(of))].filter((each) => each !== null && each !== '').toSorted() as string[];
  return { accounts: names(({ account }) => account), regions: names(({ region }) => region) };
}

function verificationNotes(verification: VerifyReport | null): readonly AssessmentNote[] {
  if (verification === null) {
    const text =
      'NOT VERIFIED: no public key was brought, so nothing shows that this archive is whole and unchanged.';
    return [{ kind: 'not-verified', text }];
  }
  if (verification.status === 'proven') return [];
  const { problems } = verification;
  const [first] = problems;
  const why = first
    ? `${problems.length} problems, the first: ${first.kind} ${first.key}: ${first.message}`
    : 'nothing in it is sealed';
  return [
    {
      kind: 'verification-failed',
      text: `VERIFICATION FAILED: what follows may be false. ${why}.`,
    },
  ];
}
