import type { Rule } from '../../engine/rule.ts';
import type { CatalogueControl } from '../../scripts/catalogue.ts';
import { profileOf } from '../../scripts/rule-draft.ts';

/** Controls that are no fault in themselves: optional features, operations and cost, heuristics, states of health. */
const ADVISORY: ReadonlySet<string> = new Set([
  'agent-workflow-human-approval',
  'agentcore-browser-enterprise-policy',
  'agentcore-browser-signing',
  'agentcore-gateway-status-ready',
  'agentcore-memory-status-active',
  'agentcore-online-evaluation',
  'agentcore-policy-transaction-limit',
  'agentcore-service-linked-role',
  'bedrock-agent-alarms',
  'bedrock-agent-user-confirmation',
  'bedrock-data-source-healthy',
  'bedrock-evaluation-job-recent',
  'bedrock-flow-validated',
  'bedrock-guardrail-automated-reasoning',
  'bedrock-guardrail-contextual-grounding',
  'bedrock-guardrail-denied-topics',
  'bedrock-guardrail-image-modality',
  'bedrock-guardrail-intervention-alarms',
  'bedrock-guardrail-standard-tier',
  'bedrock-guardrail-status-ready',
  'bedrock-guardrail-system-prompt-topic',
  'bedrock-guardrail-word-filter',
  'bedrock-in-use-declared',
  'bedrock-inference-profile-status-active',
  'bedrock-kb-rag-evaluation',
  'bedrock-kb-status-active',
  'bedrock-llm-jacking-pattern',
  'bedrock-org-guardrail-policy',
  'bedrock-prompt-management-in-use',
  'bedrock-runtime-alarms',
  'bedrock-token-quota-reviewed',
  'budget-ai',
  'cost-anomaly-ai',
  'lambda-ai-tool-concurrency',
  'lambda-system-prompt-env',
  'lambda-third-party-llm-egress',
  'opensearch-serverless-standby',
  'opensearch-serverless-vector-type',
  'qbusiness-blocked-phrases-topics',
  'qbusiness-in-use-declared',
  'sagemaker-endpoint-auto-rollback',
  'sagemaker-endpoint-autoscaling',
  'sagemaker-endpoint-bias-monitor',
  'sagemaker-endpoint-cloudwatch-alarm',
  'sagemaker-endpoint-data-capture-enabled',
  'sagemaker-endpoint-explainability-monitor',
  'sagemaker-endpoint-has-model-card',
  'sagemaker-endpoint-model-monitor',
  'sagemaker-endpoint-orphan',
  'sagemaker-endpoint-prod-instance-count',
  'sagemaker-feature-group-offline-store',
  'sagemaker-hub-private-curated',
  'sagemaker-hyperpod-node-recovery',
  'sagemaker-model-registry-in-use',
  'sagemaker-notebook-idle-gpu',
]);

/** Rules whose profile is not what the rule of thumb says, each with its reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'agentcore-runtime-no-secrets-env':
    'no peer has it, but a credential in plain text is a fault for everyone',
  'ai-bucket-public-access-block':
    'one peer ships it for AI buckets, every bucket benchmark has it: a public one is a fault for everyone',
  'sagemaker-model-env-no-secrets': 'no peer has it, but a credential in plain text is a fault for everyone',
};

/**
 * The rule of thumb: what the list above names is advisory; of the rest, what is HIGH or CRITICAL and shipped by two
 * peers or more is baseline, and nothing else is. Whether else is sensitive or regulated is for whoever writes the rule.
 */
export function complaintsAboutProfile(rule: Rule, control: CatalogueControl): string[] {
  const follows = followsThumb(rule, control);
  const isException = Object.hasOwn(OTHERWISE, rule.id);
  if (follows && isException)
    return [`${rule.id} follows the rule of thumb: take it out of OTHERWISE in test/support/profiles.ts`];
  if (follows || isException) return [];
  const reason = `severity ${control.severity}, ${control.peers.length} peers`;
  const expected = ADVISORY.has(rule.id)
    ? "'advisory'"
    : profileOf(control) === 'baseline'
      ? "'baseline'"
      : "'sensitive' or 'regulated'";
  return [
    `write profile: ${expected} (${reason}), or give the reason for '${rule.profile}' in OTHERWISE of test/support/profiles.ts`,
  ];
}

function followsThumb({ id, profile }: Rule, control: CatalogueControl): boolean {
  if (ADVISORY.has(id) || profile === 'advisory') return ADVISORY.has(id) && profile === 'advisory';
  return (profileOf(control) === 'baseline') === (profile === 'baseline');
}
