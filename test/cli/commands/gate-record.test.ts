import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { run } from '../../../cli/commands/gate.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { digestOf } from '../../../engine/canonical.ts';
import { storeBatch } from '../../../functions/_ledger/batch.ts';
import { packDigest } from '../../../rules/index.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { recordsIn, sealingAccount } from '../../functions/_ledger/kit.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const SECRET = 'correct-horse-battery';
const template = folder.write('template.json', {
  Resources: {
    Notebook: {
      Type: 'AWS::SageMaker::NotebookInstance',
      Properties: { RootAccess: 'Enabled', NotebookInstanceName: SECRET },
    },
  },
});

const CI = [
  'GITHUB_SHA',
  'GITHUB_SERVER_URL',
  'GITHUB_REPOSITORY',
  'CI_COMMIT_SHA',
  'CI_PROJECT_URL',
  'CODEBUILD_RESOLVED_SOURCE_VERSION',
  'CODEBUILD_SOURCE_REPO_URL',
] as const;

afterEach(() => vi.unstubAllEnvs());

async function opened(env: Partial<Record<(typeof CI)[number], string>> = {}) {
  for (const name of CI) vi.stubEnv(name, env[name]);
  vi.stubEnv('AWS_REGION', REGION);
  const account = await sealingAccount();
  // The gate has a clock of its own.
  account.world.clock.set(new Date());
  const { config, install } = emulate(account.world, { region: REGION });
  const made: string[] = [];
  const make: MakeAws = ({ region }) => {
    made.push(region);
    return createAws({ region, config: { ...config, region }, install, now: account.world.clock.now });
  };
  const gate = (...args: string[]) => ran((given) => run(given, make), ...args);
  /** As the deployment does: from the queue into a segment. */
  async function recorded() {
    await account.deliver(async ({ Records }) => {
      const failed = await storeBatch(Records, account.newPorts());
      return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
    });
    return recordsIn(await account.files());
  }
  return { ...account, gate, recorded, made };
}

describe('gate --record', () => {
  it('puts the result into evidence, and says the same as without', async () => {
    const { gate, queue, recorded } = await opened({
      GITHUB_SHA: 'abc',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/models',
    });
    const plain = await gate(template);
    expect(await gate(template, '--record', queue.url)).toEqual(plain);
    const [record, ...others] = await recorded();
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      kind: 'gate-result',
      detail: {
        tool: { name: 'assay', version: 'unbuilt' },
        packDigest,
        settingsDigest: digestOf({}),
        profile: 'baseline',
        commit: 'abc',
        repository: 'https://github.com/acme/models',
        exitStatus: 1,
        counts: { files: 1, resources: 1, waived: 0 },
        files: [
          { file: template, sha256: createHash('sha256').update(readFileSync(template)).digest('hex') },
        ],
        unusable: [],
      },
    });
    const findings = record?.kind === 'gate-result' ? record.detail['findings'] : undefined;
    expect(findings).toContainEqual({
      rule: 'sagemaker-notebook-root-access',
      revision: expect.any(Number),
      status: 'NON_COMPLIANT',
      severity: expect.any(String),
      file: template,
      resource: { type: 'AWS::SageMaker::NotebookInstance', id: 'Notebook' },
      waiver: null,
    });
    expect(JSON.stringify(record)).not.toContain(SECRET);
  });

  it('is sealed with the rest, in the chain of the home shard', async () => {
    const { gate, queue, recorded, world, newPorts, verify } = await opened();
    await gate(template, '--record', queue.url);
    expect(await recorded()).toHaveLength(1);
    world.clock.advance(3_600_000);
    await newPorts().ledger.seal({ account: '111122223333', region: REGION });
    expect(await verify()).toMatchObject({ status: 'proven', problems: [] });
  });

  it('lists no more than a message takes, and counts all', async () => {
    const { gate, queue, recorded } = await opened();
    const Resources = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `Notebook${index}`,
        { Type: 'AWS::SageMaker::NotebookInstance', Properties: { RootAccess: 'Enabled' } },
      ]),
    );
    const large = folder.write('large.json', { Resources });
    await gate(large, '--record', queue.url);
    const [record] = await recorded();
    const { findings, counts } = (record?.kind === 'gate-result' ? record.detail : {}) as {
      findings: unknown[];
      counts: { findings: number };
    };
    expect(findings).toHaveLength(200);
    expect(counts.findings).toBeGreaterThan(500);
  });

  it('keeps no password of the address that was cloned from', async () => {
    const { gate, queue, recorded } = await opened({
      CODEBUILD_RESOLVED_SOURCE_VERSION: 'def',
      CODEBUILD_SOURCE_REPO_URL: 'https://jane:token@git.example.com/acme/models.git?token=x',
    });
    await gate(template, '--record', queue.url);
    expect(await recorded()).toMatchObject([
      { detail: { commit: 'def', repository: 'https://git.example.com/acme/models.git' } },
    ]);
  });

  it('asks git where no build service tells', async () => {
    const { gate, queue, recorded } = await opened();
    await gate(template, '--record', queue.url);
    expect(await recorded()).toMatchObject([{ detail: { commit: expect.stringMatching(/^[0-9a-f]{40}$/) } }]);
  });

  it.each<[string, object, RegExp]>([
    [
      'access is denied',
      { name: 'AccessDenied', message: 'not authorized', statusCode: 403 },
      /access denied: sqs:SendMessage; recording needs/,
    ],
    [
      'the queue is not there',
      { name: 'QueueDoesNotExist', message: 'no such queue', statusCode: 400 },
      /no such queue/,
    ],
    ['credentials have expired', { name: 'ExpiredToken', message: 'expired', statusCode: 403 }, /renew them/],
  ])('ends with 3 where %s, after all was told', async (_name, error, message) => {
    const { gate, queue, world } = await opened();
    world.faults.add({ stage: 'before', error: error as never, when: ({ service }) => service === 'sqs' });
    const { status, stdout, stderr } = await gate(template, '--record', queue.url);
    expect(status).toBe(3);
    expect(stdout).toContain('sagemaker-notebook-root-access');
    expect(stderr).toMatch(/the result is not recorded/);
    expect(stderr).toMatch(message);
  });

  it.each([
    'evidence.fifo',
    'https://sqs.eu-west-1.amazonaws.com/111122223333/plain',
    'https://example.com/evidence.fifo',
  ])('takes %s for no queue, before anything is judged', async (url) => {
    const { gate } = await opened();
    expect(await gate(template, '--record', url)).toMatchObject({ status: 2, stdout: '' });
  });

  it('is sent to the Region of the queue', async () => {
    const { gate, made } = await opened();
    await gate(template, '--record', 'https://sqs.us-gov-west-1.amazonaws.com/111122223333/Evidence.fifo');
    expect(made).toEqual(['us-gov-west-1']);
  });
});
