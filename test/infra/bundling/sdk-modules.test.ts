import { beforeAll, describe, expect, it } from 'vitest';
import { plainBuiltins } from '../../../infra/bundling/builtins.ts';
import { withoutErrors } from '../../../infra/bundling/late-errors.ts';
import { manifestVersions } from '../../../infra/bundling/manifests.ts';
import { sdkModules } from '../../../infra/bundling/sdk-modules.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { type Answered, told } from './answers.ts';
import { bundled, printed } from './kit.ts';

const folder = temporaryFolder();

const parameter = { client: 'ssm', operation: 'GetParameter', input: { Name: 'switch' } } as const;
const bucket = { client: 's3', operation: 'GetBucketPolicy', input: { Bucket: 'prompts' } } as const;
const guardrail = {
  client: 'bedrock',
  operation: 'GetGuardrail',
  input: { guardrailIdentifier: 'a1' },
} as const;
const item = {
  client: 'dynamodb',
  operation: 'PutItem',
  input: { TableName: 'posture', Item: { id: { S: 'a' } } },
} as const;
const batch = {
  client: 'sqs',
  operation: 'SendMessageBatch',
  input: { QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/1/q', Entries: [] },
} as const;
const role = { client: 'iam', operation: 'GetRole', input: { RoleName: 'notebook' } } as const;

const GOOD = { ...parameter, status: 200, body: '{"Parameter":{"Value":"on","Version":1}}' } as const;
const BAD = { ...parameter, status: 400, body: '{"__type":"ParameterNotFound","message":"none"}' } as const;
const TEXT = { ...bucket, status: 200, body: '{"Statement":[]}' } as const;

const notebook = { input: { NotebookInstanceName: 'study' }, status: 200 } as const;
const READ = {
  ...notebook,
  client: 'sagemaker',
  operation: 'DescribeNotebookInstance',
  body: '{"NotebookInstanceName":"study","CreationTime":1700000000,"RootAccess":"Enabled"}',
} as const;
const CHANGED = {
  ...notebook,
  client: 'sagemaker-changes',
  operation: 'UpdateNotebookInstance',
  body: '{}',
} as const;

const errorXml = (code: string) => `<Error><Code>${code}</Code><Message>none</Message></Error>`;

/** One of each protocol that AWS has, as AWS writes it. */
const CASES: readonly (readonly [what: string, answered: Answered, name?: string])[] = [
  ['an answer in JSON', GOOD],
  ['an error in JSON', BAD, 'ParameterNotFound'],
  [
    'an error that nobody has heard of',
    { ...parameter, status: 400, body: '{"__type":"com.amazon.coral#Unheard","Message":"what?"}' },
    'Unheard',
  ],
  [
    "an error of the service's own",
    { ...parameter, status: 500, body: '{"__type":"InternalServerError"}' },
    'InternalServerError',
  ],
  [
    'an error with members, whose class is asked for',
    {
      ...item,
      status: 400,
      body: JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
        message: 'The conditional request failed',
        Item: { id: { S: 'a' }, size: { N: '3' } },
      }),
    },
    'ConditionalCheckFailedException',
  ],
  [
    'an error that has another name in an older protocol',
    {
      ...batch,
      status: 400,
      headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"none"}',
    },
    'QueueDoesNotExist',
  ],
  [
    'an error in a header',
    {
      ...guardrail,
      status: 429,
      headers: { 'x-amzn-errortype': 'ThrottlingException:http://internal/' },
      body: '{"message":"slow down"}',
    },
    'ThrottlingException',
  ],
  [
    'an error of the query protocol',
    { ...role, status: 404, body: `<ErrorResponse>${errorXml('NoSuchEntity')}</ErrorResponse>` },
    'NoSuchEntityException',
  ],
  [
    'an error in XML that has no class',
    { ...bucket, status: 404, body: errorXml('NoSuchBucketPolicy') },
    'NoSuchBucketPolicy',
  ],
  ['an answer that is a text', TEXT],
  ['an answer with an instant', READ],
  ['an answer to what readers and remediations ask alike', { ...READ, client: 'sagemaker-changes' }],
  ['an answer to a change', CHANGED],
];

let entry: string;
beforeAll(async () => {
  const answers = new URL('answers.ts', import.meta.url).pathname;
  entry = await bundled(folder, `export * from '${answers}';`, () => ({
    mainFields: ['module', 'main'],
    plugins: [plainBuiltins, manifestVersions, sdkModules],
  }));
}, 120_000);

/** After each call, which words are in what was loaded by then. */
function loadedBy(calls: readonly Answered[], words: Readonly<Record<string, string>>): unknown {
  return printed(
    folder,
    `
    import { readFileSync } from 'node:fs';
    import { registerHooks } from 'node:module';
    let text = '';
    registerHooks({ load(url, context, next) {
      if (url.startsWith('file:')) text += readFileSync(new URL(url), 'utf8');
      return next(url, context);
    } });
    const { told } = await import('${entry}');
    const words = Object.entries(${JSON.stringify(words)});
    const steps = [];
    for (const each of ${JSON.stringify(calls)}) {
      await told(each);
      steps.push(Object.fromEntries(words.map(([name, word]) => [name, text.includes(word)])));
    }
    console.log(JSON.stringify(steps));`,
  );
}

describe('the SDK in a bundle', () => {
  it('tells what AWS answers as the SDK itself does', async () => {
    const script = `
      const { told } = await import('${entry}');
      const all = [];
      for (const each of ${JSON.stringify(CASES.map(([, answered]) => answered))}) all.push(await told(each));
      console.log(JSON.stringify(all));`;
    const found = printed(folder, script) as readonly object[];
    for (const [index, [what, answered, name]] of CASES.entries()) {
      const expected = await told(answered);
      expect(found[index], what).toEqual(JSON.parse(JSON.stringify(expected)));
      expect(Reflect.get(expected, 'name'), what).toBe(name);
    }
    expect(found).toContainEqual(expect.objectContaining({ classes: ['ConditionalCheckFailedException'] }));
  });

  it('loads errors with the first one, and XML only for who speaks it', () => {
    const words = { errors: 'DocumentAlreadyExists', xml: '&lt;' };
    expect(loadedBy([GOOD, BAD, TEXT], words)).toEqual([
      { errors: false, xml: false },
      { errors: true, xml: false },
      { errors: true, xml: true },
    ]);
  });

  it('loads what describes a change for who changes something, and all else once for both', () => {
    const words = { reading: 'ListNotebookInstancesInput', changing: 'UpdateNotebookInstanceInput' };
    expect(loadedBy([READ], words)).toEqual([{ reading: true, changing: false }]);
    expect(loadedBy([CHANGED], words)).toEqual([{ reading: false, changing: true }]);
    const script = `console.log(await (await import('${entry}')).isShared());`;
    expect(printed(folder, script)).toBe(true);
  });

  it('is not bundled if it is written otherwise than it was', () => {
    const path = '/node_modules/@aws-sdk/client-ssm/dist-es/schemas/schemas_0.js';
    expect(() => withoutErrors({ path, suffix: '' }, 'export {};')).toThrow(
      /not written as the SDK's others/,
    );
  });
});
