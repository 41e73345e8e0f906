import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import { BatchUpdateFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StageOptions } from '../../../cli/demo/stage.ts';
import type { Waiver } from '../../../engine/waiver.ts';
import { type Heard, heardOn, recordsIn } from './heard.ts';
import { type Played, played, postures } from './kit.ts';
import { findingOf, NOTEBOOK_RULE, notebookOf, openNotebook } from './put-right.ts';

// What docs/upgrading.md promises of a rule in shadow, sentence by sentence, over one account: deployed in shadow,
// counting, in shadow again, counting again, off. Remediation may do as it likes all the while.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const [PLAIN, SUPPRESSED, WAIVED] = ['study', 'annex', 'attic'];
const waiver: Waiver = {
  rule: NOTEBOOK_RULE,
  scope: { resource: WAIVED },
  owner: 'data-science',
  requester: 'maya',
  approver: 'jonas',
  ticket: 'RISK-7',
  reason: 'until the image is rebuilt',
  approved: '2026-01-01',
  expires: '2026-03-01',
};

const OFF = { enabled: false, reason: 'the fleet is being replaced' };

const deployment = (rule: { shadow: boolean } | typeof OFF): Partial<StageOptions> => ({
  remediation: true,
  waivers: [waiver],
  settings: { rules: { [NOTEBOOK_RULE]: rule }, remediation: { mode: 'auto' } },
});

let stage: Played;
let heard: Heard;

/** As a deployment does it: other functions, then the sweep and the review of waivers by themselves. */
async function redeploy(rule: Parameters<typeof deployment>[0]): Promise<void> {
  stage = await stage.redeployed(deployment(rule));
  await stage.call('expire-waivers', { time: stage.world.clock.now().toISOString() });
  await stage.sweep();
  await stage.pass(10 * MINUTE, MINUTE);
  expect(stage.errors).toEqual([]);
}

const verdictOn = async (name: string) =>
  [...(await postures(stage)).values()].find(({ ref }) => ref.id === name)?.rules[NOTEBOOK_RULE];

const evaluationsOf = async (name: string) =>
  (await recordsIn(stage)).filter(({ kind, resource }) => kind === 'evaluation' && resource?.id === name);

/** The verdict of the newest record. */
const lastRecorded = async (name: string) =>
  (await evaluationsOf(name)).at(-1)?.verdicts?.find(({ rule }) => rule === NOTEBOOK_RULE);

/** Whether AWS Config has the rule. */
async function isConfigRule(): Promise<boolean> {
  const command = new DescribeConfigRulesCommand({ ConfigRuleNames: [`assay-${NOTEBOOK_RULE}`] });
  const asked = stage.door.client(ConfigServiceClient).send(command);
  return asked.then(
    () => true,
    (error) => {
      if (error.name !== 'NoSuchConfigRuleException') throw error;
      return false;
    },
  );
}

/** What AWS Config holds of the rule. */
async function configResults(): Promise<readonly (string | undefined)[]> {
  const { EvaluationResults = [] } = await stage.door
    .client(ConfigServiceClient)
    .send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: `assay-${NOTEBOOK_RULE}` }));
  return EvaluationResults.map(({ ComplianceType }) => ComplianceType);
}

/** Calls that a remediation of the rule would make. */
const changes = () =>
  stage.world.events.filter(({ eventName }) => /^(?:Stop|Update)NotebookInstance$/.test(eventName));

const isOpen = async () => (await notebookOf(stage, PLAIN)).RootAccess === 'Enabled';

beforeAll(async () => {
  heard = heardOn(NOTEBOOK_RULE);
  stage = await played(deployment({ shadow: true }));
  for (const name of [PLAIN, SUPPRESSED, WAIVED]) await openNotebook(stage, name);
  await stage.pass(HOUR, MINUTE);
  expect(stage.errors).toEqual([]);
});

describe('a rule in shadow', () => {
  it('is in posture and in evidence, and its waivers with it', async () => {
    expect(await verdictOn(PLAIN)).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
    expect(await verdictOn(PLAIN)).not.toHaveProperty('waiver');
    expect(await verdictOn(WAIVED)).toMatchObject({ shadow: true, waiver: { ticket: 'RISK-7' } });
    expect(await lastRecorded(PLAIN)).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
  });

  it('is nothing to Security Hub, the findings bus, AWS Config and remediation', async () => {
    expect(await findingOf(stage, NOTEBOOK_RULE)).toBeUndefined();
    expect(heard.announced()).toEqual([]);
    expect(await isConfigRule()).toBe(false);
    expect(await isOpen()).toBe(true);
  });
});

describe('a rule that comes out of shadow', () => {
  let deployedAt: string;
  let before: number;
  beforeAll(async () => {
    before = (await evaluationsOf(PLAIN)).length;
    deployedAt = stage.world.clock.now().toISOString();
    await redeploy({ shadow: false });
  });

  it('becomes a new finding where it fails, and a suppressed one where that is waived', async () => {
    const finding = await findingOf(stage, NOTEBOOK_RULE, PLAIN);
    expect(finding).toMatchObject({
      Compliance: { Status: 'FAILED' },
      Workflow: { Status: 'NEW' },
      RecordState: 'ACTIVE',
    });
    expect((finding?.CreatedAt ?? '') >= deployedAt).toBe(true);
    expect(await findingOf(stage, NOTEBOOK_RULE, WAIVED)).toMatchObject({
      Compliance: { Status: 'FAILED' },
      Workflow: { Status: 'SUPPRESSED' },
    });
  });

  it('is in posture and in evidence without the mark, and fails from now on', async () => {
    const verdict = await verdictOn(PLAIN);
    expect(verdict).toMatchObject({ status: 'NON_COMPLIANT', opened: { by: 'first-verdict' } });
    expect(verdict).not.toHaveProperty('shadow');
    expect((verdict?.since ?? '') >= deployedAt).toBe(true);
    const recorded = await lastRecorded(PLAIN);
    expect(recorded).toMatchObject({ status: 'NON_COMPLIANT' });
    expect(recorded).not.toHaveProperty('shadow');
  });

  it('is announced, once for each resource', () => {
    const begun = { from: null, to: 'NON_COMPLIANT' };
    expect(heard.announced()).toMatchObject([begun, begun, begun]);
    expect(
      heard
        .announced()
        .map(({ waived }) => waived)
        .toSorted(),
    ).toEqual([false, false, true]);
  });

  it('starts no remediation by itself', async () => {
    await stage.pass(HOUR, MINUTE);
    expect(await isOpen()).toBe(true);
    expect(changes()).toEqual([]);
  });

  it('is a rule of AWS Config, which hears of every failure', async () => {
    expect(await isConfigRule()).toBe(true);
    expect(await configResults()).toEqual(expect.arrayContaining(['NON_COMPLIANT', 'NON_COMPLIANT']));
  });

  it('makes one new record for each resource, and none in a deployment that changes nothing', async () => {
    expect(await evaluationsOf(PLAIN)).toHaveLength(before + 1);
    const { UpdatedAt } = (await findingOf(stage, NOTEBOOK_RULE, PLAIN)) ?? {};
    await redeploy({ shadow: false });
    await stage.pass(HOUR, MINUTE);
    expect(await evaluationsOf(PLAIN)).toHaveLength(before + 1);
    expect(await findingOf(stage, NOTEBOOK_RULE, PLAIN)).toMatchObject({ UpdatedAt });
  });
});

describe('a rule that goes back into shadow', () => {
  beforeAll(async () => {
    const finding = await findingOf(stage, NOTEBOOK_RULE, SUPPRESSED);
    const { Id = '', ProductArn = '' } = finding ?? {};
    await stage.person.client(SecurityHubClient).send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: [{ Id, ProductArn }],
        Workflow: { Status: 'SUPPRESSED' },
        Note: { Text: 'known', UpdatedBy: 'analyst' },
      }),
    );
    await stage.pass(10 * MINUTE, MINUTE);
    heard.forget();
    await redeploy({ shadow: true });
  });

  it('has its findings archived', async () => {
    for (const name of [PLAIN, SUPPRESSED, WAIVED])
      expect(await findingOf(stage, NOTEBOOK_RULE, name)).toMatchObject({ RecordState: 'ARCHIVED' });
  });

  it('ends what was announced, and the rule of AWS Config', async () => {
    const because = 'the rule is in shadow';
    const ended = { from: 'NON_COMPLIANT', to: 'NOT_APPLICABLE', because };
    expect(heard.announced()).toMatchObject([ended, ended, ended]);
    expect(await isConfigRule()).toBe(false);
  });

  it('goes on being judged and recorded', async () => {
    expect(await verdictOn(PLAIN)).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
    expect(await lastRecorded(PLAIN)).toMatchObject({ status: 'NON_COMPLIANT', shadow: true });
  });
});

describe('a rule that counts again', () => {
  beforeAll(() => redeploy({ shadow: false }));

  it('reopens its findings, but for what an analyst suppressed and what is waived', async () => {
    const workflows = new Map<string, string | undefined>();
    for (const name of [PLAIN, SUPPRESSED, WAIVED]) {
      const finding = await findingOf(stage, NOTEBOOK_RULE, name);
      expect(finding).toMatchObject({ RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } });
      workflows.set(name, finding?.Workflow?.Status);
    }
    expect(Object.fromEntries(workflows)).toEqual({
      [PLAIN]: 'NEW',
      [SUPPRESSED]: 'SUPPRESSED',
      [WAIVED]: 'SUPPRESSED',
    });
  });

  it('starts no remediation by itself either', async () => {
    await stage.pass(HOUR, MINUTE);
    expect(await isOpen()).toBe(true);
    expect(changes()).toEqual([]);
  });
});

describe('a rule that is switched off', () => {
  beforeAll(async () => {
    heard.forget();
    await redeploy(OFF);
  });

  it('has its findings archived, and judges nothing', async () => {
    for (const name of [PLAIN, SUPPRESSED, WAIVED])
      expect(await findingOf(stage, NOTEBOOK_RULE, name)).toMatchObject({ RecordState: 'ARCHIVED' });
    const because = 'the rule is not in force';
    expect(await verdictOn(PLAIN)).toMatchObject({ status: 'NOT_APPLICABLE', because });
    expect(heard.announced()).toMatchObject([{ because }, { because }, { because }]);
    expect(await lastRecorded(PLAIN)).toBeUndefined();
    expect(await isConfigRule()).toBe(false);
  });
});
