import { BEDROCK_KEY_CALLS, deactivated, readCredentials } from '../_families/bedrock-keys.ts';
import { type Containment, nameIn } from './containment.ts';

/** Long-term keys; those for a session are denied with the role that made them. */
export const bedrockKeys: Containment = {
  kind: 'bedrock-keys',
  subject: 'USER',
  title: 'Deactivate every long-term Bedrock API key of the user',
  breaks:
    'Whatever calls Bedrock with one of these keys is denied at once. Short-term keys that the user has made live on for up to 12 ' +
    'hours: contain the user’s role as well.',
  ...BEDROCK_KEY_CALLS,
  nameOf: (target) => nameIn(target, 'iam', 'user'),
  read: readCredentials,
  plan: deactivated,
};
