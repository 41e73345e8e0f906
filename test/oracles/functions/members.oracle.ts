import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, REGION } from '../../adapters/aws/kit.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { received } from './deliveries.ts';
import {
  findingsIn,
  type Household,
  NAME,
  openHousehold,
  openNotebook,
  RULE,
  recordOf,
  sweepOf,
  TYPE,
  VIA_TRAIL,
} from './household.ts';
import { deployMember, EXTERNAL_ID, type Member, removeRole } from './members.ts';
import { callerOf, recordedIn } from './wire.ts';

// A member that the StackSet has come to, and a notebook of the same name here and there.

const recording = `${temporaryFolder().path}/recording.ndjson`;
let house: Household;
let member: Member;

beforeAll(async () => {
  house = await openHousehold(['member'], recording);
  member = house.member('member');
  await deployMember(house.endpoint, member, house.template);
});
afterAll(() => house?.close());

const NOTHING_FAILED = { batchItemFailures: [] };

const session = (account: string, role: string, name = 'assay') =>
  `arn:aws:sts::${account}:assumed-role/${role}/${name}`;

/** `who operation` of all calls to a service. */
async function callsTo(service: string): Promise<readonly string[]> {
  const calls = recordedIn(recording).filter((each) => each.service === service);
  const said: string[] = [];
  for (const { accessKeyId, operation } of calls)
    said.push(`${await callerOf(house.endpoint, accessKeyId)} ${operation}`);
  return [...new Set(said)].toSorted();
}

/** Whatever was asked of STS about a role, as it was sent. */
const askedFor = (text: string) =>
  recordedIn(recording)
    .filter(({ operation, body }) => operation === 'AssumeRole' && body.includes(text))
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

/** What the policies of a role in the template allow; their logical ids begin as the role's does. */
function actionsIn(template: string, role: string): readonly string[] {
  const resources: Record<string, { Type: string; Properties: { PolicyDocument: { Statement: object[] } } }> =
    JSON.parse(template).Resources;
  return Object.entries(resources)
    .filter(([id, { Type }]) => id.startsWith(role) && /^AWS::IAM::(?:Managed)?Policy$/.test(Type))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .flatMap((statement) => Reflect.get(statement, 'Action'));
}

describe('a notebook of a member', () => {
  it('is told of at home, by the rules of the member’s stack', async () => {
    const Detail = JSON.stringify(await openNotebook(member.aws, 'Enabled'));
    const Entries = [{ Source: 'aws.sagemaker', DetailType: VIA_TRAIL, Detail }];
    await member.aws.door.client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
    const event = await received(house.home.door, house.queues.changes);
    // moto's envelope names no account; AWS's has the member's there as well.
    expect(event.Records.map(({ body }) => JSON.parse(body))).toMatchObject([
      { detail: { eventName: 'CreateNotebookInstance', recipientAccountId: member.id } },
    ]);
    expect(await house.invoke('evaluate-change', event)).toEqual(NOTHING_FAILED);
  });

  it('is another one than its namesake at home, whatever account the envelope names', async () => {
    await house.hear(await openNotebook(house.home, 'Disabled'), member.id);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    for (const [account, status] of [
      [member.id, 'NON_COMPLIANT'],
      [ACCOUNT, 'COMPLIANT'],
    ] as const) {
      const arn = `arn:aws:sagemaker:${REGION}:${account}:notebook-instance/${NAME}`;
      expect(await house.known(account)).toMatchObject({
        resources: [
          {
            key: `${account}/${REGION}/${TYPE}/${NAME}`,
            ref: { account, arn },
            presence: 'present',
            rules: { [RULE]: { status } },
          },
        ],
        gaps: [],
      });
    }
  });

  it('was read by the role for that, which was asked for with the external id', async () => {
    const reads = (await callsTo('sagemaker')).filter((call) => call.endsWith(' DescribeNotebookInstance'));
    const own = session(ACCOUNT, `assay-evaluate-change-${REGION}`, 'administrator');
    const readers = [own, session(member.id, 'assay-read')];
    expect(reads).toEqual(readers.map((who) => `${who} DescribeNotebookInstance`).toSorted());
    expect(askedFor('assay-read')).toMatchObject([
      { RoleArn: `arn:aws:iam::${member.id}:role/assay-read`, ExternalId: EXTERNAL_ID },
    ]);
  });

  it('is a finding in the Security Hub of its own account, by the role that publishes', async () => {
    expect(await house.publish(member.id)).toEqual(NOTHING_FAILED);
    const told = (await findingsIn(member.aws)).find(({ GeneratorId }) => GeneratorId === `assay/${RULE}`);
    expect(told).toMatchObject({
      AwsAccountId: member.id,
      ProductArn: `arn:aws:securityhub:${REGION}:${member.id}:product/${member.id}/default`,
      Compliance: { Status: 'FAILED' },
      Resources: [{ Id: `arn:aws:sagemaker:${REGION}:${member.id}:notebook-instance/${NAME}` }],
    });
    expect(await findingsIn(house.home)).toEqual([]);
    const imports = (await callsTo('securityhub')).filter((call) => call.endsWith(' POST /findings/import'));
    expect(imports).toEqual([`${session(member.id, 'assay-publish')} POST /findings/import`]);
  });

  it('leaves evidence in a chain of its own account', async () => {
    for (const [account, status] of [
      [member.id, 'NON_COMPLIANT'],
      [ACCOUNT, 'COMPLIANT'],
    ] as const) {
      const records = await house.evidence(account);
      const verdict = expect.objectContaining({ rule: RULE, status });
      expect(records.filter(({ kind }) => kind === 'evaluation')).toMatchObject([
        { resource: { account, id: NAME }, verdicts: expect.arrayContaining([verdict]) },
      ]);
    }
  });

  it('was read by calls that the role’s policies allow', async () => {
    const reader = `${session(member.id, 'assay-read')} `;
    const made = (await callsTo('sagemaker'))
      .filter((call) => call.startsWith(reader))
      .map((call) => `sagemaker:${call.slice(reader.length)}`);
    expect(made).toEqual(['sagemaker:DescribeNotebookInstance', 'sagemaker:ListTags']);
    const allowed = actionsIn(house.template, 'Read');
    expect(made.filter((action) => !allowed.includes(action))).toEqual([]);
  });

  it('is found by the sweep', async () => {
    expect(await house.invoke('evaluate-inventory', sweepOf(member.id))).toMatchObject({
      outcome: 'listed',
      listed: 1,
      added: 0,
      missing: 0,
    });
  });
});

describe('an event about an account that is none of ours', () => {
  it('asks for no role there, and leaves no trace', async () => {
    const foreign = '999988887777';
    const text = JSON.stringify(recordOf(house.home.records)).replaceAll(ACCOUNT, foreign);
    await house.hear(JSON.parse(text), foreign);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    expect(await house.known(foreign)).toEqual({ resources: [], gaps: [] });
    expect(askedFor(foreign)).toEqual([]);
  });
});

describe('a member that has taken the role away', () => {
  it('keeps the finding of what was known to fail, which says why nothing more is known', async () => {
    await removeRole(member.aws, 'assay-read');
    // After all reads so far: CloudTrail's times have no milliseconds.
    const eventTime = `${new Date(Date.now() + 2000).toISOString().slice(0, 19)}Z`;
    await house.hear({ ...recordOf(member.aws.records), eventTime, eventID: 'later' }, member.id);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    const { resources } = await house.known(member.id);
    expect(resources).toMatchObject([
      { presence: 'unreadable', rules: { [RULE]: { status: 'INSUFFICIENT_DATA' } } },
    ]);
    expect(await house.publish(member.id)).toEqual(NOTHING_FAILED);
    const told = (await findingsIn(member.aws)).find(({ GeneratorId }) => GeneratorId === `assay/${RULE}`);
    expect(told).toMatchObject({ RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } });
    expect(JSON.stringify(told?.Compliance?.StatusReasons)).toContain('sts:AssumeRole');
  });
});
