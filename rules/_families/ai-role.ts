import type { Grant, Policies } from '../../engine/iam/grants.ts';
import { awsManagedPolicyName, policyKnownByName } from '../../engine/iam/managed.ts';
import { type Policy, readPolicy, type Statement, unreadablePolicy } from '../../engine/iam/policy.ts';
import { type Reading, reading } from '../../engine/iam/reading.ts';
import { trustsAiService } from '../../engine/iam/trust.ts';
import {
  compliant,
  insufficientData,
  type JudgedResource,
  nonCompliant,
  notApplicable,
  type Observation,
  type Related,
  type RuleContext,
  UnreadableValueError,
  type Verdict,
} from '../../engine/rule.ts';

type Role = JudgedResource<'AWS::IAM::Role'>;

export const roleNeeds = {
  managed: { path: 'ManagedPolicyArns[]', type: 'AWS::IAM::ManagedPolicy' },
  boundary: { path: 'PermissionsBoundary', type: 'AWS::IAM::ManagedPolicy' },
} as const;

type RoleContext = RuleContext<typeof roleNeeds>;

/** A role is judged if an AI service may assume it, by its trust policy, or if an AI resource names it. */
export function whereAiUses(
  { properties }: Role,
  { referrers }: Pick<RoleContext, 'referrers'>,
  judge: () => Verdict,
): Verdict {
  if (isServiceLinked({ properties })) return notApplicable(SERVICE_LINKED);
  const path = 'AssumeRolePolicyDocument';
  const trust = trustsAiService(readPolicy(() => properties.AssumeRolePolicyDocument, path));
  if (trust.answer === 'yes' || referrers().length > 0) return judge();
  return trust.answer === 'unknown'
    ? insufficientData(trust.because)
    : notApplicable('no AI service may assume it, and no AI resource refers to it');
}

export const SERVICE_LINKED = 'it is a service-linked role: AWS alone writes its policies';

export function isServiceLinked({ properties }: Pick<Role, 'properties'>): boolean {
  const path = reading(() => properties.Path);
  return 'value' in path && path.value?.startsWith('/aws-service-role/') === true;
}

/** For a trust policy that nobody but AI services could need to be read for. */
export const AI_TRUST = {
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } },
  ],
};

interface PoliciesOfRole {
  readonly role: Role;
  readonly context: RoleContext;
  /** The AWS managed policies that our names do not tell apart are known not to matter to the question. */
  readonly otherAwsManagedAreHarmless?: true;
}

/** Inline and attached policies and the boundary; what cannot be read stands among them with its reason. */
export function policiesOf({ role, context, otherAwsManagedAreHarmless }: PoliciesOfRole): Policies {
  const { properties } = role;
  const inline = eachOf(
    () => properties.Policies,
    (policies, index) =>
      readPolicy(() => policies[index]?.PolicyDocument, `Policies[${index}].PolicyDocument`),
  );
  const attached = eachOf(
    () => properties.ManagedPolicyArns,
    (arns, index) => {
      const path = `ManagedPolicyArns[${index}]`;
      const policy = managedPolicy(
        reading(() => arns[index] ?? ''),
        path,
        () => context.related('managed'),
      );
      const isOther = otherAwsManagedAreHarmless && isAwsManaged(() => arns[index]);
      return isOther && policy.every((read) => 'unreadable' in read) ? [] : policy;
    },
  );
  const boundary = boundaryOf(role, context);
  return { identity: [...inline, ...attached], ...(boundary ? { boundary } : {}) };
}

/** By index, because an unknown element throws as it is touched; an unknown list is one unreadable policy. */
function eachOf<T>(
  list: () => readonly T[] | undefined,
  policy: (elements: readonly T[], index: number) => Policy,
): readonly Policy[] {
  const read = reading(list);
  if ('unreadable' in read) return [unreadablePolicy(read.unreadable)];
  const elements = read.value ?? [];
  return Array.from({ length: elements.length }, (_, index) => policy(elements, index));
}

function isAwsManaged(read: () => string | undefined): boolean {
  const arn = reading(read);
  return 'value' in arn && awsManagedPolicyName(arn.value ?? '') !== undefined;
}

type RelatedPolicies = () => readonly Related<'AWS::IAM::ManagedPolicy'>[];

/** AWS's own by name first: their documents are out of reach of a template. */
function managedPolicy(arn: Reading<string>, path: string, related: RelatedPolicies): Policy {
  if ('unreadable' in arn) return unreadablePolicy(arn.unreadable);
  const known = policyKnownByName(arn.value, path);
  if (known) return known;
  return readPolicy(() => {
    const named = related().find(({ reference }) => reference === arn.value);
    if (!named) throw new UnreadableValueError(`${path}: ${arn.value} names no policy`);
    return named.read().PolicyDocument;
  }, `${path} → PolicyDocument`);
}

function boundaryOf({ properties }: Role, context: RoleContext): Policy | undefined {
  const arn = reading(() => properties.PermissionsBoundary ?? '');
  if ('value' in arn && arn.value === '') return undefined;
  return managedPolicy(arn, 'PermissionsBoundary', () => context.related('boundary'));
}

interface NotGranted {
  readonly grant: Grant;
  readonly expected: string;
  /** What a grant that only holds under a condition comes to. */
  readonly conditional: Verdict;
}

/** Nothing may grant it: an observation for each statement that does. */
export function notGranted({ grant, expected, conditional }: NotGranted): Verdict {
  if (grant.answer === 'no') return compliant;
  if (grant.answer === 'unknown') return insufficientData(grant.because);
  if (grant.answer === 'conditional') return conditional;
  const [first, ...rest] = grant.by.map(
    (statement): Observation => ({ path: statement.path, expected, actual: statementText(statement) }),
  );
  return first ? nonCompliant(first, ...rest) : compliant;
}

/** `Allow NotAction iam:* on Resource *` */
export function statementText({ effect, actions, resources, policyArn }: Statement): string {
  if (policyArn !== undefined) return policyArn;
  const part = (name: string, read: Statement['actions']): string => {
    if ('unreadable' in read) return `${name} not known`;
    const { negated, patterns } = read.value;
    const texts = patterns.map((pattern) => ('value' in pattern ? pattern.value : 'not known'));
    return `${negated ? 'Not' : ''}${name} ${texts.join(', ')}`;
  };
  const verb = 'value' in effect ? effect.value : 'effect not known:';
  return `${verb} ${part('Action', actions)} on ${part('Resource', resources)}`;
}
