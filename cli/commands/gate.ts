import { findTemplates, readTemplateFile, type TemplateFile } from '../../adapters/templates/read.ts';
import { findingsOf } from '../../engine/finding.ts';
import type { Judge } from '../../engine/judge.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { Severity } from '../../engine/rule.ts';
import { type ProfileChoice, servesAi } from '../../engine/settings.ts';
import type { WaiverReport } from '../../engine/waiver.ts';
import { count, emptyTally, statusOf, type Tally } from '../../reports/tally.ts';
import { rules } from '../../rules/index.ts';
import { complain, isUnusable, UsageError } from '../exit-status.ts';
import type { GateRecorder } from '../gate-record.ts';
import { GATE_FORMATS, type GateReport, gateReport } from '../gate-report.ts';
import { definitionOf, judgeFor, PROFILES, SEVERITIES } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import type { MakeAws } from '../scan/account.ts';
import { type UserFiles, userFilesReader } from '../settings-files.ts';

const HELP = `assay gate <file|dir>… [options]

Judges CloudFormation templates (JSON, YAML), a cdk.out folder or Terraform plans (terraform show -json)
by the same rules that judge the account.

  --fail-on SEVERITY    exit status 1 at or above it: LOW (default), MEDIUM, HIGH, CRITICAL
  --fail-on-unknown     also when something could not be judged (INSUFFICIENT_DATA)
  --profile PROFILE     baseline (default), sensitive, regulated, all (adds the advisory rules)
  --all                 list what passed and what does not apply, too
  --format FORMAT       text (default), json, sarif
  --config PATH         settings file, or the folder that holds settings and waivers
  --record URL          put the result into evidence: URL of the evidence queue of a deployment; AWS credentials that may
                        send there. Exit status 3 if it cannot be recorded
  --no-color

example: assay gate cdk.out --profile sensitive
`;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, {
    help: HELP,
    options: {
      'fail-on': { type: 'string' },
      'fail-on-unknown': { type: 'boolean' },
      profile: { type: 'string' },
      all: { type: 'boolean' },
      format: { type: 'string' },
      config: { type: 'string' },
      record: { type: 'string' },
    },
  });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new UsageError('gate needs a template, a plan or a folder; see --help');
  const failOn = oneOf('--fail-on', values['fail-on'], SEVERITIES) ?? 'LOW';
  const profile = oneOf('--profile', values.profile, PROFILES);
  const report = gateReport(oneOf('--format', values.format, GATE_FORMATS) ?? 'text', values.all === true);
  const now = new Date().toISOString();
  const record = values.record === undefined ? undefined : await recorderOf(values.record, make);
  const gate = new Gate(report, { failOn, profile, now, record });
  const userFilesOf = userFilesReader({ config: values.config, rules, now });
  for (const input of positionals) await gate.judgeInput(input, await userFilesOf(input));
  return gate.end(values['fail-on-unknown'] === true);
}

/** Most gates record nothing: they load no SDK. */
async function recorderOf(url: string, make: MakeAws | undefined): Promise<GateRecorder> {
  const { gateRecorder } = await import('../gate-record.ts');
  return gateRecorder(url, make);
}

interface GateOptions {
  readonly failOn: Severity;
  readonly profile: ProfileChoice | undefined;
  /** ISO 8601. */
  readonly now: string;
  readonly record: GateRecorder | undefined;
}

class Gate {
  readonly #tally: Tally = emptyTally();
  readonly #userFiles = new Set<UserFiles>();
  readonly #unusable: string[] = [];
  #resources = 0;
  #files = 0;
  readonly #report: GateReport;
  readonly #options: GateOptions;

  constructor(report: GateReport, options: GateOptions) {
    this.#report = report;
    this.#options = options;
  }

  /** One bad file among many is told and counted; the others are judged all the same. */
  async judgeInput(input: string, userFiles: UserFiles): Promise<void> {
    this.#userFiles.add(userFiles);
    const judge = judgeFor(userFiles.settings, this.#options.profile);
    const files = await this.#usable(() => findTemplates(input));
    for (const file of files ?? []) {
      const template = await this.#usable(() => readTemplateFile(file, { definitionOf }));
      if (template) this.#judge(template, judge, userFiles);
    }
  }

  async #usable<T>(read: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!isUnusable(error)) throw error;
      this.#unusable.push(error.message);
      return undefined;
    }
  }

  #judge(template: TemplateFile, judge: Judge, { settings, waivers }: UserFiles): void {
    const { file, kind, resources, notes } = template;
    const neighbourhood = neighbourhoodOf(resources, {
      definitionOf,
      outside: kind === 'cloudformation' ? 'outside this template' : 'outside this plan',
      servesAi: servesAi(settings),
    });
    this.#files += 1;
    this.#report.file(file, notes);
    this.#options.record?.file(file, settings);
    for (const resource of resources) {
      const findings = findingsOf(resource, { judge, neighbourhood, waivers });
      if (findings.length === 0) continue;
      this.#resources += 1;
      for (const finding of findings) count(this.#tally, finding, this.#options.failOn);
      this.#report.resource(resource, findings, template);
      this.#options.record?.findings(findings);
    }
  }

  #profile(): ProfileChoice | undefined {
    const profiles = [...this.#userFiles].map(({ settings }) => settings.profile ?? 'baseline');
    return this.#options.profile ?? (new Set(profiles).size === 1 ? profiles[0] : undefined);
  }

  /** Exit status: unusable input weighs more than findings, for then nobody knows what was missed. */
  async end(failOnUnknown: boolean): Promise<number> {
    // Of nothing but unusable files there is nothing to report: an empty list would look like a pass.
    if (this.#files > 0 || this.#unusable.length === 0) {
      const waivers = [...this.#userFiles].flatMap((files) => files.waivers.report().filter(couldMatchHere));
      await this.#report.end({
        tally: this.#tally,
        resources: this.#resources,
        files: this.#files,
        waivers,
        unusable: this.#unusable,
        judgedAt: this.#options.now,
        profile: this.#profile(),
      });
    }
    for (const line of this.#unusable) complain(line);
    const exitStatus = this.#unusable.length > 0 ? 2 : statusOf(this.#tally, failOnUnknown);
    await this.#options.record?.send({
      tally: this.#tally,
      resources: this.#resources,
      unusable: this.#unusable,
      profile: this.#profile(),
      exitStatus,
      now: new Date(this.#options.now),
    });
    return exitStatus;
  }
}

/** A waiver for an account or an ARN is of no use to a template, and no fault for that. */
function couldMatchHere({ waiver: { scope }, problem }: WaiverReport): boolean {
  if (problem !== 'unused') return true;
  return scope.account === undefined && scope.region === undefined && !scope.resource?.startsWith('arn:');
}
