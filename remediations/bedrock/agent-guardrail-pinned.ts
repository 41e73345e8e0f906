import type { ListGuardrailsCommandInput } from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Ask, apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notSettled, readAgent, replacing } from './_agent.ts';
import { readGuardrail } from './_guardrail.ts';

export default defineRemediation({
  id: 'bedrock-agent-guardrail-pinned',
  title: 'Let the agent use the newest version of its guardrail, where that is what the draft says',
  resourceType: 'AWS::Bedrock::Agent',
  repairs: ['bedrock-guardrail-version-pinned'],
  risk: 'disruptive',
  breaks:
    'Nothing at once: the version says what the draft says. Later changes to the guardrail reach the agent only when ' +
    'somebody publishes them and names the version. Versions of the agent that aliases point to stay as they are until ' +
    'a new one is published.',
  permissions: [
    'bedrock:GetAgent',
    'bedrock:GetGuardrail',
    'bedrock:ListGuardrails',
    'bedrock:PrepareAgent',
    'bedrock:UpdateAgent',
  ],
  implied: { 'iam:PassRole': 'bedrock:UpdateAgent names the agent’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-deploy.html',
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListGuardrails.html',
  ],

  async read({ id }, ask) {
    const agent = await readAgent(id, ask);
    const guardrail: Json | undefined = guardrailOf(agent)['guardrailIdentifier'];
    return { ...agent, ...(typeof guardrail === 'string' && (await readVersions(guardrail, ask))) };
  },

  plan({ resource: { id }, before }) {
    const waiting = notSettled(before);
    if (waiting !== undefined) return notYet(waiting);
    const { guardrailVersion, ...guardrail } = guardrailOf(before);
    if (guardrailVersion !== 'DRAFT') return refuse('it is so already');
    const { newest, isAsDraft } = before;
    if (typeof newest !== 'string') return refuse('the guardrail has no version; publish one first');
    if (isAsDraft !== true) {
      return refuse(
        `the guardrail’s draft differs from version ${newest}; publish it, or take back what differs`,
      );
    }
    return draft(
      [change('GuardrailConfiguration.GuardrailVersion', guardrailVersion, newest)],
      replacing(id, before, {
        member: 'guardrailConfiguration',
        value: { ...guardrail, guardrailVersion: newest },
      }),
    );
  },
});

const guardrailOf = (agent: JsonObject): JsonObject => Object(agent['guardrailConfiguration']);

/** The newest version, and whether it filters as the draft does. A guardrail has at most 20: they come on one page. */
async function readVersions(guardrailIdentifier: string, ask: Ask): Promise<JsonObject> {
  const { guardrails } = await ask(
    apiCall<ListGuardrailsCommandInput>('bedrock', 'ListGuardrails', {
      guardrailIdentifier,
      maxResults: 1000,
    }),
  );
  const listed: readonly JsonObject[] = Array.isArray(guardrails) ? guardrails : [];
  const newest = Math.max(0, ...listed.map(({ version }) => Number(version) || 0));
  if (newest === 0) return { newest: null, isAsDraft: false };
  const ofDraft = await filtering(guardrailIdentifier, ask, 'DRAFT');
  const ofNewest = await filtering(guardrailIdentifier, ask, String(newest));
  return { newest: String(newest), isAsDraft: ofDraft === ofNewest };
}

/** All that decides what it lets pass: not what it is called, nor what is said of it. */
async function filtering(id: string, ask: Ask, version: string): Promise<string> {
  const { description: _, name: _name, status: _status, ...rest } = await readGuardrail(id, ask, version);
  return JSON.stringify(rest);
}
