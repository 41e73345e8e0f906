import type {
  CancelKeyDeletionCommandInput,
  DescribeKeyCommandInput,
  DisableKeyCommandInput,
  EnableKeyCommandInput,
  ScheduleKeyDeletionCommandInput,
} from '@aws-sdk/client-kms';
import { answers, apiCall, change, defineRemediation, draft, refuse, type Step } from '../remediation.ts';

/** The longest that KMS waits: whoever wants the key gone sooner says so again. */
const DAYS = 30;

export default defineRemediation({
  id: 'ai-kms-key-not-pending-deletion',
  title: 'Cancel the deletion of the key, and enable it',
  resourceType: 'AWS::KMS::Key',
  repairs: ['ai-kms-key-not-pending-deletion'],
  // Somebody switched it off, perhaps to keep somebody else from the data.
  risk: 'disruptive',
  breaks:
    'Whoever may use the key reads again what it encrypts: ask who disabled it, and why, first. Undoing schedules the ' +
    `deletion anew, ${DAYS} days ahead, and not for the day that was.`,
  permissions: [
    'kms:CancelKeyDeletion',
    'kms:DescribeKey',
    'kms:DisableKey',
    'kms:EnableKey',
    'kms:ScheduleKeyDeletion',
  ],
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html',
  ],

  async read({ id }, ask) {
    const { KeyMetadata } = await ask(describe(id));
    return { KeyState: Reflect.get(Object(KeyMetadata), 'KeyState') };
  },

  plan({ resource: { id }, before: { KeyState: state } }) {
    const changes = [change('Enabled', state === 'Enabled', true), change('KeyState', state, 'Enabled')];
    if (state === 'PendingDeletion') return draft(changes, [cancelling(id), enabling(id)]);
    if (state === 'Disabled' || state === 'Enabled') return draft(changes, [enabling(id)]);
    return refuse(`the key is ${String(state)}: enabling it is not what it lacks`);
  },
});

const describe = (KeyId: string) => apiCall<DescribeKeyCommandInput>('kms', 'DescribeKey', { KeyId });

const reaching = (id: string, state: 'Disabled' | 'Enabled' | 'PendingDeletion') =>
  answers(describe(id), { 'KeyMetadata.KeyState': [state] });

const cancelling = (KeyId: string): Step => ({
  call: apiCall<CancelKeyDeletionCommandInput>('kms', 'CancelKeyDeletion', { KeyId }),
  // Enabled by the step that follows, where a run does not know how far it came.
  until: answers(describe(KeyId), { 'KeyMetadata.KeyState': ['Disabled', 'Enabled'] }),
  undo: {
    call: apiCall<ScheduleKeyDeletionCommandInput>('kms', 'ScheduleKeyDeletion', {
      KeyId,
      PendingWindowInDays: DAYS,
    }),
    until: reaching(KeyId, 'PendingDeletion'),
  },
});

const enabling = (KeyId: string): Step => ({
  call: apiCall<EnableKeyCommandInput>('kms', 'EnableKey', { KeyId }),
  until: reaching(KeyId, 'Enabled'),
  undo: {
    call: apiCall<DisableKeyCommandInput>('kms', 'DisableKey', { KeyId }),
    until: reaching(KeyId, 'Disabled'),
  },
});
