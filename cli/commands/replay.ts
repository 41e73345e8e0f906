import { findLogFiles, type ReadRecord, recordsOf } from '../../adapters/cloudtrail/records.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { Severity } from '../../engine/rule.ts';
import { servesAi } from '../../engine/settings.ts';
import { count, emptyTally, statusOf } from '../../reports/tally.ts';
import { knownTypeOf } from '../../resources/known-types.ts';
import { rules } from '../../rules/index.ts';
import { complain, isUnusable, UsageError } from '../exit-status.ts';
import { definitionOf, judgeFor, PROFILES, SEVERITIES } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { OUTCOMES, type ReplayContext, type ReplayedEvent, replayEvent } from '../replay-event.ts';
import { REPLAY_FORMATS, type ReplayReport, type ReplaySummary, replayReport } from '../replay-report.ts';
import type { MakeAws } from '../scan/account.ts';
import { readUserFiles } from '../settings-files.ts';
import { readState } from '../state-file.ts';

const HELP = `assay replay <file|dir>… [options]

Reads CloudTrail log files (gzip too), EventBridge events, single records, lists and NDJSON, and says of each event what
it is about and which verdicts can be given. Every event ends in one outcome: evaluated, not-applicable, deferred (its
state must be read first), failed (unusable).

  --state FILE          what the resources are: {"resources":[{"type","id"|"arn","properties"}]}
  --profile PROFILE     baseline (default), sensitive, regulated, all
  --fail-on SEVERITY    exit status 1 at or above it: LOW (default), MEDIUM, HIGH, CRITICAL
  --fail-on-unknown     also when something could not be judged (INSUFFICIENT_DATA)
  --all                 list what passed and what does not apply, too
  --out DIR             write the report into DIR instead of printing it
  --format FORMAT       text (default), json
  --config PATH         settings file, or the folder that holds settings and waivers

With --from-archive it judges the verdicts of an evidence archive again: see assay replay --from-archive DIR --help

example: assay replay AWSLogs/ --format json
`;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  if (args.some((arg) => /^--from-archive(?:=|$)/.test(arg))) {
    const archive = await import('../replay-archive/replay-archive.ts');
    return archive.run(args, make);
  }
  const parsed = readCommandLine(args, {
    help: HELP,
    options: {
      state: { type: 'string' },
      profile: { type: 'string' },
      'fail-on': { type: 'string' },
      'fail-on-unknown': { type: 'boolean' },
      all: { type: 'boolean' },
      out: { type: 'string' },
      format: { type: 'string' },
      config: { type: 'string' },
    },
  });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [first] = positionals;
  if (first === undefined) throw new UsageError('replay needs a file or a folder of events; see --help');
  const failOn = oneOf('--fail-on', values['fail-on'], SEVERITIES) ?? 'LOW';
  const profile = oneOf('--profile', values.profile, PROFILES);
  const now = new Date().toISOString();
  const { settings, waivers } = await readUserFiles({ beside: first, config: values.config, rules, now });
  const state = values.state === undefined ? undefined : readState(values.state);
  const neighbourhood =
    state &&
    neighbourhoodOf(state.resources, {
      definitionOf,
      outside: 'not in the state file',
      servesAi: servesAi(settings),
    });
  const judge = judgeFor(settings, profile, { isOtherAiType: (type) => knownTypeOf(type) !== undefined });
  const context = { judge, waivers, state, neighbourhood };
  const files = positionals.flatMap(findLogFiles);
  const format = oneOf('--format', values.format, REPLAY_FORMATS) ?? 'text';
  const report = replayReport(format, { all: values.all === true, out: values.out });
  const replay = new Replay(report, context, failOn);
  for (const file of files) await replay.file(file);
  return replay.end(values['fail-on-unknown'] === true);
}

class Replay {
  readonly #report: ReplayReport;
  readonly #context: ReplayContext;
  readonly #failOn: Severity;
  readonly #summary: ReplaySummary = {
    ...emptyTally(),
    files: 0,
    events: 0,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])),
    unusable: [],
    waivers: [],
  };

  constructor(report: ReplayReport, context: ReplayContext, failOn: Severity) {
    this.#report = report;
    this.#context = context;
    this.#failOn = failOn;
  }

  /** One bad file among many is told and counted; the others are read all the same. */
  async file(file: string): Promise<void> {
    this.#summary.files += 1;
    const usableBefore = this.#usable;
    const eventsBefore = this.#summary.events;
    this.#report.file(file);
    try {
      for await (const batch of recordsOf(file)) for (const read of batch) this.#replay(read, file);
    } catch (error) {
      if (!isUnusable(error)) throw error;
      this.#summary.unusable.push(error.message);
      return;
    }
    if (this.#summary.events > eventsBefore && this.#usable === usableBefore) {
      this.#summary.unusable.push(
        `${file}: none of its ${this.#summary.events - eventsBefore} JSON values is a CloudTrail record or an EventBridge event, expected at least one`,
      );
    }
  }

  #replay(read: ReadRecord, file: string): void {
    const replayed = 'record' in read ? replayEvent(read.record, this.#context) : failed(read.problem);
    this.#count(replayed);
    this.#report.event(replayed, { file, at: read.at });
  }

  /** Exit status: unusable input weighs more than findings, for then nobody knows what was missed. */
  end(failOnUnknown: boolean): number {
    // Which events come is chance: a waiver that none of them needed is not unused.
    this.#summary.waivers = this.#context.waivers.report().filter(({ problem }) => problem !== 'unused');
    this.#report.end(this.#summary);
    for (const line of this.#summary.unusable) complain(line);
    return this.#summary.unusable.length > 0 ? 2 : statusOf(this.#summary, failOnUnknown);
  }

  get #usable(): number {
    return this.#summary.events - (this.#summary.outcomes['failed'] ?? 0);
  }

  #count({ outcome, findings }: ReplayedEvent): void {
    this.#summary.events += 1;
    this.#summary.outcomes[outcome] = (this.#summary.outcomes[outcome] ?? 0) + 1;
    for (const finding of findings) count(this.#summary, finding, this.#failOn);
  }
}

const failed = (because: string): ReplayedEvent => ({
  outcome: 'failed',
  because,
  event: null,
  refs: [],
  findings: [],
});
