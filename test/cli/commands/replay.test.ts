import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/replay.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const RULE = 'sagemaker-notebook-root-access';
const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/research';

const created = {
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann' },
  eventTime: '2026-03-01T12:00:00Z',
  eventSource: 'sagemaker.amazonaws.com',
  eventName: 'CreateNotebookInstance',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  eventID: 'e-1',
  readOnly: false,
  requestParameters: {
    notebookInstanceName: 'research',
    roleArn: 'arn:aws:iam::111122223333:role/runner',
    instanceType: 'ml.t3.medium',
    rootAccess: 'Enabled',
  },
  responseElements: { notebookInstanceArn: arn },
};
const updated = {
  ...created,
  eventName: 'UpdateNotebookInstance',
  eventID: 'e-2',
  requestParameters: { notebookInstanceName: 'research' },
  responseElements: null,
};
const inference = {
  ...created,
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'InvokeModel',
  readOnly: true,
};

interface Finding {
  rule: string;
  status: string;
  resource: { id: string };
  file: string;
  event: { id: string };
}

async function replay(...args: string[]) {
  const { status, stdout, stderr } = await ran(run, ...args, '--format', 'json');
  const { findings, events, summary } = JSON.parse(stdout || '{}');
  return {
    status,
    stderr,
    summary,
    events: (events ?? []) as { outcome: string; because: string }[],
    findings: (findings ?? []) as Finding[],
    finding: (findings as Finding[] | undefined)?.find(({ rule }) => rule === RULE),
  };
}

const envelope = {
  version: '0',
  id: 'b-1',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.sagemaker',
  account: '111122223333',
  time: '2026-03-01T12:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: created,
};

describe('every form that an event comes in', () => {
  it.each<[string, string | Buffer | object]>([
    ['log.json', { Records: [created] }],
    ['log.json.gz', gzipSync(JSON.stringify({ Records: [created] }))],
    ['envelope.json', envelope],
    ['record.json', JSON.stringify(created, null, 2)],
    ['records.ndjson', `${JSON.stringify(created)}\n`],
    ['list.json', [created]],
    ['envelopes.json', [envelope]],
  ])('%s gives the verdict', async (name, content) => {
    const file = folder.write(name, content);
    const { status, finding, summary, stderr } = await replay(file);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(finding).toMatchObject({
      rule: RULE,
      status: 'NON_COMPLIANT',
      file,
      resource: { type: NOTEBOOK, id: arn, account: '111122223333', region: 'eu-west-1' },
      observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
      waiver: null,
      event: { id: 'e-1', name: 'CreateNotebookInstance', time: '2026-03-01T12:00:00Z' },
    });
    expect(summary).toMatchObject({ files: 1, events: 1, outcomes: { evaluated: 1, failed: 0 } });
  });
});

describe('what an event ends in', () => {
  it.each<[string, object, string]>([
    ['a whole configuration', created, 'evaluated'],
    ['a part of one', updated, 'deferred'],
    ['inference', inference, 'not-applicable'],
    [
      'another service',
      { ...created, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
      'not-applicable',
    ],
    ['a service that nobody knows', { ...created, eventSource: 'novel.amazonaws.com' }, 'not-applicable'],
    ['a call that was refused', { ...created, errorCode: 'AccessDenied' }, 'not-applicable'],
    ['no request at all', { ...created, requestParameters: null, responseElements: null }, 'deferred'],
    ['a deletion', { ...updated, eventName: 'DeleteNotebookInstance' }, 'evaluated'],
  ])('%s: %s', async (_name, record, outcome) => {
    const { events, findings } = await replay(folder.write('outcome.json', { Records: [record] }));
    expect(events.map((each) => each.outcome)).toEqual([outcome]);
    expect(findings.filter(({ status }) => status === 'COMPLIANT')).toEqual([]);
  });

  it('is never a pass for what CloudTrail hides', async () => {
    const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const requestParameters = {
      ...created.requestParameters,
      rootAccess: hidden,
      subnetId: hidden,
      kmsKeyId: hidden,
    };
    const file = folder.write('hidden.json', {
      Records: [
        { ...created, requestParameters },
        { ...created, requestParameters: hidden },
      ],
    });
    const { finding, findings } = await replay(file, '--all', '--profile', 'regulated');
    expect(finding?.status).toBe('INSUFFICIENT_DATA');
    const passed = findings.filter(({ status }) => status === 'COMPLIANT').map(({ rule }) => rule);
    expect(passed.filter((rule) => /root-access|in-vpc|kms/.test(rule))).toEqual([]);
  });
});

describe('a state file', () => {
  const stateWith = (resource: object) =>
    folder.write('state.json', {
      resources: [{ type: NOTEBOOK, properties: { RootAccess: 'Enabled' }, ...resource }],
    });
  const log = folder.write('updated.json', { Records: [updated] });

  it.each<[string, object, boolean]>([
    ['by ARN', { arn }, true],
    ['by ARN in the case of SageMaker', { arn: arn.toUpperCase().replace('ARN:AWS', 'arn:aws') }, true],
    ['by id alone', { id: 'research' }, true],
    ['by id and account', { id: 'research', account: '111122223333' }, true],
    ['not in another account', { id: 'research', account: '444455556666' }, false],
    ['not in another Region', { id: 'research', region: 'us-east-1' }, false],
    ['not under another name', { id: 'other' }, false],
  ])('tells what the resource is, %s', async (_name, resource, isFound) => {
    const { status, finding, events } = await replay(log, '--state', stateWith(resource));
    expect(status).toBe(isFound ? 1 : 0);
    expect(finding?.status).toBe(isFound ? 'NON_COMPLIANT' : 'INSUFFICIENT_DATA');
    expect(events[0]?.outcome).toBe(isFound ? 'evaluated' : 'deferred');
  });

  it('of two namesakes says nothing', async () => {
    const two = ['eu-west-1', null].map((region) => ({
      type: NOTEBOOK,
      id: 'research',
      region,
      properties: {},
    }));
    const { events } = await replay(log, '--state', folder.write('two.json', { resources: two }));
    expect(events[0]?.outcome).toBe('deferred');
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /not JSON/],
    ['no list', { resources: {} }, /at the top: expected \{"resources"/],
    ['no object', { resources: [null] }, /at resources\[0\]: expected an object/],
    [
      'no type',
      { resources: [{ id: 'x', properties: {} }] },
      /at resources\[0\]: expected type, and id or arn/,
    ],
    [
      'no properties',
      { resources: [{ type: 'T', id: 'x' }] },
      /at resources\[0\]\.properties: expected an object/,
    ],
    [
      'an account that is no text',
      { resources: [{ type: 'T', id: 'x', account: 111122223333, properties: {} }] },
      /at resources\[0\]\.account: expected a text/,
    ],
    ['nested deep', '['.repeat(200_000), /not JSON/],
  ])('%s: status 2 and one line', async (name, content, message) => {
    const file = folder.write(`state ${name}.json`, content);
    const { status, stderr } = await replay(log, '--state', file);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
    expect(stderr).toContain(file);
  });
});

describe('bad records and bad files', () => {
  it('one bad record among many is counted, the rest is judged', async () => {
    const line = `${JSON.stringify(inference)}\n`;
    const file = folder.write(
      'many.ndjson',
      `${line.repeat(500)}{"eventName":\n${line.repeat(500)}${JSON.stringify(created)}\n`,
    );
    const { status, summary, finding, stderr } = await replay(file);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(finding?.status).toBe('NON_COMPLIANT');
    expect(summary).toMatchObject({
      events: 1002,
      outcomes: { failed: 1, evaluated: 1, 'not-applicable': 1000 },
      unusable: [],
    });
  });

  it.each<[string, string | Buffer | object, RegExp]>([
    ['empty.json', '', /is empty/],
    ['truncated.json', JSON.stringify({ Records: [created] }).slice(0, -2), /ends within/],
    ['binary.json', Buffer.from([0, 1, 2]), /byte 0x00/],
    ['plain.json.gz', '{}', /expected a gzip file/],
    ['cut.json.gz', gzipSync(JSON.stringify({ Records: [created] })).subarray(0, 60), /gzip/],
    ['template.json', { Resources: {} }, /none of its 1 JSON values is a CloudTrail record/],
    ['other.json', { hello: 'world' }, /none of its 1 JSON values/],
    ['numbers.json', '[1,2,3]', /none of its 3 JSON values/],
    ['deep.json', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, /none of its 1 JSON values/],
    ['deep-list.json', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /none of its 1 JSON values/],
    ['main.tf', 'resource "a" "b" {\n}\n', /expected a JSON record/],
  ])('%s alone: status 2, one line, and nothing passed', async (name, content, message) => {
    const file = folder.write(`bad/${name}`, content);
    const { status, stderr, findings, summary } = await replay(file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
    expect(stderr).toContain(file);
    expect(stderr).toMatch(message);
    expect(findings.filter(({ status }) => status === 'COMPLIANT')).toEqual([]);
    expect(summary.unusable).toHaveLength(1);
  });

  it('bad files among good ones are told, and the good ones judged', async () => {
    folder.write('mixed/a.json', '');
    folder.write('mixed/b.json', { Records: [created] });
    folder.write('mixed/c.json', '{"Records":[');
    const { status, stderr, finding, summary } = await replay(join(folder.path, 'mixed'));
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(finding?.status).toBe('NON_COMPLIANT');
    expect(summary.unusable).toHaveLength(2);
    const { stdout } = await ran(run, join(folder.path, 'mixed'));
    expect(stdout).toContain('1 events in 3 files (2 of them unusable): 1 evaluated');
  });

  it('a log file of nothing is no fault', async () => {
    const { status, summary } = await replay(folder.write('nothing.json', { Records: [] }));
    expect(status).toBe(0);
    expect(summary).toMatchObject({ events: 0, unusable: [] });
  });

  it.each<[string[], RegExp]>([
    [[], /needs a file or a folder/],
    [[join(folder.path, 'nothing-there')], /ENOENT/],
    [
      [folder.write('empty-folder/README.txt', '').replace('/README.txt', '')],
      /no \.json, \.ndjson or \.json\.gz file/,
    ],
    [
      [folder.write('x.json', { Records: [] }), '--state', 'nowhere.json'],
      /nowhere\.json: cannot be read \(ENOENT\)/,
    ],
    [
      [folder.write('x.json', { Records: [] }), '--out', folder.write('a-file', '')],
      /--out .*a-file: cannot be written/,
    ],
    [[folder.write('x.json', { Records: [] }), '--format', 'sarif'], /expected one of text, json/],
  ])('%j: status 2', async (args, message) => {
    const { status, stdout, stderr } = await ran(run, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });
});

describe('the options of replay', () => {
  const log = folder.write('options.json', { Records: [created, updated] });

  it('--fail-on, --fail-on-unknown and --all', async () => {
    expect((await replay(log, '--fail-on', 'CRITICAL')).status).toBe(0);
    expect((await replay(log, '--fail-on', 'CRITICAL', '--fail-on-unknown')).status).toBe(1);
    const requestParameters = { ...created.requestParameters, rootAccess: 'Disabled' };
    const passing = folder.write('passing.json', { Records: [{ ...created, requestParameters }] });
    expect((await replay(passing)).finding).toBeUndefined();
    expect((await replay(passing, '--all')).finding?.status).toBe('COMPLIANT');
  });

  it('--out writes the report into a folder', async () => {
    const out = join(folder.path, 'out/deep');
    const { status, stdout } = await ran(run, log, '--out', out, '--format', 'json');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(JSON.parse(readFileSync(join(out, 'replay.json'), 'utf8')).summary.events).toBe(2);
  });

  it('text ends with how many are unknown, and obeys no event', async () => {
    const hostile = {
      ...created,
      eventName: 'Create\u001b[31mModel',
      requestParameters: { modelName: '\u009b2J' },
    };
    const { stdout } = await ran(run, folder.write('hostile.json', [hostile, created]));
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u009b');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^verdicts: .* unknown \(INSUFFICIENT_DATA\)/);
  });

  it('helps', async () => {
    expect(await ran(run, '--help')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('example:'),
    });
  });
});

describe('waivers in a replay', () => {
  const waiver = {
    rule: RULE,
    scope: { resource: arn },
    owner: 'team',
    requester: 'ann',
    approver: 'bob',
    ticket: 'SEC-1',
    reason: 'pilot',
    approved: '2026-01-01',
    expires: '2026-01-02',
  };

  it('are reported where they are expired, but not where no event needed them', async () => {
    const file = folder.write('waived/log.json', { Records: [created] });
    const today = new Date().toISOString().slice(0, 10);
    const unused = { ...waiver, scope: { resource: 'x' }, approved: today, expires: today };
    folder.write('waived/assay.waivers.json', { waivers: [waiver, unused] });
    const { status, finding, summary } = await replay(file);
    expect(status).toBe(1);
    expect(finding).toMatchObject({ waiver: null });
    expect(summary.waivers).toMatchObject([{ problem: 'expired' }]);
  });
});

describe('a Region that nobody approved', () => {
  it('is a fault of an AI resource of any type, even one that has no rule of its own', async () => {
    const streaming = {
      ...created,
      eventSource: 'rekognition.amazonaws.com',
      eventName: 'CreateStreamProcessor',
      requestParameters: { name: 'faces' },
      responseElements: {
        StreamProcessorArn: 'arn:aws:rekognition:eu-west-1:111122223333:streamprocessor/faces',
      },
    };
    const settings = { rules: { 'ai-region-approved': { parameters: { regions: ['eu-central-1'] } } } };
    const config = folder.write('regions/assay.config.json', settings);
    const file = folder.write('regions/stream.json', streaming);
    const options = ['--profile', 'regulated', '--config', config, '--format', 'json'];
    const { status, stdout } = await ran(run, file, ...options);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([
      {
        rule: 'ai-region-approved',
        status: 'NON_COMPLIANT',
        resource: { type: 'AWS::Rekognition::StreamProcessor' },
      },
    ]);
  });
});

describe('the outcome of an event', () => {
  const outcomeOf = async (event: object, profile: string): Promise<string> => {
    const file = folder.write('outcome/event.json', event);
    const { stdout } = await ran(run, file, '--profile', profile, '--format', 'json');
    return JSON.parse(stdout).events[0].outcome;
  };
  const index = {
    ...created,
    eventSource: 'kendra.amazonaws.com',
    eventName: 'CreateIndex',
    requestParameters: { name: 'pages' },
    responseElements: { id: '1234abcd' },
  };
  const collection = { ...created, eventName: 'CreatePipeline', requestParameters: { pipelineName: 'p' } };

  it.each([
    ['evaluated', created, 'all'],
    ['deferred', updated, 'all'],
    ['deferred', index, 'all'],
    ['not-applicable', collection, 'all'],
    ['not-applicable', { ...created, errorCode: 'AccessDenied' }, 'all'],
    ['failed', { eventSource: 'sagemaker.amazonaws.com' }, 'all'],
  ])('is %s', async (outcome, event, profile) => {
    expect(await outcomeOf(event, profile)).toBe(outcome);
  });
});
