import type { TemplateFile } from '../adapters/templates/read.ts';
import type { Finding } from '../engine/finding.ts';
import type { ProfileChoice } from '../engine/settings.ts';
import type { WaiverReport } from '../engine/waiver.ts';
import { findingLine, isListed } from '../reports/contract.ts';
import type { Tally } from '../reports/tally.ts';
import { findingTexts, tallyText, visible, waiverText } from '../reports/text.ts';
import type { Resource } from '../resources/resource.ts';
import { Output, palette } from './terminal.ts';

export const GATE_FORMATS = ['text', 'json', 'sarif'] as const;

type Lines = Pick<TemplateFile, 'lineOf' | 'isYaml'>;

interface GateEnd {
  readonly tally: Tally;
  /** Resources that a rule judged. */
  readonly resources: number;
  readonly files: number;
  readonly waivers: readonly WaiverReport[];
  /** One line for each file that could not be judged. */
  readonly unusable: readonly string[];
  /** ISO 8601. */
  readonly judgedAt: string;
  /** Undefined where files were judged by settings that differ. */
  readonly profile: ProfileChoice | undefined;
}

/** Findings go out resource by resource: a large template costs no memory beyond itself. */
export interface GateReport {
  file(file: string, notes: readonly string[]): void;
  resource(resource: Resource, findings: readonly Finding[], lines: Lines): void;
  end(end: GateEnd): void | Promise<void>;
}

export function gateReport(format: (typeof GATE_FORMATS)[number], all: boolean): GateReport {
  const isChosen = all ? () => true : isListed;
  if (format === 'json') return jsonReport(isChosen);
  return format === 'sarif' ? sarifReport() : textReport(isChosen);
}

type Choose = (finding: Finding) => boolean;

function jsonReport(isChosen: Choose): GateReport {
  const output = new Output();
  const notes: { file: string; note: string }[] = [];
  let separator = '\n';
  output.write('{"findings":[');
  return {
    file(file, fileNotes) {
      for (const note of fileNotes) notes.push({ file, note });
    },
    resource(_resource, findings) {
      for (const finding of findings) {
        if (!isChosen(finding)) continue;
        output.write(separator + findingLine(finding));
        separator = ',\n';
      }
    },
    end({ tally, ...rest }) {
      output.write(`\n],"summary":${JSON.stringify({ ...tally, ...rest, notes })}}\n`);
      output.flush();
    },
  };
}

function sarifReport(): GateReport {
  const located: { finding: Finding; line: number | undefined }[] = [];
  return {
    file() {},
    resource({ id }, findings, { lineOf }) {
      for (const finding of findings) {
        if (isListed(finding)) located.push({ finding, line: lineOf(id) });
      }
    },
    async end() {
      const { sarifLog } = await import('../reports/sarif.ts');
      const output = new Output();
      output.write(`${JSON.stringify(sarifLog(located), null, 2)}\n`);
      output.flush();
    },
  };
}

function textReport(isChosen: Choose): GateReport {
  const output = new Output();
  const styles = palette();
  const textOf = findingTexts(styles);
  return {
    file(file, notes) {
      output.write(`${styles.bold(visible(file))}\n`);
      for (const note of notes) output.write(styles.dim(`  note: ${visible(note)}\n`));
    },
    resource({ id, type }, findings, { lineOf, isYaml }) {
      const shown = findings.filter(isChosen);
      if (shown.length === 0) return;
      const line = isYaml ? lineOf(id) : undefined;
      output.write(
        `  ${styles.bold(visible(id))}  ${type}${line === undefined ? '' : styles.dim(`  line ${line}`)}\n`,
      );
      for (const finding of shown) output.write(textOf(finding));
    },
    end({ tally, resources, files, waivers, unusable }) {
      for (const report of waivers) output.write(styles.yellow(waiverText(report)));
      const judged = resources === 0 ? 'no AI resource found' : `${resources} resources judged`;
      const bad = unusable.length === 0 ? '' : ` (${unusable.length} more unusable)`;
      output.write(`\n${judged} in ${files} file${files === 1 ? '' : 's'}${bad}: ${tallyText(tally)}\n`);
      output.flush();
    },
  };
}
