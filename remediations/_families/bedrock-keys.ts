import type {
  ListServiceSpecificCredentialsCommandInput,
  UpdateServiceSpecificCredentialCommandInput,
} from '@aws-sdk/client-iam';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  type Ask,
  answers,
  apiCall,
  change,
  type Draft,
  draft,
  type Refusal,
  refuse,
  type Step,
} from '../remediation.ts';

export const BEDROCK_KEY_CALLS = {
  permissions: ['iam:ListServiceSpecificCredentials', 'iam:UpdateServiceSpecificCredential'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html',
  ],
} as const;

/** All credentials of a user that are for one service alone. */
export async function readCredentials(user: string, ask: Ask): Promise<JsonObject> {
  const { ServiceSpecificCredentials } = await ask(list(user));
  return { ServiceSpecificCredentials };
}

/** Every active Bedrock API key of a user is made inactive; keys of other services stay as they are. */
export function deactivated(user: string, before: JsonObject): Draft | Refusal {
  const all = credentialsIn(before['ServiceSpecificCredentials']);
  const active = all.flatMap(({ key, service, status }, index) =>
    service.startsWith('bedrock') && status === 'Active' ? [{ key, index }] : [],
  );
  const [first, ...others] = active.map(({ key }) => deactivating(user, key));
  if (!first) return refuse('no Bedrock API key of the user is active any more');
  const changes = active.map(({ index }) =>
    change(`ServiceSpecificCredentials.${index}.Status`, 'Active', 'Inactive'),
  );
  return draft(changes, [first, ...others]);
}

const credentialsIn = (list: Json | undefined) =>
  (Array.isArray(list) ? list : []).map((each: unknown) => ({
    key: String(Reflect.get(Object(each), 'ServiceSpecificCredentialId')),
    service: String(Reflect.get(Object(each), 'ServiceName')),
    status: Reflect.get(Object(each), 'Status'),
  }));

const list = (UserName: string) =>
  apiCall<ListServiceSpecificCredentialsCommandInput>('iam', 'ListServiceSpecificCredentials', { UserName });

function deactivating(UserName: string, ServiceSpecificCredentialId: string): Step {
  const set = (Status: 'Active' | 'Inactive') => ({
    call: apiCall<UpdateServiceSpecificCredentialCommandInput>('iam', 'UpdateServiceSpecificCredential', {
      UserName,
      ServiceSpecificCredentialId,
      Status,
    }),
    until: {
      ...answers(list(UserName), {}),
      includes: { ServiceSpecificCredentials: { ServiceSpecificCredentialId, Status } },
    },
  });
  return { ...set('Inactive'), undo: set('Active') };
}
