import { AwsError } from '../../errors.ts';
import type { Operations } from '../../service.ts';
import { checkEnabled, HUB, hubs } from './_shared.ts';

export const hub = {
  EnableSecurityHub(_input, call) {
    if (hubs.get(call, HUB) !== undefined) {
      throw new AwsError(
        'ResourceConflictException',
        `Account ${call.account} is already subscribed to Security Hub`,
      );
    }
    hubs.put(call, HUB, { arn: call.arn('hub/default'), since: call.now(), autoEnableControls: true });
    return {};
  },

  DescribeHub(_input, call) {
    const { arn, since, autoEnableControls } = checkEnabled(call);
    return {
      HubArn: arn,
      SubscribedAt: since.toISOString(),
      AutoEnableControls: autoEnableControls,
      ControlFindingGenerator: 'SECURITY_CONTROL',
    };
  },

  DisableSecurityHub(_input, call) {
    checkEnabled(call);
    hubs.delete(call, HUB);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-securityhub')>;
