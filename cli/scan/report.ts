import type { Finding } from '../../engine/finding.ts';
import type { ProfileChoice } from '../../engine/settings.ts';
import type { WaiverReport } from '../../engine/waiver.ts';
import { findingJson, isListed } from '../../reports/contract.ts';
import type { Tally } from '../../reports/tally.ts';
import { findingTexts, tallyText, visible, waiverText } from '../../reports/text.ts';
import { Output, palette } from '../terminal.ts';
import type { Unlisted } from './gather.ts';
import type { JudgedResource } from './judge.ts';

export const SCAN_FORMATS = ['text', 'json', 'sarif'] as const;

export interface Scanned {
  readonly account: string;
  readonly regions: readonly string[];
  readonly judged: readonly JudgedResource[];
  readonly unlisted: readonly Unlisted[];
  readonly tally: Tally;
  readonly waivers: readonly WaiverReport[];
  /** ISO 8601. */
  readonly judgedAt: string;
  readonly profile: ProfileChoice;
}

type Choose = (finding: Finding) => boolean;

/** Prints all that a scan found. */
export async function printScan(
  format: (typeof SCAN_FORMATS)[number],
  all: boolean,
  scanned: Scanned,
): Promise<void> {
  const output = new Output();
  const isChosen = all ? () => true : isListed;
  if (format === 'json') writeJson(output, isChosen, scanned);
  else if (format === 'sarif') await writeSarif(output, scanned);
  else writeText(output, isChosen, scanned);
  output.flush();
}

function writeJson(output: Output, isChosen: Choose, { judged, tally, ...rest }: Scanned): void {
  let separator = '\n';
  output.write('{"findings":[');
  for (const { findings } of judged) {
    for (const finding of findings.filter(isChosen)) {
      output.write(separator + JSON.stringify(findingJson(finding)));
      separator = ',\n';
    }
  }
  const summary = { ...tally, resources: numberOf(judged), ...counted(judged), ...rest };
  output.write(`\n],"summary":${JSON.stringify(summary)}}\n`);
}

async function writeSarif(output: Output, { judged }: Scanned): Promise<void> {
  const { sarifLog } = await import('../../reports/sarif.ts');
  const listed = judged.flatMap(({ findings }) => findings.filter(isListed));
  const log = sarifLog(listed.map((finding) => ({ finding, line: undefined })));
  output.write(`${JSON.stringify(log, null, 2)}\n`);
}

function writeText(output: Output, isChosen: Choose, scanned: Scanned): void {
  const styles = palette();
  const textOf = findingTexts(styles);
  let place = '';
  for (const { resource, findings } of scanned.judged) {
    const shown = findings.filter(isChosen);
    if (shown.length === 0) continue;
    const here = resource.region ?? 'all Regions';
    if (here !== place) output.write(`${styles.bold(here)}\n`);
    place = here;
    output.write(`  ${styles.bold(visible(resource.arn ?? resource.id))}  ${resource.type}\n`);
    for (const finding of shown) output.write(textOf(finding));
  }
  for (const each of scanned.unlisted) {
    output.write(styles.yellow(`${visible(unlistedText(each))}\n`));
  }
  for (const report of scanned.waivers) output.write(styles.yellow(waiverText(report)));
  output.write(`\n${visible(lastLine(scanned))}\n`);
}

const unlistedText = ({ type, region, outcome, because }: Unlisted): string =>
  outcome === 'unavailable'
    ? `${type} is not to be had in ${region ?? 'any Region'}: ${because}`
    : `${type} could not be listed in ${region ?? 'all Regions'}: ${because}`;

function lastLine({ account, regions, judged, tally }: Scanned): string {
  const resources = numberOf(judged);
  const what = resources === 0 ? 'no AI resource found' : `${resources} resources judged`;
  const { unread } = counted(judged);
  const bad = unread === 0 ? '' : ` (${unread} of them unreadable)`;
  return `${what} in account ${account}, ${regions.join(', ')}${bad}: ${tallyText(tally)}`;
}

/** Stands for a whole type: nobody knows whether there is one. */
const isReal = ({ resource: { synthetic, unreadable } }: JudgedResource): boolean =>
  !(synthetic && unreadable !== undefined);

const numberOf = (judged: readonly JudgedResource[]): number => judged.filter(isReal).length;

const counted = (judged: readonly JudgedResource[]) => ({
  /** Resources that exist and could not be read. */
  unread: judged.filter((each) => isReal(each) && each.resource.unreadable !== undefined).length,
});
