import type {
  ListServiceSpecificCredentialsCommandInput,
  UpdateServiceSpecificCredentialCommandInput,
} from '@aws-sdk/client-iam';
import type { Json } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse, type Step } from '../remediation.ts';

export default defineRemediation({
  id: 'iam-bedrock-api-keys-inactive',
  title: 'Deactivate the long-term Bedrock API keys of the user',
  resourceType: 'AWS::IAM::User',
  repairs: ['bedrock-api-key-no-long-term'],
  risk: 'disruptive',
  breaks:
    'Whatever calls Bedrock with one of these keys is denied at once. Give it short-term keys or a role first. The keys stay, ' +
    'and can be made active again.',
  permissions: ['iam:ListServiceSpecificCredentials', 'iam:UpdateServiceSpecificCredential'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html',
  ],

  async read({ id }, ask) {
    const { ServiceSpecificCredentials } = await ask(list(id));
    return { ServiceSpecificCredentials };
  },

  plan({ resource: { id }, before }) {
    const all = credentialsIn(before['ServiceSpecificCredentials']);
    const active = all.flatMap(({ key, service, status }, index) =>
      service.startsWith('bedrock') && status === 'Active' ? [{ key, index }] : [],
    );
    const [first, ...others] = active.map(({ key }) => deactivating(id, key));
    if (!first) return refuse('no Bedrock API key of the user is active any more');
    const changes = active.map(({ index }) =>
      change(`ServiceSpecificCredentials.${index}.Status`, 'Active', 'Inactive'),
    );
    return draft(changes, [first, ...others]);
  },
});

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
