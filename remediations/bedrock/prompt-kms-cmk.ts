import type {
  GetPromptCommandInput,
  GetPromptResponse,
  UpdatePromptCommandInput,
} from '@aws-sdk/client-bedrock-agent';
import type { JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

const KEY = 'customerEncryptionKeyArn';
/** UpdatePrompt replaces all of them. */
const MEMBERS = [
  'name',
  'description',
  KEY,
  'defaultVariant',
  'variants',
] as const satisfies readonly (keyof GetPromptResponse)[];

export default defineRemediation({
  id: 'bedrock-prompt-kms-cmk',
  title: 'Encrypt the draft of the prompt with your own key',
  resourceType: 'AWS::Bedrock::Prompt',
  repairs: ['bedrock-prompt-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'Whoever edits, renders or runs the draft needs kms:GenerateDataKey and kms:Decrypt on the key, and its policy must let ' +
    'Bedrock use it: without, calls are denied. Versions keep the key that they were made with.',
  permissions: ['bedrock:GetPrompt', 'bedrock:UpdatePrompt'],
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdatePrompt.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management-prereq.html',
  ],

  async read({ id }, ask) {
    const prompt = await ask(get(id));
    return Object.fromEntries(MEMBERS.map((member) => [member, prompt[member]]));
  },

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    return draft(
      [change('CustomerEncryptionKeyArn', before[KEY], kmsKeyArn)],
      [{ ...writing(id, { ...before, [KEY]: kmsKeyArn }), undo: writing(id, before) }],
    );
  },
});

const get = (promptIdentifier: string) =>
  apiCall<GetPromptCommandInput>('bedrock-agent', 'GetPrompt', { promptIdentifier });

function writing(promptIdentifier: string, state: JsonObject) {
  const members = MEMBERS.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]]));
  const asked = Object.fromEntries(members) as unknown as Omit<UpdatePromptCommandInput, 'promptIdentifier'>;
  return {
    call: apiCall<UpdatePromptCommandInput>('bedrock-agent', 'UpdatePrompt', { promptIdentifier, ...asked }),
    until: answers(get(promptIdentifier), { [KEY]: [state[KEY] ?? null] }),
  };
}
