import type {
  GetFlowCommandInput,
  GetFlowResponse,
  PrepareFlowCommandInput,
  UpdateFlowCommandInput,
} from '@aws-sdk/client-bedrock-agent';
import type { JsonObject } from '../../resources/resource.ts';
import {
  answers,
  apiCall,
  type Condition,
  change,
  defineRemediation,
  draft,
  notYet,
  refuse,
  type Step,
} from '../remediation.ts';

const KEY = 'customerEncryptionKeyArn';
/** UpdateFlow replaces all of them. */
const MEMBERS = [
  'name',
  'description',
  'executionRoleArn',
  KEY,
  'definition',
] as const satisfies readonly (keyof GetFlowResponse)[];

export default defineRemediation({
  id: 'bedrock-flow-kms-cmk',
  title: 'Encrypt the draft of the flow with your own key, and prepare it again',
  resourceType: 'AWS::Bedrock::Flow',
  repairs: ['bedrock-flow-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'The flow’s role, and whoever edits or runs the draft, need kms:GenerateDataKey and kms:Decrypt on the key, and its ' +
    'policy must let Bedrock use it: without, calls are denied. Versions keep the key that they were made with.',
  permissions: ['bedrock:GetFlow', 'bedrock:PrepareFlow', 'bedrock:UpdateFlow'],
  implied: { 'iam:PassRole': 'bedrock:UpdateFlow names the flow’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateFlow.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-flows.html',
  ],

  async read({ id }, ask) {
    const flow = await ask(get(id));
    return Object.fromEntries(['status', ...MEMBERS].map((member) => [member, flow[member]]));
  },

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    const { status } = before;
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    if (status !== 'Prepared' && status !== 'NotPrepared') {
      return notYet(`the flow is ${String(status)}; wait until it is Prepared or NotPrepared`);
    }
    const update: Step = {
      ...writing(id, { ...before, [KEY]: kmsKeyArn }),
      undo: writing(id, before),
    };
    const prepare = preparing(id);
    return draft(
      [change('CustomerEncryptionKeyArn', before[KEY], kmsKeyArn)],
      // Preparing is asked for before as well: undone last, it brings back a flow that is prepared with what it had.
      status === 'Prepared' ? [{ ...prepare, undo: prepare }, update, { ...prepare, undo: null }] : [update],
    );
  },
});

const get = (flowIdentifier: string) =>
  apiCall<GetFlowCommandInput>('bedrock-agent', 'GetFlow', { flowIdentifier });

const settled = (id: string, expect: Condition['expect']): Condition => ({
  ...answers(get(id), expect),
  never: { status: ['Failed'] },
});

function writing(flowIdentifier: string, state: JsonObject) {
  const members = MEMBERS.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]]));
  const asked = Object.fromEntries(members) as unknown as Omit<UpdateFlowCommandInput, 'flowIdentifier'>;
  return {
    call: apiCall<UpdateFlowCommandInput>('bedrock-agent', 'UpdateFlow', { flowIdentifier, ...asked }),
    until: settled(flowIdentifier, {
      status: ['Prepared', 'NotPrepared'],
      [KEY]: [state[KEY] ?? null],
    }),
  };
}

const preparing = (flowIdentifier: string) => ({
  call: apiCall<PrepareFlowCommandInput>('bedrock-agent', 'PrepareFlow', { flowIdentifier }),
  until: settled(flowIdentifier, { status: ['Prepared'] }),
});
