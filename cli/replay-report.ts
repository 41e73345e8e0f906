import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../engine/finding.ts';
import type { WaiverReport } from '../engine/waiver.ts';
import { findingJson, isListed } from '../reports/contract.ts';
import type { Tally } from '../reports/tally.ts';
import { findingTexts, tallyText, visible, waiverText } from '../reports/text.ts';
import { UsageError } from './exit-status.ts';
import { OUTCOMES, type ReplayedEvent } from './replay-event.ts';
import { Spill } from './spill.ts';
import { Output, palette } from './terminal.ts';

export const REPLAY_FORMATS = ['text', 'json'] as const;

export interface ReplaySummary extends Tally {
  files: number;
  events: number;
  readonly outcomes: Record<string, number>;
  /** One line for each file, or part of one, that could not be read. */
  readonly unusable: string[];
  /** Waivers that could not help: expired, too long, not approved yet. */
  waivers: readonly WaiverReport[];
}

interface EventPlace {
  readonly file: string;
  /** Byte offset of the record, unzipped. */
  readonly at: number;
}

/** Events go out as they come: a year of logs costs no memory. */
export interface ReplayReport {
  file(file: string): void;
  event(event: ReplayedEvent, place: EventPlace): void;
  end(summary: ReplaySummary): void;
}

interface ReplayReportOptions {
  readonly all: boolean;
  readonly out: string | undefined;
}

export function replayReport(
  format: (typeof REPLAY_FORMATS)[number],
  options: ReplayReportOptions,
): ReplayReport {
  const output = new Output(
    options.out === undefined ? 1 : descriptorIn(options.out, `replay.${format === 'json' ? 'json' : 'txt'}`),
  );
  return format === 'json' ? jsonReport(output, options.all) : textReport(output, options.all);
}

function descriptorIn(folder: string, name: string): number {
  try {
    mkdirSync(folder, { recursive: true });
    return openSync(join(folder, name), 'w');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`--out ${folder}: cannot be written (${reason}), expected a folder`, {
      cause: error,
    });
  }
}

const listed = (findings: readonly Finding[], all: boolean) => (all ? findings : findings.filter(isListed));

function jsonReport(output: Output, all: boolean): ReplayReport {
  const events = new Spill();
  let findingSeparator = '';
  let eventSeparator = '';
  output.write('{"findings":[');
  return {
    file() {},
    event(replayed, place) {
      for (const finding of listed(replayed.findings, all)) {
        const { id = null, name = null, time = null } = replayed.event ?? {};
        output.write(
          `${findingSeparator}\n${JSON.stringify({ ...findingJson(finding), file: place.file, event: { id, name, time } })}`,
        );
        findingSeparator = ',';
      }
      events.write(`${eventSeparator}\n${JSON.stringify(eventJson(replayed, place))}`);
      eventSeparator = ',';
    },
    end(summary) {
      output.write('\n],"events":[');
      for (const text of events.drain()) output.write(text);
      output.write(`\n],"summary":${JSON.stringify(summary)}}\n`);
      output.flush();
    },
  };
}

function eventJson({ outcome, because, event, refs }: ReplayedEvent, { file, at }: EventPlace) {
  const resources = refs.map(({ type, id, arn, account, region, change }) => ({
    type,
    id: arn ?? id,
    account,
    region,
    change,
  }));
  return {
    file,
    at,
    outcome,
    because,
    ...(event && {
      id: event.id,
      time: event.time,
      source: event.source,
      name: event.name,
      principal: event.principal,
    }),
    resources,
  };
}

function textReport(output: Output, all: boolean): ReplayReport {
  const styles = palette();
  const textOf = findingTexts(styles);
  return {
    file: (file) => output.write(`${styles.bold(visible(file))}\n`),
    event({ outcome, because, event, refs, findings }, { at }) {
      const name = event ? `${event.source} ${event.name}` : `record at byte ${at}`;
      output.write(`  ${outcome.padEnd(14)}  ${event?.time ?? ''}  ${visible(name)}: ${visible(because)}\n`);
      for (const ref of refs)
        output.write(styles.dim(`      ${ref.change} ${ref.type} ${visible(ref.arn ?? ref.id)}\n`));
      for (const finding of listed(findings, all)) output.write(textOf(finding));
    },
    end(summary) {
      const outcomes = OUTCOMES.map((outcome) => `${summary.outcomes[outcome]} ${outcome}`).join(', ');
      const { events, files, unusable, waivers } = summary;
      for (const report of waivers) output.write(styles.yellow(waiverText(report)));
      const bad = unusable.length === 0 ? '' : ` (${unusable.length} of them unusable)`;
      output.write(`\n${events} events in ${files} file${files === 1 ? '' : 's'}${bad}: ${outcomes}\n`);
      output.write(`verdicts: ${tallyText(summary)}\n`);
      output.flush();
    },
  };
}
