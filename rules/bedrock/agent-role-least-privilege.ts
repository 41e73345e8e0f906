import { actionsNamedBy } from '../../engine/iam/access-levels.ts';
import { awsManagedPolicyName } from '../../engine/iam/managed.ts';
import { coversResource, EVERY_RESOURCE } from '../../engine/iam/match.ts';
import { type Patterns, parsePolicy, type Statement } from '../../engine/iam/policy.ts';
import { certain, reading } from '../../engine/iam/reading.ts';
import {
  all,
  compliant,
  defineRule,
  each,
  insufficientData,
  nonCompliant,
  type Observation,
  type PropertiesOf,
  UnreadableValueError,
  type Verdict,
} from '../../engine/rule.ts';
import { statementText } from '../_families/ai-role.ts';

type Role = PropertiesOf<'AWS::IAM::Role'>;

const ROLE = 'arn:aws:iam::111122223333:role/agent';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/agent-boundary';

const agent = (name: string, role: object) => ({
  name,
  properties: { AgentResourceRoleArn: ROLE },
  related: { [ROLE]: { PermissionsBoundary: BOUNDARY, ...role } },
});

const inline = (Action: string, Resource: string) => ({
  Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } }],
});

export default defineRule({
  id: 'bedrock-agent-role-least-privilege',
  revision: 3,
  title: 'Agent role must be least privilege',
  rationale:
    'An agent does what the text that it reads talks it into. What its role may do is the only bound that a prompt ' +
    'injection cannot talk away.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::Agent',
  needs: { role: { path: 'AgentResourceRoleArn', type: 'AWS::IAM::Role' } },
  controls: {
    published: {
      'owasp_llm_2025:LLM06:2025': 'sample-aiml-security-assessment OWASP page (FS-07)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.5.18',
      'iso27001_2022:A.8.2',
      'iso27001_2022:A.8.3',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.3.2',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'mitre_atlas:AML.M0026',
      'nist_800_53_r5:AC-2',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_ai_rmf_1_0:GOVERN 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Give the role in AgentResourceRoleArn an inline policy that names the models, knowledge bases and functions of ' +
    'this agent, detach FullAccess policies, and set PermissionsBoundary.',
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html'],
  examples: {
    compliant: [
      agent(
        'one model, and a boundary',
        inline('bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0'),
      ),
      agent('a wildcard that only lists', inline('bedrock:ListAgents*', '*')),
    ],
    nonCompliant: [
      agent('a wildcard on every resource', inline('bedrock:*', '*')),
      agent('a FullAccess policy', {
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess'],
      }),
      {
        name: 'no permissions boundary',
        properties: { AgentResourceRoleArn: ROLE },
        related: { [ROLE]: { Policies: [] } },
      },
    ],
  },

  evaluate(_agent, context) {
    const [related] = context.related('role');
    if (!related) return insufficientData('AgentResourceRoleArn is not known');
    const role = related.read();
    return all([() => hasBoundary(role), () => noFullAccess(role), () => noWildcard(role)]);
  },
});

const hasBoundary = ({ PermissionsBoundary: actual }: Role): Verdict =>
  actual
    ? compliant
    : nonCompliant({
        path: 'AgentResourceRoleArn → PermissionsBoundary',
        expected: 'a permissions boundary',
        actual: actual ?? null,
      });

const BROAD = /FullAccess$|^AdministratorAccess$|^PowerUserAccess$/;

function noFullAccess({ ManagedPolicyArns = [] }: Role): Verdict {
  return each(ManagedPolicyArns, (arn, index) => {
    const path = `AgentResourceRoleArn → ManagedPolicyArns[${index}]`;
    const name = awsManagedPolicyName(arn);
    // A reference further than what is followed: AWS's own are told by their names, one's own by nothing.
    if (name === undefined) throw new UnreadableValueError(`${path}: what ${arn} allows is not read`);
    return BROAD.test(name) ? { path, expected: 'no FullAccess policy', actual: arn } : undefined;
  });
}

function noWildcard({ Policies = [] }: Role): Verdict {
  const policies = Array.from({ length: Policies.length }, (_, index) => () => {
    const path = `AgentResourceRoleArn → Policies[${index}].PolicyDocument`;
    return each(parsePolicy(Policies[index]?.PolicyDocument, path), (statement) =>
      wildcardIn(certain(statement)),
    );
  });
  return all([() => compliant, ...policies]);
}

/** What is written must be narrow in itself: a Deny beside it mends nothing. */
function wildcardIn({ effect, actions, resources, ...statement }: Statement): Observation | undefined {
  if ('value' in effect && effect.value === 'Deny') return undefined;
  const onEverything = reading(() => names(certain(resources), coversEverything));
  const byWildcard = reading(() => names(certain(actions), isWildcard));
  // A part that is narrow decides, whatever cannot be read beside it.
  if ([onEverything, byWildcard].some((part) => 'value' in part && !part.value)) return undefined;
  for (const part of [effect, onEverything, byWildcard]) certain<unknown>(part);
  const actual = statementText({ effect, actions, resources, ...statement });
  return { path: statement.path, expected: 'no wildcard on every resource', actual };
}

const coversEverything = (pattern: string): boolean => coversResource(pattern, EVERY_RESOURCE);

/** All but a few is a wildcard too. */
function names({ negated, patterns }: Patterns, holds: (pattern: string) => boolean): boolean {
  if (negated || patterns.some((pattern) => 'value' in pattern && holds(pattern.value))) return true;
  for (const pattern of patterns) certain(pattern);
  return false;
}

/**
 * Lists whose answers carry what was said, remembered or trained on.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_ListEvents.html
 */
const LISTS_OF_CONTENT = [
  'ListDatasetEntries',
  'ListEvents',
  'ListFlowExecutionEvents',
  'ListMemoryRecords',
  'ListMessages',
  'ListTestSetRecords',
];

/**
 * A wildcard of nothing but lists that name what there is does no harm. By the name and not by AWS's access level,
 * which calls reading a memory (RetrieveMemoryRecords) List, and ListTagsForResource Read.
 */
function isWildcard(action: string): boolean {
  if (!/[*?]/.test(action)) return false;
  const actions = actionsNamedBy(action);
  return !actions?.every(({ name }) => name.startsWith('List') && !LISTS_OF_CONTENT.includes(name));
}
