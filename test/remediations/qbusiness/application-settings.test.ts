import { CloudControlClient, CreateResourceCommand } from '@aws-sdk/client-cloudcontrol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated, World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/qbusiness/application-settings.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import type { RuleId } from '../../../rules/index.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::QBusiness::Application';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

const PERMISSIVE = {
  AttachmentsConfiguration: { AttachmentsControlMode: 'ENABLED' },
  AutoSubscriptionConfiguration: { AutoSubscribe: 'ENABLED', DefaultSubscriptionType: 'Q_LITE' },
  PersonalizationConfiguration: { PersonalizationControlMode: 'ENABLED' },
};

const application =
  (properties: JsonObject = {}) =>
  async (door: Emulated, world: World) => {
    const DesiredState = JSON.stringify({ DisplayName: 'answers', ...PERMISSIVE, ...properties });
    const command = new CreateResourceCommand({ TypeName: TYPE, DesiredState });
    const { ProgressEvent } = await door.client(CloudControlClient).send(command);
    world.clock.advance(60_000);
    return refOf(TYPE, ProgressEvent?.Identifier ?? '');
  };

const scene = (rule: RuleId, properties?: JsonObject) => ({
  name: `an application that is to satisfy ${rule}`,
  rule,
  make: application(properties),
});

const RULES = [
  'qbusiness-attachments-controlled',
  'qbusiness-auto-subscribe-off',
  'qbusiness-personalization-reviewed',
] as const;

const settings = fc.record(
  {
    Description: fc.stringMatching(/^[a-z ]{1,20}$/),
    IdentityType: fc.constantFrom('AWS_IAM_IDC', 'AWS_IAM_IDP_OIDC', 'ANONYMOUS'),
    QAppsConfiguration: fc.constant({ QAppsControlMode: 'ENABLED' }),
    EncryptionConfiguration: fc.constant({ KmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }),
    Tags: fc.constant([{ Key: 'owner', Value: 'help' }]),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene(RULES[0]), scene(RULES[1]), scene(RULES[2])], {
  anyScene: fc.record({ rule: fc.constantFrom(...RULES), given: settings }).map(({ rule, given }) =>
    scene(rule, {
      ...(given as JsonObject),
      ...(given.IdentityType === 'AWS_IAM_IDC' && { IdentityCenterInstanceArn: INSTANCE }),
    }),
  ),
});

describe('what is planned', () => {
  const planned = (before: JsonObject) =>
    remediation.plan({
      resource: { ...refOf(TYPE, 'id'), source: 'live', properties: {} },
      before: { Status: 'ACTIVE', ...PERMISSIVE, ...before },
      rule: 'qbusiness-attachments-controlled',
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it('names the instance of IAM Identity Center again, which no read gives back', () => {
    const arn = 'arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1';
    const draft = planned({ IdentityType: 'AWS_IAM_IDC', IdentityCenterApplicationArn: arn });
    const patch = (value: string) =>
      JSON.stringify([
        { op: 'replace', path: '/AttachmentsConfiguration/AttachmentsControlMode', value },
        { op: 'add', path: '/IdentityCenterInstanceArn', value: INSTANCE },
      ]);
    expect(draft).toMatchObject({
      steps: [
        {
          call: { input: { PatchDocument: patch('DISABLED') } },
          undo: { call: { input: { PatchDocument: patch('ENABLED') } } },
        },
      ],
    });
  });

  it.each([
    ['while the application is updated', { Status: 'UPDATING' }, 'wait until it is ACTIVE'],
    ['where the instance is not told', { IdentityType: 'AWS_IAM_IDC' }, 'IAM Identity Center'],
    ['where the setting is not told', { AttachmentsConfiguration: {} }, 'no way back'],
  ])('nothing %s', (_name, before, because) => {
    expect(planned(before)).toEqual({
      refused: expect.stringContaining(because),
      ...inMotion(because),
    });
  });
});
