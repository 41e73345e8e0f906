import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE_TYPE } from '../../../engine/coverage-finding.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { received } from './deliveries.ts';
import {
  findingsIn,
  type Household,
  NAME,
  openHousehold,
  openNotebook,
  RULE,
  recordOf,
  statusesOf,
  sweepOf,
  TYPE,
} from './household.ts';
import { deployMember, EXTERNAL_ID, removeRole } from './members.ts';

// Members whose roles cannot be assumed: to one the StackSet has not come yet, the other trusts whoever knows another
// external id.

let house: Household;
beforeAll(async () => {
  house = await openHousehold(['bare', 'estranged']);
  const other = house.template.replaceAll(EXTERNAL_ID, 'of another house');
  await deployMember(house.endpoint, house.member('estranged'), other);
});
afterAll(() => house?.close());

const NOTHING_FAILED = { batchItemFailures: [] };
const DENIED = 'access denied: sts:AssumeRole';

describe.each(['bare', 'estranged'])('a notebook of a member that is %s', (name) => {
  it('is a gap in what is known, and no pass', async () => {
    const { id, aws } = house.member(name);
    await house.hear(await openNotebook(aws, 'Disabled'), id);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    const { resources, gaps } = await house.known(id);
    expect(resources).toMatchObject([{ presence: 'unreadable', ref: { account: id, id: NAME } }]);
    expect(statusesOf(resources[0])).toEqual(['INSUFFICIENT_DATA']);
    expect(resources[0]?.rules[RULE]?.because).toContain(DENIED);
    expect(gaps).toMatchObject([{ ref: { account: id, id: `coverage/${TYPE}` } }]);
    expect(statusesOf(gaps[0])).toEqual(['NON_COMPLIANT']);
  });

  it('is not deleted, though an event says so: nobody can see that it is gone', async () => {
    const { id, aws } = house.member(name);
    const deletion = { eventName: 'DeleteNotebookInstance', responseElements: null, eventID: 'deleted' };
    await house.hear({ ...recordOf(aws.records), ...deletion }, id);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    const { resources } = await house.known(id);
    expect(resources).toMatchObject([{ presence: 'unreadable' }]);
    expect(statusesOf(resources[0])).toEqual(['INSUFFICIENT_DATA']);
  });

  it('is listed by no sweep, which closes nothing', async () => {
    const { id } = house.member(name);
    const swept = await house.invoke('evaluate-inventory', sweepOf(id));
    expect(swept).toMatchObject({ outcome: 'denied', missing: 0 });
    expect((await house.known(id)).resources).toMatchObject([{ presence: 'unreadable' }]);
  });

  it('is in the evidence as a gap, which says since when and why', async () => {
    const { id: account } = house.member(name);
    const records = await house.evidence(account);
    expect(records.filter(({ kind }) => kind === 'gap')).toMatchObject([
      { detail: { type: TYPE, account, region: REGION, to: null, because: expect.stringContaining(DENIED) } },
    ]);
    const evaluations = records.filter(({ kind }) => kind === 'evaluation');
    expect(evaluations).not.toEqual([]);
    expect(JSON.stringify(evaluations)).not.toContain('"COMPLIANT"');
  });

  it('is told of as soon as the StackSet has come: until then, its finding waits', async () => {
    const { id, aws } = house.member(name);
    expect(await house.publish(id)).toEqual(NOTHING_FAILED);
    expect(await findingsIn(aws)).toEqual([]);
    const waiting = await received(house.home.door, house.queues.unpublished);
    const keys = waiting.Records.map(({ body }) => JSON.parse(body).key);
    expect(keys).toEqual([`${id}/${REGION}/${COVERAGE_TYPE}/coverage/${TYPE}`]);
    if (name === 'estranged')
      for (const role of ['assay-read', 'assay-publish', 'assay-remediate', `assay-forward-${REGION}`])
        await removeRole(aws, role);
    await deployMember(house.endpoint, house.member(name), house.template, 'AtLast');
    expect(await house.invoke('republish-findings', waiting)).toEqual(NOTHING_FAILED);
    expect(await findingsIn(aws)).toMatchObject([{ AwsAccountId: id, Compliance: { Status: 'FAILED' } }]);
  });

  it('is known as soon as it can be read, and the gap ends', async () => {
    const { id, aws } = house.member(name);
    const eventTime = `${new Date(Date.now() + 2000).toISOString().slice(0, 19)}Z`;
    await house.hear({ ...recordOf(aws.records), eventTime, eventID: 'again' }, id);
    expect(await house.evaluate()).toEqual(NOTHING_FAILED);
    const { resources, gaps } = await house.known(id);
    expect(resources).toMatchObject([{ presence: 'present', rules: { [RULE]: { status: 'COMPLIANT' } } }]);
    expect(statusesOf(gaps[0])).toEqual(['COMPLIANT']);
  });
});
