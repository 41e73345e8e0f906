import { describe, expect, it } from 'vitest';
import { bedrockTagApi } from '../../../remediations/_families/tag-api.ts';
import { tagging } from '../../../remediations/_families/tagging.ts';
import type { Asked } from '../../../remediations/remediation.ts';
import { refOf } from '../kit.ts';

const ARN = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc';
const TYPE = 'AWS::Bedrock::Guardrail';
const remediation = tagging({
  id: 'bedrock-guardrail-tagged',
  resourceType: TYPE,
  what: 'the guardrail',
  api: bedrockTagApi,
});

interface Given {
  readonly there?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly arn?: string;
}

function planned({ there = {}, required = [], tags = {}, arn = ARN }: Given) {
  const expected = required.length > 0 ? required.map((Key) => ({ Key })) : ['a tag of your own'];
  const asked: Asked = {
    resource: { ...refOf(TYPE, 'abc', arn || undefined), source: 'live', properties: {} },
    before: { Tags: there },
    rule: 'bedrock-guardrail-tagged',
    observations: expected.map((each) => ({ path: 'Tags', expected: each, actual: null })),
    options: { kmsKeyArn: undefined, tags },
  };
  return remediation.plan(asked);
}

const added = (plan: ReturnType<typeof planned>) =>
  'refused' in plan ? plan : plan.steps.map(({ call }) => call.input['tags']);

describe('adding tags', () => {
  it('adds those that are required, and no other of the settings', () => {
    const given = { required: ['owner', 'purpose'], tags: { owner: 'chat', purpose: 'help', team: 'a' } };
    expect(added(planned(given))).toEqual([
      [{ key: 'owner', value: 'chat' }],
      [{ key: 'purpose', value: 'help' }],
    ]);
  });

  it('adds all of the settings where any tag will do', () => {
    expect(added(planned({ tags: { owner: 'chat', team: 'a' } }))).toEqual([
      [{ key: 'owner', value: 'chat' }],
      [{ key: 'team', value: 'a' }],
    ]);
  });

  it('leaves a key that is there as it is, whatever the settings say', () => {
    const given = {
      there: { owner: 'them' },
      required: ['owner', 'purpose'],
      tags: { owner: 'us', purpose: 'x' },
    };
    const plan = planned(given);
    expect(added(plan)).toEqual([[{ key: 'purpose', value: 'x' }]]);
    expect(plan).toMatchObject({
      changes: [{ path: 'Tags', before: { owner: 'them' }, after: { owner: 'them', purpose: 'x' } }],
    });
  });

  it('takes back what it added, and nothing else', () => {
    const plan = planned({ there: { team: 'a' }, required: ['owner'], tags: { owner: 'chat' } });
    expect(plan).toMatchObject({
      steps: [
        {
          until: { includes: { tags: { key: 'owner', value: 'chat' } } },
          undo: {
            call: { operation: 'UntagResource', input: { resourceARN: ARN, tagKeys: ['owner'] } },
            until: { excludes: { tags: { key: 'owner' } } },
          },
        },
      ],
    });
  });

  it.each<[string, Given, RegExp]>([
    [
      'a value is not in the settings',
      { required: ['owner', 'team'], tags: { owner: 'a' } },
      /no value .* team$/,
    ],
    ['the settings have no tags', {}, /no tags to set/],
    ['it has one by now', { there: { team: 'a' }, tags: { owner: 'chat' } }, /already/],
    ['all that are required are there by now', { there: { owner: 'a' }, required: ['owner'] }, /already/],
    ['AWS alone sets it', { required: ['aws:owner'], tags: { 'aws:owner': 'a' } }, /only AWS sets/],
    ['the ARN is not known', { arn: '', tags: { owner: 'a' } }, /ARN/],
    ['a member of every object is required', { required: ['constructor'] }, /no value .* constructor$/],
  ])('refuses where %s', (_why, given, reason) => {
    expect(planned(given)).toEqual({ refused: expect.stringMatching(reason) });
  });

  it('asks nothing where the ARN is not known', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    expect(await remediation.read(refOf(TYPE, 'abc'), ask)).toEqual({});
  });
});
