import type { ArchiveSource } from '../engine/evidence/inventory.ts';
import type { Wanted } from '../engine/evidence/lookup-query.ts';
import { type FoundRecord, type SearchOptions, searchRecords } from '../engine/evidence/search.ts';
import { controlOf, isControlId } from '../frameworks/index.ts';
import { rules } from '../rules/index.ts';
import { UsageError } from './exit-status.ts';
import { ruleById } from './house.ts';

/** Options that say which records are wanted. */
export const WANTED_OPTIONS = {
  finding: { type: 'string' },
  resource: { type: 'string' },
  rule: { type: 'string' },
  control: { type: 'string' },
} as const;

interface WantedValues {
  readonly finding?: string | undefined;
  readonly resource?: string | undefined;
  readonly rule?: string | undefined;
  readonly control?: string | undefined;
}

/** @throws UsageError */
export function wantedOf({ finding, resource, rule, control }: WantedValues): Wanted {
  if (rule !== undefined && control !== undefined)
    throw new UsageError('--rule and --control say the same twice: give one of them');
  const ids = rule === undefined ? control && rulesFor(control) : idsOf(rule);
  return {
    ...(finding !== undefined && { finding: findingIdOf(finding) }),
    ...(resource !== undefined && { resource }),
    ...(ids && { rules: new Set(ids) }),
  };
}

function findingIdOf(text: string): string {
  const [, digest] = /^(?:assay\/)?([0-9a-f]{64})$/.exec(text) ?? [];
  if (digest === undefined)
    throw new UsageError(`--finding ${text}: expected assay/ and 64 hex digits, as Security Hub has it`);
  return `assay/${digest}`;
}

/** A rule that is no more has records all the same; under its old ids too. */
function idsOf(id: string): readonly string[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(`--rule ${id}: expected the id of a rule; \`assay rules\` lists them`);
  const rule = ruleById(id);
  return rule ? [rule.id, ...(rule.aliases ?? [])] : [id];
}

function rulesFor(control: string): readonly string[] {
  if (!isControlId(control))
    throw new UsageError(`--control ${control}: there is no such control; expected e.g. nist_800_53_r5:AC-6`);
  const supporting = rules.filter(
    ({ controls }) => control in controls.published || controls.judged.includes(control),
  );
  if (supporting.length > 0) return supporting.flatMap(({ id }) => idsOf(id));
  throw new UsageError(
    `--control ${control}: no rule supports it (${controlOf(control).title}), so that no record is about it`,
  );
}

/** A time, or a day, as ISO 8601. @throws UsageError */
export function instant(option: string, text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`${option} is ${text}, expected a time such as 2026-11-30T12:00:00Z`);
  return new Date(time).toISOString();
}

const DAY = 86_400_000;

/** The newest record, or up to a time (ms): looked for in the day before it, or before now, and then further and further back. */
export async function newestRecord(
  source: ArchiveSource,
  wanted: Wanted,
  at: number | undefined,
): Promise<FoundRecord | undefined> {
  const to = at === undefined ? undefined : new Date(at + 1).toISOString();
  const end = at ?? Date.now();
  for (const days of [1, 8, 64, Number.POSITIVE_INFINITY]) {
    const from = Number.isFinite(days) ? new Date(end - days * DAY).toISOString() : undefined;
    const found = await newestIn(source, { wanted, from, to });
    if (found) return found;
  }
  return undefined;
}

async function newestIn(source: ArchiveSource, options: SearchOptions): Promise<FoundRecord | undefined> {
  let newest: FoundRecord | undefined;
  for await (const found of searchRecords(source, options)) {
    if (!newest || timeOf(found) >= timeOf(newest)) newest = found;
  }
  return newest;
}

const timeOf = ({ record }: FoundRecord): string => String(record['recordedAt']);
