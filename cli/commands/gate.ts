import { findTemplates, readTemplateFile } from '../../adapters/templates/read.ts';
import { findingsOf } from '../../engine/finding.ts';
import type { Judge } from '../../engine/judge.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { Severity } from '../../engine/rule.ts';
import { servesAi } from '../../engine/settings.ts';
import type { WaiverReport } from '../../engine/waiver.ts';
import { count, emptyTally, type Tally } from '../../reports/tally.ts';
import { rules } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';
import { GATE_FORMATS, type GateReport, gateReport } from '../gate-report.ts';
import { definitionOf, judgeFor, PROFILES, SEVERITIES } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { readUserFiles, type UserFiles } from '../settings-files.ts';

const HELP = `assay gate <file|dir>… [options]

Judges CloudFormation templates (JSON, YAML), a cdk.out folder or Terraform plans (terraform show -json)
by the same rules that judge the account.

  --fail-on SEVERITY    exit status 1 at or above it: LOW (default), MEDIUM, HIGH, CRITICAL
  --fail-on-unknown     also when something could not be judged (INSUFFICIENT_DATA)
  --profile PROFILE     baseline (default), sensitive, regulated, all (adds the advisory rules)
  --all                 list what passed and what does not apply, too
  --format FORMAT       text (default), json, sarif
  --config PATH         settings file, or the folder that holds settings and waivers
  --no-color

example: assay gate cdk.out --profile sensitive
`;

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, {
    help: HELP,
    options: {
      'fail-on': { type: 'string' },
      'fail-on-unknown': { type: 'boolean' },
      profile: { type: 'string' },
      all: { type: 'boolean' },
      format: { type: 'string' },
      config: { type: 'string' },
    },
  });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new UsageError('gate needs a template, a plan or a folder; see --help');
  const failOn = oneOf('--fail-on', values['fail-on'], SEVERITIES) ?? 'LOW';
  const profile = oneOf('--profile', values.profile, PROFILES);
  const report = gateReport(oneOf('--format', values.format, GATE_FORMATS) ?? 'text', values.all === true);
  const gate = new Gate(report, failOn);
  const now = new Date().toISOString();
  for (const input of positionals) {
    const userFiles = await readUserFiles({ beside: input, config: values.config, rules, now });
    const judge = judgeFor(userFiles.settings, profile);
    for (const file of findTemplates(input)) await gate.judgeFile(file, judge, userFiles);
    gate.waiverReports.push(...userFiles.waivers.report().filter(couldMatchHere));
  }
  report.end({
    tally: gate.tally,
    resources: gate.resources,
    files: gate.files,
    waivers: gate.waiverReports,
  });
  return gate.exitStatus(values['fail-on-unknown'] === true);
}

class Gate {
  readonly tally: Tally = emptyTally();
  readonly waiverReports: WaiverReport[] = [];
  resources = 0;
  files = 0;
  readonly #report: GateReport;
  readonly #failOn: Severity;

  constructor(report: GateReport, failOn: Severity) {
    this.#report = report;
    this.#failOn = failOn;
  }

  async judgeFile(file: string, judge: Judge, { settings, waivers }: UserFiles): Promise<void> {
    const { kind, resources, notes, lineOf } = await readTemplateFile(file, { definitionOf });
    const neighbourhood = neighbourhoodOf(resources, {
      definitionOf,
      outside: kind === 'cloudformation' ? 'outside this template' : 'outside this plan',
      servesAi: servesAi(settings),
    });
    this.files += 1;
    this.#report.file(file, notes);
    for (const resource of resources) {
      const findings = findingsOf(resource, { judge, neighbourhood, waivers });
      if (findings.length === 0) continue;
      this.resources += 1;
      for (const finding of findings) count(this.tally, finding, this.#failOn);
      this.#report.resource(resource, findings, lineOf);
    }
  }

  exitStatus(failOnUnknown: boolean): number {
    if (this.tally.atOrAbove > 0) return 1;
    return failOnUnknown && this.tally.byStatus.INSUFFICIENT_DATA > 0 ? 1 : 0;
  }
}

/** A waiver for an account or an ARN is of no use to a template, and no fault for that. */
function couldMatchHere({ waiver: { scope }, problem }: WaiverReport): boolean {
  if (problem !== 'unused') return true;
  return scope.account === undefined && scope.region === undefined && !scope.resource?.startsWith('arn:');
}
