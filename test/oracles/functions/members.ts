import { readFileSync } from 'node:fs';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { App } from 'aws-cdk-lib';
import { parseConfig } from '../../../infra/config.ts';
import { MemberStack } from '../../../infra/stacks/member-stack.ts';
import { ACCOUNT, REGION } from '../../adapters/aws/kit.ts';
import { type HttpAws, httpAws } from '../moto/aws.ts';
import { send } from './wire.ts';

// An organization in an AWS over HTTP: the home account manages it, members are made in it.

const { context } = JSON.parse(readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'));

export const EXTERNAL_ID = 'f00dfeed';

export interface Member {
  readonly id: string;
  /** As its administrator. */
  readonly aws: HttpAws;
  readonly accessKeyId: string;
}

export interface Organization {
  readonly id: string;
  /** By name. */
  readonly members: Readonly<Record<string, Member>>;
}

/** Creates an organization with members, Security Hub on in each. */
export async function createOrganization(
  home: HttpAws,
  endpoint: string,
  names: readonly string[],
): Promise<Organization> {
  const ask = (operation: string, input: object) =>
    send(endpoint, {
      service: 'organizations',
      target: `AWSOrganizationsV20161128.${operation}`,
      body: input,
    });
  const { Organization } = JSON.parse(await ask('CreateOrganization', { FeatureSet: 'ALL' }));
  const members: Record<string, Member> = {};
  for (const name of names) {
    const given = { AccountName: name, Email: `${name}@example.com` };
    const { CreateAccountStatus } = JSON.parse(await ask('CreateAccount', given));
    const id: string = CreateAccountStatus.AccountId;
    const credentials = await assumed(home, `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`);
    const aws = httpAws(endpoint, { account: id, credentials });
    await aws.door
      .client(SecurityHubClient)
      .send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
    members[name] = { id, aws, accessKeyId: credentials.accessKeyId };
  }
  return { id: Organization.Id, members };
}

async function assumed({ door }: HttpAws, RoleArn: string): Promise<AwsCredentialIdentity> {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'administrator' });
  const { Credentials } = await door.client(STSClient).send(command);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

/** The text of the template for members, as `cdk synth` writes it. */
export function memberTemplate({ id, members }: Organization): string {
  const accounts = Object.values(members).map((member) => member.id);
  const { organization } = parseConfig({
    account: ACCOUNT,
    organization: { id, accounts, externalId: EXTERNAL_ID },
  });
  if (organization === undefined) throw new Error('the settings hold no organization');
  const app = new App({ context, builtinCloudFormationValidation: false });
  new MemberStack(app, 'AssayMember', { home: { account: ACCOUNT, region: REGION }, organization });
  return readFileSync(app.synth().getStackByName('AssayMember').templateFullPath, 'utf8');
}

/** As a StackSet would in the home Region of a member. */
export async function deployMember(
  endpoint: string,
  { accessKeyId }: Member,
  template: string,
  StackName = 'AssayMember',
): Promise<void> {
  const form = { Action: 'CreateStack', StackName, TemplateBody: template };
  const capability = { 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' };
  await send(endpoint, { service: 'cloudformation', accessKeyId, body: { ...form, ...capability } });
}

/** What the home account has because there are members: a bus that takes their events. */
export async function openIntake({ door }: HttpAws, queueArn: string): Promise<void> {
  const client = door.client(EventBridgeClient);
  const EventBusName = 'assay-intake';
  await client.send(new CreateEventBusCommand({ Name: EventBusName }));
  const EventPattern = JSON.stringify({ source: [{ 'anything-but': ['aws.securityhub'] }] });
  await client.send(new PutRuleCommand({ Name: 'Forwarded', EventBusName, EventPattern }));
  const Targets = [{ Id: '1', Arn: queueArn }];
  await client.send(new PutTargetsCommand({ Rule: 'Forwarded', EventBusName, Targets }));
}

/** The variables of a function that runs as its role: whose name members trust. */
export async function runsAs(home: HttpAws, functionName: string): Promise<Readonly<Record<string, string>>> {
  // Lambda would assume it; here whoever is of the account does.
  const Statement = [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }];
  const { Role } = await home.door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: `assay-${functionName}-${REGION}`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const { accessKeyId, secretAccessKey, sessionToken = '' } = await assumed(home, Role?.Arn ?? '');
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

export async function removeRole({ door }: HttpAws, RoleName: string): Promise<void> {
  const iam = door.client(IAMClient);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}
