import type {
  DisableKeyRotationCommandInput,
  EnableKeyRotationCommandInput,
  GetKeyRotationStatusCommandInput,
} from '@aws-sdk/client-kms';
import { answers, apiCall, change, defineRemediation, draft } from '../remediation.ts';

/** What KMS takes where nothing is said. */
const DAYS = 365;

export default defineRemediation({
  id: 'ai-kms-key-rotation',
  title: 'Let KMS rotate the key every year',
  resourceType: 'AWS::KMS::Key',
  repairs: ['ai-kms-key-rotation'],
  risk: 'safe',
  breaks:
    'Nothing that uses the key: its id and ARN stay, KMS keeps every earlier key material for decryption. KMS charges for ' +
    'the first two rotations.',
  permissions: ['kms:DisableKeyRotation', 'kms:EnableKeyRotation', 'kms:GetKeyRotationStatus'],
  references: ['https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html'],

  async read({ id }, ask) {
    const { KeyRotationEnabled, RotationPeriodInDays } = await ask(status(id));
    return { KeyRotationEnabled, RotationPeriodInDays };
  },

  plan: ({ resource: { id }, before }) =>
    draft(
      [
        change('EnableKeyRotation', before['KeyRotationEnabled'], true),
        change('RotationPeriodInDays', before['RotationPeriodInDays'], DAYS),
      ],
      [
        {
          call: apiCall<EnableKeyRotationCommandInput>('kms', 'EnableKeyRotation', {
            KeyId: id,
            RotationPeriodInDays: DAYS,
          }),
          until: answers(status(id), { KeyRotationEnabled: [true], RotationPeriodInDays: [DAYS] }),
          undo: {
            call: apiCall<DisableKeyRotationCommandInput>('kms', 'DisableKeyRotation', { KeyId: id }),
            until: answers(status(id), { KeyRotationEnabled: [false] }),
          },
        },
      ],
    ),
});

const status = (KeyId: string) =>
  apiCall<GetKeyRotationStatusCommandInput>('kms', 'GetKeyRotationStatus', { KeyId });
