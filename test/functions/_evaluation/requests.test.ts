import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger, metrics } from '../../../functions/_runtime/observability.ts';
import { type Account, account, envelope } from './kit.ts';

const ARN = 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/study';
const KEY = '111122223333/eu-central-1/AWS::SageMaker::NotebookInstance/study';
const MEGABYTE = 'x'.repeat(1_000_000);

/** What CloudTrail tells of a notebook that somebody made. */
const call = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/maya' },
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'sagemaker.amazonaws.com',
  eventName: 'CreateNotebookInstance',
  awsRegion: 'eu-central-1',
  requestParameters: { notebookInstanceName: 'study' } as object | null,
  responseElements: { notebookInstanceArn: ARN } as object | null,
  eventID: 'e-1',
  readOnly: false,
  recipientAccountId: '111122223333',
};

const told = (more: object): object => envelope({ ...call, ...more });
const nameless = { responseElements: null };
const denied = { ...nameless, errorCode: 'AccessDenied', errorMessage: MEGABYTE };

async function withNotebook(): Promise<Account> {
  const of = await account();
  await of.door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'study',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );
  return of;
}

function overheard() {
  const lines: Record<string, unknown>[] = [];
  const measured: string[] = [];
  for (const level of ['error', 'warn', 'info'] as const) {
    vi.spyOn(logger, level).mockImplementation((message, ...more) => {
      lines.push({ level, message, ...Object.assign({}, ...more) });
    });
  }
  vi.spyOn(metrics, 'addMetric').mockImplementation((name) => {
    measured.push(name);
    return metrics;
  });
  return { lines, measured };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an event of which nobody can make anything', () => {
  it.each<[string, object, RegExp]>([
    ['no body', { ...told({}), detail: null }, /is no object/],
    ['an empty body', { ...told({}), detail: {} }, /eventSource is missing/],
    ['a text as its body', { ...told({}), detail: 'x' }, /is no object/],
    ['a kind of a megabyte', { ...told({}), 'detail-type': MEGABYTE, detail: 7 }, /detail of/],
    ['a wrapper of another service', { Type: 'Notification', Message: '{}' }, /eventSource is missing/],
    [
      'a name of a megabyte',
      told({ ...nameless, requestParameters: { notebookInstanceName: MEGABYTE } }),
      /bytes/,
    ],
    ['no account', { ...told({ ...nameless, recipientAccountId: null }), account: null }, /whose/],
    ['no Region', { ...told({ ...nameless, awsRegion: null }), region: null }, /in which Region/],
    ['a Region that is none', told({ ...nameless, awsRegion: 'x.example.com/#' }), /Region that is none/],
  ])('with %s is counted, said with its remedy, and comes again', async (_, event, because) => {
    const of = await withNotebook();
    const { lines, measured } = overheard();
    expect(await of.evaluate(event, told({ eventID: 'e-2' }))).toEqual([0]);
    expect(measured.toSorted()).toEqual([
      'EvaluationsWritten',
      'EventsEvaluated',
      'EventsFailed',
      'FindingLatency',
      'PoisonMessages',
    ]);
    const [line] = lines.filter(({ level }) => level === 'error');
    expect(line).toMatchObject({
      messageId: '0',
      because: expect.stringMatching(because),
      remedy: expect.any(String),
    });
    expect(JSON.stringify(line).length).toBeLessThan(2000);
    expect((await of.ports.posture.recall(KEY)).posture).toMatchObject({ presence: 'present' });
  });
});

describe('an event that leads nowhere', () => {
  it('of a call that nobody knows yet is deferred to the sweep, and the log says so', async () => {
    const of = await withNotebook();
    const { lines, measured } = overheard();
    expect(await of.evaluate(told({ eventName: 'CreateTeapot', ...nameless }))).toEqual([]);
    expect(measured).toEqual(['EventsDeferred']);
    expect(lines).toMatchObject([{ level: 'warn', about: expect.stringContaining('CreateTeapot') }]);
  });

  it('of an unknown service is not applicable, and the log says why', async () => {
    const of = await withNotebook();
    const { lines, measured } = overheard();
    expect(await of.evaluate(told({ eventSource: 'teapot.amazonaws.com' }))).toEqual([]);
    expect(measured).toEqual(['EventsNotApplicable']);
    expect(lines).toMatchObject([{ level: 'info', because: expect.stringContaining('no AI service') }]);
  });

  it('because it names nothing asks for the list of its type', async () => {
    const of = await withNotebook();
    expect(await of.evaluate(told({ ...nameless, requestParameters: null }))).toEqual([]);
    of.world.clock.advance(60_000);
    expect(await of.looks()).toMatchObject([{ schema: 'assay.sweep/1', region: 'eu-central-1' }]);
  });
});

describe('an event that is odd, and understood', () => {
  it.each<[string, object]>([
    ['a megabyte of something else', told({ additionalEventData: MEGABYTE })],
    ['a time that is none', told({ eventTime: '2026-13-45T99:99:99Z' })],
    ['a time to come', told({ eventTime: '2099-01-01T00:00:00Z' })],
    ['the account of somebody else around it', { ...told({}), account: '999988887777' }],
    ['the mark of a replay', { ...told({}), 'replay-name': 'last-week' }],
  ])('with %s is evaluated', async (_, event) => {
    const of = await withNotebook();
    expect(await of.evaluate(event)).toEqual([]);
    expect((await of.ports.posture.recall(KEY)).posture).toMatchObject({ presence: 'present' });
    expect(await of.records()).toHaveLength(1);
  });
});

it('an event from an archive says nothing of how fast we are', async () => {
  const of = await withNotebook();
  const { measured } = overheard();
  await of.evaluate({ ...told({}), 'replay-name': 'last-week' });
  expect(measured.toSorted()).toEqual(['EvaluationsWritten', 'EventsEvaluated']);
});

describe('a refused call', () => {
  it.each<[string, object]>([
    ['a name', { requestParameters: { notebookInstanceName: MEGABYTE } }],
    ['a principal', { userIdentity: { arn: MEGABYTE } }],
    ['an action', { eventName: 'CreateNotebookInstance', errorCode: `AccessDenied${MEGABYTE}` }],
    [
      'a list',
      { eventName: 'AddTags', requestParameters: { resourceArn: ARN, tags: Array(5000).fill({ key: 'k' }) } },
    ],
  ])('with %s of a megabyte is a small record', async (_, more) => {
    const of = await withNotebook();
    expect(await of.evaluate(told({ ...denied, ...more }))).toEqual([]);
    const records = await of.records();
    expect(records).toMatchObject([{ kind: 'denied-attempt' }]);
    expect(JSON.stringify(records).length).toBeLessThan(10_000);
  });

  it('in an account that is none of ours is no evidence of ours', async () => {
    const of = await withNotebook();
    const event = JSON.parse(JSON.stringify(told(denied)).replaceAll('111122223333', '999988887777'));
    expect(await of.evaluate(event)).toEqual([]);
    expect(await of.records()).toEqual([]);
  });
});
