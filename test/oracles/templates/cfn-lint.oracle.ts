import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { python } from '../../../scripts/oracles/environment.ts';
import { synthesize } from '../../infra/kit.ts';

const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };
const cfnLint = join(dirname(python), 'cfn-lint');
const root = new URL('../../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'assay-templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What cfn-lint says of all templates of a deployment; empty if nothing. */
function lint(setting: object): string {
  const files = Object.entries(synthesize(setting)).map(([name, template]) => {
    const file = join(folder, `${name}.template.json`);
    writeFileSync(file, JSON.stringify(template, null, 1));
    return file;
  });
  expect(files.length).toBeGreaterThan(1);
  const { status, stdout, stderr } = spawnSync(cfnLint, [...files], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout : `${stdout}${stderr}`;
}

describe('our own templates', () => {
  it.each([
    ['a first deployment', {}],
    [
      'an organization, for good',
      {
        account: '111122223333',
        region: 'eu-central-1',
        otherRegions: ['eu-west-1'],
        organization,
        retention: { mode: 'COMPLIANCE' },
        configRules: 'perType',
        alarmEmail: 'security@example.com',
      },
    ],
    [
      'an archive in another account, with all that there is',
      {
        account: '111122223333',
        archive: {
          account: '444455556666',
          keyArn: 'arn:aws:kms:us-east-1:444455556666:key/11111111-1111-1111-1111-111111111111',
          sealKeyArn: 'arn:aws:kms:us-east-1:444455556666:key/22222222-2222-2222-2222-222222222222',
          copyTo: 'eu-west-1',
        },
        trail: { bucket: 'org-trail' },
        sealSubscribers: ['auditor@example.com', 'arn:aws:sqs:us-east-1:999988887777:seals'],
      },
    ],
    [
      'without AWS Config, Security Hub and quota',
      { configRules: 'off', securityHub: false, reserveConcurrency: false },
    ],
  ])(
    'have nothing for cfn-lint: %s',
    (_, setting) => {
      expect(lint(setting)).toBe('');
      // Half a minute each, and more on a machine that does other things.
    },
    300_000,
  );

  it('would be told of, were they wrong', () => {
    const file = join(folder, 'wrong.template.json');
    writeFileSync(
      file,
      JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Fifo: true } } } }),
    );
    const { status, stdout } = spawnSync(cfnLint, [file], { cwd: root, encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, expect.stringContaining('E3002')]);
  });
});
