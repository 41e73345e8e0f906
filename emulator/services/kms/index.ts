import { defineService } from '../../service.ts';
import { aliasOperations } from './aliases.ts';
import { cryptography } from './crypto.ts';
import { keyOperations } from './keys.ts';
import { maintenance } from './maintenance.ts';

const CRYPTOGRAPHIC = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GenerateRandom',
  'Sign',
];

export const kms = defineService({
  name: 'kms',
  arnPrefix: 'kms',
  eventSource: 'kms.amazonaws.com',
  // https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
  readOnly: Object.fromEntries(CRYPTOGRAPHIC.map((operation) => [operation, true])),
  withoutResponse: new Set(CRYPTOGRAPHIC),
  operations: { ...aliasOperations, ...cryptography, ...keyOperations, ...maintenance },
});
