import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { folderSource } from '../../adapters/archive-folder.ts';
import { createWorld, type World } from '../../emulator/index.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { ACCOUNT, openCompany, REGION, type Scene, workingDay } from '../demo/company.ts';
import { copyArchive, hubFindings } from '../demo/evening.ts';
import { builtPack } from '../demo/pack.ts';
import { askedPlans, visitDesk } from '../demo/remediation.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import { sceneText } from '../demo/story.ts';
import { isOfPeople, watcher } from '../demo/watch.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { readCommandLine } from '../options.ts';
import { Output, palette } from '../terminal.ts';

const HELP = `assay demo [--out DIR]

A working day in a small company's AI account, in memory: CloudTrail events of real SDK calls drive the
very functions of the deployment: queue → read → judge → posture → Security Hub and AWS Config → put right, once a person lets it → sealed evidence. The
terminal tells what happened, what was found, what it means and what to do. Needs no AWS account and no network.

  --out DIR    where the evidence and the recorded events go; default assay-demo

example: assay demo --out /tmp/assay-demo
`;

/** Only a folder that a demo made is ever replaced. */
const MARKER = '.assay-demo';
/** The deployment takes a minute. */
const MORNING = new Date('2026-11-02T07:59:00Z');
/** Every change is read again when it has been quiet for a minute. */
const CONFIRMED_AFTER_MS = 90_000;

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: { out: { type: 'string' } } });
  if (!parsed) return 0;
  // Its notice of a Node that it will one day leave is not part of the story.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const folder = parsed.values.out ?? 'assay-demo';
  prepare(folder);
  const evidence = join(folder, 'evidence');
  const keyFile = join(folder, 'sealing-key.pem');

  // The functions' log lines and metrics are not part of the story either.
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
  const world = createWorld({ account: ACCOUNT, now: MORNING });
  const stage = await openStage({
    world,
    region: REGION,
    pack: builtPack(),
    remediation: true,
    settings: { remediation: { mode: 'approve' } },
  });
  writeFileSync(keyFile, stage.publicKeyPem);
  const see = watcher(world, { region: REGION, table: stage.postureTable });

  const output = new Output();
  const styles = palette();
  const say = (text: string) => {
    output.write(text);
    output.flush();
  };
  say(
    `${styles.bold('A day at Lindgren Insurance')}, an imaginary company with one AWS account; all of it in this computer's memory.\n\n`,
  );
  await stage.sweep();
  say(sceneText('08:00:00', 'Assay is switched on and looks at what is there.', { seen: see(), styles }));

  const company = openCompany(world);
  const begun = world.events.length;
  for (const scene of workingDay()) {
    await stage.pass(scene.after * 60_000);
    const time = world.clock.now().toISOString().slice(11, 19);
    await scene.act(company);
    const plan = scene.approves && (await approved(scene.approves, { world, stage }));
    // The confirming reads, too.
    await stage.settle();
    await stage.pass(CONFIRMED_AFTER_MS);
    say(sceneText(time, scene.tell, { seen: see(), styles, ...(plan && { plan }) }));
  }

  await stage.pass(60 * 60_000);
  const head = await copyArchive(stage, evidence);
  const records = world.events.slice(begun).filter(({ userIdentity }) => isOfPeople(userIdentity));
  writeFileSync(join(folder, 'events.json'), JSON.stringify({ Records: records }, null, 1));
  const report = await verifyArchive(folderSource(evidence), {
    publicKeyPem: stage.publicKeyPem,
    ...(head && { head }),
  });
  const [trouble] = stage.errors;
  if (trouble !== undefined) throw new UnfinishedError(`a function failed: ${String(trouble)}`);
  if (report.status !== 'proven')
    throw new UnfinishedError(`the evidence in ${evidence} does not verify: ${report.problems[0]?.message}`);
  say(ending({ folder, findings: await hubFindings(stage), events: records.length, report, head, styles }));
  return 0;
}

/** The message in which the plan came. @throws UnfinishedError if nothing of the kind was proposed, or it is refused */
async function approved(
  { rule, by }: NonNullable<Scene['approves']>,
  { world, stage }: { readonly world: World; readonly stage: Stage },
): Promise<string> {
  const asked = askedPlans(world).find(({ message }) => message.includes(` ${rule}\n`));
  if (!asked) throw new UnfinishedError(`nothing was proposed for ${rule}`);
  const { plan, hash, message } = asked;
  const caller = `arn:aws:sts::${ACCOUNT}:assumed-role/${by}`;
  const { status, body } = await visitDesk(stage, caller, { do: 'approve', plan, hash, reason: 'agreed' });
  if (status !== 200)
    throw new UnfinishedError(`the approval of ${rule} is refused: ${JSON.stringify(body)}`);
  return message;
}

function prepare(folder: string): void {
  if (existsSync(folder)) {
    const isOurs = existsSync(join(folder, MARKER)) || readdirSync(folder).length === 0;
    if (!isOurs)
      throw new UsageError(
        `${folder}: exists and is no folder of an earlier demo, expected a new or empty one`,
      );
    rmSync(folder, { recursive: true });
  }
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  writeFileSync(join(folder, MARKER), 'Made by `assay demo`; the next one replaces it.\n');
}

interface Ending {
  readonly folder: string;
  readonly findings: readonly AwsSecurityFinding[];
  readonly events: number;
  readonly report: Awaited<ReturnType<typeof verifyArchive>>;
  readonly head: string | null;
  readonly styles: ReturnType<typeof palette>;
}

function ending({ folder, findings, events, report, head, styles }: Ending): string {
  const open = findings.filter(
    ({ Compliance, RecordState, Workflow }) =>
      Compliance?.Status === 'FAILED' && RecordState === 'ACTIVE' && Workflow?.Status !== 'SUPPRESSED',
  );
  const resolved = findings.filter(({ Workflow }) => Workflow?.Status === 'RESOLVED').length;
  const archived = findings.filter(({ RecordState }) => RecordState === 'ARCHIVED').length;
  const lines = open.map(
    ({ Severity, FindingProviderFields, Resources, Title }) =>
      `  ${styles.red('✗')} ${(FindingProviderFields?.Severity?.Label ?? Severity?.Label ?? '').padEnd(8)} ${Resources?.[0]?.Id?.split(/[:/]/).at(-1)}  ${Title}`,
  );
  return [
    '',
    styles.bold('The evening'),
    `${events} recorded events; in Security Hub ${open.length} findings are open, ${resolved} resolved, ${archived} archived.`,
    ...lines,
    '',
    `Every verdict stands in ${join(folder, 'evidence')}, chained, sealed and signed: ${report.counts.records} records, ${report.counts.seals} seals.`,
    'Change, add, remove or rename anything in there, and this names it:',
    '',
    `  ${self()} verify ${join(folder, 'evidence')} --public-key ${join(folder, 'sealing-key.pem')}${head ? ` --head ${head}` : ''}`,
    '',
  ].join('\n');
}

/** As this very command was called. */
function self(): string {
  const script = process.argv[1] ?? '';
  return script.endsWith('assay') ? 'assay' : `node ${relative('.', script) || script}`;
}
