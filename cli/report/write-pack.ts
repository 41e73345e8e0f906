import { isControlId } from '../../frameworks/index.ts';
import { namedArchive } from '../archive.ts';
import { complain, UsageError } from '../exit-status.ts';
import type { MakeAws } from '../scan/account.ts';
import { readText } from '../settings-files.ts';
import { type AskedOptions, askedOf } from './asked.ts';
import { auditorPack } from './auditor-pack.ts';
import { assessmentOfArchive } from './from-archive.ts';
import { statusOf, writeOut } from './write-out.ts';

export interface PackRequest {
  readonly values: {
    readonly pack?: string | undefined;
    readonly control?: string | undefined;
    readonly 'public-key'?: readonly string[] | undefined;
    readonly format?: string | undefined;
    readonly table?: string | undefined;
    readonly framework?: readonly string[] | undefined;
    readonly out?: string | undefined;
    readonly region?: string | undefined;
    readonly endpoint?: string | undefined;
  };
  readonly name: string | undefined;
  readonly options: AskedOptions;
  readonly make: MakeAws | undefined;
}

/**
 * Writes an auditor's pack; nothing, and status 1, of an archive that does not verify.
 * @throws UsageError if something that a pack needs is missing, or cannot be had of one
 */
export async function writePack({ values, name, options, make }: PackRequest): Promise<number> {
  const { pack, control, region, endpoint } = values;
  const keys = values['public-key'] ?? [];
  const given = (['format', 'table', 'framework', 'out'] as const).find((each) => values[each] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for a report, not for a pack; see --help`);
  if (pack === undefined || control === undefined)
    throw new UsageError('a pack needs --pack FILE.zip and --control FRAMEWORK:ID; see --help');
  if (!isControlId(control))
    throw new UsageError(
      `--control is ${control}, expected the id of a control, such as nist_800_53_r5:AC-6`,
    );
  if (name === undefined || keys.length === 0)
    throw new UsageError('a pack needs an archive, and --public-key, the key that you trust; see --help');
  const asked = await askedOf({ ...options, control });
  const archive = await namedArchive(name, { region, endpoint, make });
  const publicKeys = keys.map(readText);
  const assessment = await assessmentOfArchive({ name, archive, publicKeys }, asked);
  for (const { text } of assessment.notes) complain(text);
  if (statusOf(assessment) !== 0) {
    complain(`${name} does not verify, so no pack was made of it`);
    return 1;
  }
  const rules = asked.common.knownRules.map(({ id }) => id).filter((id) => asked.isAsked?.(id) === true);
  const bytes = await auditorPack({ assessment, source: archive.source, publicKeys, rules });
  archive.check();
  writeOut('--pack', pack, bytes);
  return 0;
}
