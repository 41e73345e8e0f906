import type {
  DeleteRolePermissionsBoundaryCommandInput,
  GetRoleCommandInput,
  PutRolePermissionsBoundaryCommandInput,
} from '@aws-sdk/client-iam';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

const ARN = 'Role.PermissionsBoundary.PermissionsBoundaryArn';

export default defineRemediation({
  id: 'ai-execution-role-boundary',
  title: 'Put the permissions boundary of the settings on the role',
  resourceType: 'AWS::IAM::Role',
  repairs: ['ai-execution-role-boundary'],
  risk: 'disruptive',
  breaks:
    'Whatever the role may do and the boundary does not allow is denied at once, for running sessions too. Compare the ' +
    'boundary with the last-accessed page of the role first.',
  permissions: ['iam:DeleteRolePermissionsBoundary', 'iam:GetRole', 'iam:PutRolePermissionsBoundary'],
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html'],

  async read({ id }, ask) {
    const { Role } = await ask(get(id));
    return { PermissionsBoundary: Reflect.get(Object(Role), 'PermissionsBoundary') };
  },

  plan({ resource: { id }, before, options: { permissionsBoundaryArn: boundary } }) {
    if (before['PermissionsBoundary'] !== undefined) return refuse('the role has a boundary already');
    if (boundary === undefined) return refuse('the settings name no permissions boundary');
    return draft(
      [change('PermissionsBoundary', undefined, boundary)],
      [
        {
          call: apiCall<PutRolePermissionsBoundaryCommandInput>('iam', 'PutRolePermissionsBoundary', {
            RoleName: id,
            PermissionsBoundary: boundary,
          }),
          until: answers(get(id), { [ARN]: [boundary] }),
          undo: {
            call: apiCall<DeleteRolePermissionsBoundaryCommandInput>('iam', 'DeleteRolePermissionsBoundary', {
              RoleName: id,
            }),
            until: answers(get(id), { [ARN]: [null] }),
          },
        },
      ],
    );
  },
});

const get = (RoleName: string) => apiCall<GetRoleCommandInput>('iam', 'GetRole', { RoleName });
