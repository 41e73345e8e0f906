import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folderSource, folderStore } from '../../adapters/archive-folder.ts';
import { createAws } from '../../adapters/aws/aws.ts';
import { createWorld, emulate } from '../../emulator/index.ts';
import type { Signer } from '../../engine/evidence/signature.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { createArchiveWriter } from '../../engine/evidence/writer.ts';
import { packDigest } from '../../rules/index.ts';
import { ACCOUNT, openCompany, REGION, workingDay } from '../demo/company.ts';
import { sceneText } from '../demo/story.ts';
import { Watch, type Watched } from '../demo/watch.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { judgeFor } from '../house.ts';
import { readCommandLine } from '../options.ts';
import { Output, palette } from '../terminal.ts';

const HELP = `assay demo [--out DIR]

A working day in a small company's AI account, in memory: CloudTrail events of real SDK calls go through
locate → read → judge → findings → sealed evidence, and the terminal tells what happened, what was found, what it means
and what to do. Needs no AWS account and no network.

  --out DIR    where the evidence and the recorded events go; default assay-demo

example: assay demo --out /tmp/assay-demo
`;

/** Only a folder that a demo made is ever replaced. */
const MARKER = '.assay-demo';
const MORNING = new Date('2026-11-02T08:00:00Z');
const LOGGING = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: { out: { type: 'string' } } });
  if (!parsed) return 0;
  // Its notice of a Node that it will one day leave is not part of the story.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const folder = parsed.values.out ?? 'assay-demo';
  prepare(folder);
  const evidence = join(folder, 'evidence');
  const keyFile = join(folder, 'sealing-key.pem');

  const world = createWorld({ account: ACCOUNT, now: MORNING });
  const auditor = emulate(world, {
    region: REGION,
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/assay-reader/demo`,
  });
  const signer = newSigner();
  writeFileSync(keyFile, signer.publicKeyPem);
  const archive = createArchiveWriter({
    store: folderStore(evidence),
    signer,
    clock: world.clock.now,
    packDigest: () => packDigest,
  });
  const watch = new Watch({
    aws: createAws({
      region: REGION,
      config: auditor.config,
      install: auditor.install,
      now: world.clock.now,
    }),
    judge: judgeFor({}, 'baseline'),
    archive,
    hmacKey: randomBytes(32),
  });

  const output = new Output();
  const styles = palette();
  const say = (text: string) => {
    output.write(text);
    output.flush();
  };
  say(
    `${styles.bold('A day at Lindgren Insurance')}, an imaginary company with one AWS account; all of it in this computer's memory.\n\n`,
  );
  const first = await watch.look(singleton(LOGGING), { kind: 'sweep', time: MORNING.toISOString() });
  say(
    sceneText('08:00:00', 'Assay is switched on and looks at what is there.', {
      watched: [{ event: null, sightings: [first] }],
      styles,
    }),
  );

  const company = openCompany(world);
  for (const scene of workingDay()) {
    world.clock.advance(scene.after * 60_000);
    const before = world.events.length;
    const time = world.clock.now().toISOString().slice(11, 19);
    await scene.act(company);
    const watched: Watched[] = [];
    for (const event of world.events.slice(before)) watched.push(await watch.see(event));
    say(sceneText(time, scene.tell, { watched, styles }));
  }

  const head = await archive.seal();
  writeFileSync(join(folder, 'events.json'), JSON.stringify({ Records: world.events }, null, 1));
  const report = await verifyArchive(folderSource(evidence), {
    publicKeyPem: signer.publicKeyPem,
    ...(head && { head }),
  });
  if (report.status !== 'proven')
    throw new UnfinishedError(`the evidence in ${evidence} does not verify: ${report.problems[0]?.message}`);
  say(ending({ folder, watch, events: world.events.length, report, head, styles }));
  return 0;
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

/** A key for this run alone; in an account KMS holds it and nobody can take it out. */
function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/demo`,
    algorithm: 'ECDSA_SHA_256',
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (bytes) => sign('sha256', bytes, privateKey),
  };
}

function singleton(type: string) {
  const id = `bedrock-model-invocation-logging-configuration/${REGION}`;
  return {
    type,
    id,
    arn: `arn:aws:assay:${REGION}:${ACCOUNT}:${id}`,
    synthetic: true,
    partition: 'aws',
    account: ACCOUNT,
    region: REGION,
  } as const;
}

interface Ending {
  readonly folder: string;
  readonly watch: Watch;
  readonly events: number;
  readonly report: Awaited<ReturnType<typeof verifyArchive>>;
  readonly head: string | null;
  readonly styles: ReturnType<typeof palette>;
}

function ending({ folder, watch, events, report, head, styles }: Ending): string {
  const states = [...watch.published.values()];
  const open = states.filter(
    ({ compliance, recordState }) => compliance === 'FAILED' && recordState === 'ACTIVE',
  );
  const resolved = states.filter(({ workflow }) => workflow === 'RESOLVED').length;
  const archived = states.filter(({ recordState }) => recordState === 'ARCHIVED').length;
  const lines = open.map(
    ({ finding: { rule, resource } }) =>
      `  ${styles.red('✗')} ${rule.severity.padEnd(8)} ${resource.id}  ${rule.title}`,
  );
  return [
    '',
    styles.bold('The evening'),
    `${events} recorded events, ${watch.records} evidence records; ${open.length} findings open, ${resolved} resolved, ${archived} archived.`,
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
