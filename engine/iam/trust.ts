import { coversAction } from './match.ts';
import type { Patterns, Policy, Principals, Statement } from './policy.ts';
import type { Reading } from './reading.ts';

/** First labels of service principals: `bedrock` of `bedrock.amazonaws.com` and of `agentcore.bedrock.amazonaws.com`. */
const AI_SERVICE_PRINCIPALS: readonly string[] = [
  'aiops',
  'bedrock',
  'bedrock-agentcore',
  'comprehend',
  'comprehendmedical',
  'forecast',
  'frauddetector',
  'healthlake',
  'kendra',
  'lex',
  'lexv2',
  'lookoutequipment',
  'lookoutmetrics',
  'lookoutvision',
  'machinelearning',
  'nova-act',
  'personalize',
  'polly',
  'q',
  'qbusiness',
  'rekognition',
  'sagemaker',
  'textract',
  'transcribe',
  'translate',
];

/** `unknown` only where no principal that can be read decides. */
export type Trust =
  | { readonly answer: 'yes'; readonly by: readonly string[] }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown'; readonly because: string };

/** Who may assume the role, by the statements that allow it; conditions and Deny statements narrow, and are not judged. */
export interface Assumers {
  readonly services: readonly string[];
  /** Accounts and ARNs as written; `*` is under `everyone`. */
  readonly aws: readonly string[];
  readonly everyone: boolean;
  /** Why some principal could not be read. */
  readonly unreadable?: string;
}

/** Reads a trust policy. */
export function assumersOf(trust: Policy): Assumers {
  const services: string[] = [];
  const aws: string[] = [];
  let everyone = false;
  let unreadable: string | undefined;
  for (const statement of trust) {
    const principals = allowedPrincipals(statement);
    if ('unreadable' in principals) {
      unreadable ??= principals.unreadable;
      continue;
    }
    // Allowed to everyone but somebody is allowed to everyone.
    if (typeof principals.value === 'string') {
      everyone = true;
      continue;
    }
    for (const text of principals.value.Service ?? []) {
      if ('value' in text) services.push(text.value);
      else unreadable ??= text.unreadable;
    }
    for (const text of principals.value.AWS ?? []) {
      if ('unreadable' in text) unreadable ??= text.unreadable;
      else if (text.value === '*') everyone = true;
      else aws.push(text.value);
    }
  }
  return { services, aws, everyone, ...(unreadable === undefined ? {} : { unreadable }) };
}

/** Whether an AI service may assume the role; a role that everyone may assume is trusted by AI services too. */
export function trustsAiService(trust: Policy): Trust {
  const { services, everyone, unreadable } = assumersOf(trust);
  const by = [...new Set(services.filter(isAiServicePrincipal)), ...(everyone ? ['*'] : [])];
  if (by.length > 0) return { answer: 'yes', by };
  return unreadable === undefined ? { answer: 'no' } : { answer: 'unknown', because: unreadable };
}

/** `.amazonaws.com`, `.amazonaws.com.cn`, or a template's `.${AWS::URLSuffix}`. */
const SUFFIX = /\.(?:amazonaws\.com(?:\.cn)?|\$\{[^}]+\})$/i;

export const isAiServicePrincipal = (principal: string): boolean =>
  principal === '*' || isPrincipalOf(principal, AI_SERVICE_PRINCIPALS);

/** Services by a label of their principal: `lexv2` of `lexv2.amazonaws.com`, `bedrock` of `agentcore.bedrock.amazonaws.com`. */
export function isPrincipalOf(principal: string, services: readonly string[]): boolean {
  if (!SUFFIX.test(principal)) return false;
  const labels = principal.toLowerCase().replace(SUFFIX, '').split('.');
  return labels.some((label) => services.includes(label));
}

const NOBODY: Reading<Principals> = { value: {} };

function allowedPrincipals(read: Reading<Statement>): Reading<Principals> {
  if ('unreadable' in read) return read;
  const { effect, actions, principals } = read.value;
  if ('value' in effect && effect.value === 'Deny') return NOBODY;
  if ('value' in actions && !mayAssume(actions.value)) return NOBODY;
  if ('unreadable' in effect) return effect;
  return principals;
}

/** sts:AssumeRole, alone or by wildcard; SAML and web identity are people's and workloads' ways in. */
function mayAssume({ negated, patterns }: Patterns): boolean {
  const isNamed = patterns.some((p) => 'value' in p && coversAction(p.value, 'sts:AssumeRole'));
  return negated ? !isNamed : isNamed || patterns.some((p) => 'unreadable' in p);
}
