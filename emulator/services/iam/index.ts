import { defineService } from '../../service.ts';
import { accountOperations } from './account.ts';
import { policyOperations } from './policies.ts';
import { rolePolicyOperations } from './role-policies.ts';
import { roleOperations } from './roles.ts';
import { userOperations } from './users.ts';

export const iam = defineService({
  name: 'iam',
  arnPrefix: 'iam',
  eventSource: 'iam.amazonaws.com',
  isGlobal: true,
  invalidInputCode: 'ValidationError',
  operations: {
    ...accountOperations,
    ...policyOperations,
    ...rolePolicyOperations,
    ...roleOperations,
    ...userOperations,
  },
});
