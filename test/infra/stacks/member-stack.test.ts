import { statSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../emulator/services/eventbridge/pattern.ts';
import { parseConfig } from '../../../infra/config.ts';
import { MemberStack } from '../../../infra/stacks/member-stack.ts';
import { ofType, synthesize, type TemplateJson } from '../kit.ts';

const organization = {
  id: 'o-a1b2c3d4e5',
  accounts: ['222233334444', '333344445555'],
  externalId: 'f00dfeed',
};
const templates = synthesize({
  account: '111122223333',
  region: 'eu-central-1',
  otherRegions: ['eu-west-1'],
  organization,
});
const member = templates['MembersAssayMember'];
const home = templates['AssayCompliance'];

const bus = 'event-bus/assay-intake';
const roleOf = (template: TemplateJson | undefined, id: string) =>
  ofType(template, 'AWS::IAM::Role').find(([name]) => name.startsWith(id))?.[1];

describe('a Region that forwards', () => {
  it('is every other one that is watched, and the one of services without Regions', () => {
    expect(
      Object.keys(templates)
        .filter((name) => name.startsWith('AssayForward'))
        .toSorted(),
    ).toEqual(['AssayForward-eu-west-1', 'AssayForward-us-east-1']);
    expect(Object.keys(synthesize()).filter((name) => name.startsWith('AssayForward'))).toEqual([]);
  });

  it('sends just what the home Region watches itself', () => {
    const patternsOf = (template: TemplateJson | undefined, names: readonly string[]) =>
      names.map(
        (name) =>
          ofType(template, 'AWS::Events::Rule').find(([id]) =>
            new RegExp(`(^|Feed)${name}[0-9A-F]{8}$`).test(id),
          )?.[1].Properties['EventPattern'],
      );
    const names = ['AiWrites', 'Surroundings1', 'Surroundings2', 'AiStates', 'AiDenied'];
    const sent = patternsOf(templates['AssayForward-us-east-1'], names);
    expect(sent).toEqual(patternsOf(home, names));
    expect(sent).not.toContain(undefined);
  });

  it('sends it to the bus at home, and may do nothing else', () => {
    const targets = ofType(templates['AssayForward-us-east-1'], 'AWS::Events::Rule').map(
      ([, { Properties }]) => JSON.stringify(Properties['Targets']),
    );
    for (const target of targets) {
      expect(target).toContain(`:events:eu-central-1:111122223333:${bus}`);
      expect(target).toContain('DeadLetterConfig');
    }
    expect(ofType(templates['AssayForward-us-east-1'], 'AWS::IAM::Role')).toHaveLength(1);
  });

  it('is deployed by the roles that the bootstrap of the home Region has made: it needs none itself', () => {
    const app = new App({ builtinCloudFormationValidation: false });
    const home = { account: '111122223333', region: 'eu-central-1' };
    new MemberStack(app, 'Forward', { home, env: { account: home.account, region: 'eu-west-1' } });
    const {
      assumeRoleArn,
      cloudFormationExecutionRoleArn,
      stackTemplateAssetObjectUrl,
      requiresBootstrapStackVersion,
    } = app.synth().getStackByName('Forward');
    expect(assumeRoleArn).toMatch(/role\/cdk-hnb659fds-deploy-role-111122223333-eu-central-1$/);
    expect(cloudFormationExecutionRoleArn).toMatch(
      /role\/cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1$/,
    );
    expect([stackTemplateAssetObjectUrl, requiresBootstrapStackVersion]).toEqual([undefined, undefined]);
  });
});

describe('the template for member accounts', () => {
  it('has no assets: a StackSet can carry it', () => {
    expect(JSON.stringify(member)).not.toMatch(
      /cdk-hnb659fds|Fn::ImportValue|AWS::Lambda|AWS::CloudFormation::Stack/,
    );
  });

  it('asks for nothing that an account without a bootstrap lacks', () => {
    // The CDK's own rule reads a parameter of its bootstrap, and CloudFormation refuses the stack where there is none.
    for (const template of [member, templates['AssayForward-us-east-1']])
      expect(Object.keys(template ?? {}).filter((part) => /^(?:Parameters|Rules)$/.test(part))).toEqual([]);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  it('is short enough, as it is written, to be handed over as text', () => {
    const app = new App({ builtinCloudFormationValidation: false });
    const home = { account: '111122223333', region: 'eu-central-1' };
    const { organization: whole } = parseConfig({ account: home.account, organization });
    new MemberStack(app, 'AssayMember', { home, ...(whole && { organization: whole }) });
    const { templateFullPath } = app.synth().getStackByName('AssayMember');
    expect(statSync(templateFullPath).size).toBeLessThan(51_200);
  });

  it.each([
    [
      'Read',
      'assay-read',
      ['evaluate-change', 'evaluate-inventory', 'plan-remediation', 'verify-remediation'],
    ],
    ['Remediate', 'assay-remediate', ['apply-remediation']],
    ['Publish', 'assay-publish', ['publish-findings', 'republish-findings']],
  ])('trusts exact roles at home, of the organization, that know the external id: %s', (id, roleName, functions) => {
    const role = roleOf(member, id);
    expect(role?.Properties['RoleName']).toBe(roleName);
    expect(role?.Properties['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Principal: { AWS: expect.anything() },
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': functions.map((name) =>
                expect.objectContaining({
                  'Fn::Join': [
                    '',
                    expect.arrayContaining([expect.stringContaining(`role/assay-${name}-eu-central-1`)]),
                  ],
                }),
              ),
            },
            StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'sts:ExternalId': 'f00dfeed' },
          },
        },
      ],
    });
  });

  it('makes the roles once an account, not once a Region', () => {
    expect(member?.Conditions).toEqual({
      IsHomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
    });
    const everything = Object.entries(member?.Resources ?? {}).filter(([id]) => /^(?:Read|Publish)/.test(id));
    expect(everything.length).toBeGreaterThan(3);
    expect(everything.filter(([, { Condition }]) => Condition !== 'IsHomeRegion')).toEqual([]);
    expect(roleOf(member, 'Forwarder')?.Condition).toBeUndefined();
  });

  it('gives each role at home the name that the members trust', () => {
    const names = ofType(home, 'AWS::IAM::Role').map(([, { Properties }]) => Properties['RoleName']);
    expect(names).toEqual(
      expect.arrayContaining(['assay-evaluate-change-eu-central-1', 'assay-publish-findings-eu-central-1']),
    );
  });
});

describe('home, in an organization', () => {
  it('takes events from forwarders of the members, and from nobody else', () => {
    const intake = (template: TemplateJson | undefined) =>
      ofType(template, 'AWS::Events::EventBus').find(([id]) => id.includes('Intake'))?.[1].Properties;
    expect(intake(home)).toMatchObject({
      Name: 'assay-intake',
      Policy: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'events:PutEvents',
            Principal: { AWS: '*' },
            Condition: {
              StringEquals: {
                'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
                'aws:PrincipalAccount': ['222233334444', '333344445555'],
              },
              ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/assay-forward-*' },
            },
          },
        ],
      },
    });
    expect(intake(synthesize()['AssayCompliance'])?.['Policy']).toBeUndefined();
  });

  it('assumes the roles of its members by exact ARN', () => {
    const text = JSON.stringify(ofType(home, 'AWS::IAM::Policy'));
    for (const account of organization.accounts) expect(text).toContain(`:iam::${account}:role/assay-read`);
    expect(text).not.toContain(':iam::*:role/assay');
  });

  it('sorts what is forwarded: findings to whoever mirrors them, all else to whoever judges', () => {
    const pattern = (id: string) => {
      const rule = ofType(home, 'AWS::Events::Rule').find(([name]) =>
        new RegExp(`^ChangeFeed${id}[0-9A-F]{8}$`).test(name),
      );
      return readPattern(JSON.stringify(rule?.[1].Properties['EventPattern']));
    };
    const change = { source: 'aws.sagemaker', 'detail-type': 'AWS API Call via CloudTrail', detail: {} };
    const finding = {
      source: 'aws.securityhub',
      'detail-type': 'Security Hub Findings - Imported',
      detail: { findings: [{ GeneratorId: 'assay/x' }] },
    };
    expect([pattern('Forwarded')(change), pattern('Forwarded')(finding)]).toEqual([true, false]);
    expect([pattern('ForwardedWorkflows')(change), pattern('ForwardedWorkflows')(finding)]).toEqual([
      false,
      true,
    ]);
  });
});
