import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { beforeEach } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { run } from '../../../cli/commands/scan.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { type Emulated, emulate } from '../../../emulator/plugin.ts';
import { createWorld, type World } from '../../../emulator/world.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

export const ACCOUNT = '111122223333';
export const HERE = 'eu-central-1';
export const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/execution`;
export const ONLY_NOTEBOOKS = ['--type', NOTEBOOK, '--region', HERE];
/** A notebook of which the baseline finds no fault. */
export const SOUND = { RootAccess: 'Disabled', DirectInternetAccess: 'Disabled', SubnetId: 'subnet-1' };

export const notebookArn = (name: string, region = HERE): string =>
  `arn:aws:sagemaker:${region}:${ACCOUNT}:notebook-instance/${name}`;

export interface Finding {
  rule: string;
  status: string;
  resource: { type: string; id: string; account: string; region?: string };
  because?: string;
  waiver: object | null;
}

interface ScanOptions {
  /** How clients are made, where not below the emulator alone. */
  readonly make?: MakeAws;
}

/** An emulated account for each test of a file, and the command in it; its settings are in a folder of their own. */
export function scanKit() {
  const folder = temporaryFolder();
  const held: { world: World } = { world: createWorld() };
  beforeEach(() => {
    for (const name of ['assay.config.json', 'assay.waivers.json']) {
      rmSync(join(folder.path, name), { force: true });
    }
    held.world = createWorld();
    held.world.settleMs = 0;
  });
  const doorIn = (region = HERE): Emulated => emulate(held.world, { region });
  const made: MakeAws = ({ region }) => {
    const { config, install } = doorIn(region);
    return createAws({ region, config, install, now: held.world.clock.now });
  };
  const scan = (args: readonly string[], { make = made }: ScanOptions = {}) =>
    ran((given) => run(given, make), ...args, '--config', folder.path);

  return {
    folder,
    doorIn,
    made,
    world: () => held.world,
    scan: (...args: string[]) => scan(args),
    async scanned(args: readonly string[], options: ScanOptions = {}) {
      const { status, stdout, stderr } = await scan([...args, '--format', 'json'], options);
      const { findings, summary } = JSON.parse(stdout || '{}');
      return { status, stderr, stdout, summary, findings: (findings ?? []) as Finding[] };
    },
    async notebook(name: string, more: object = {}, region = HERE) {
      const input = { NotebookInstanceName: name, InstanceType: 'ml.t3.medium' as const, RoleArn: ROLE };
      const command = new CreateNotebookInstanceCommand({ ...input, ...more });
      await doorIn(region).client(SageMakerClient).send(command);
    },
    /** An administrator whom this service may assume. */
    async role(RoleName: string, service: string) {
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      });
      const iam = doorIn().client(IAMClient);
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    },
  };
}

export const verdictOf = (findings: readonly Finding[], rule: string, name: string): string | undefined =>
  findings.find((each) => each.rule === rule && each.resource.id.endsWith(name))?.status;
