import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { ComplianceFunction } from './function.ts';

/** There are no members: what the functions are told in place of a name. */
const NONE = '-';

/** The accounts of the organization that are watched besides this one. */
export class Members extends Construct {
  private readonly organization: Config['organization'];

  constructor(scope: Construct, id: string, { organization }: Config) {
    super(scope, id);
    this.organization = organization;
  }

  /** Lets a function read in every member, and in no other account. */
  grantRead(fn: ComplianceFunction): void {
    this.grant(fn, 'MEMBER_READ_ROLE', this.organization?.readRole);
  }

  /** Lets a function import findings into the members' own Security Hub. */
  grantPublish(fn: ComplianceFunction): void {
    this.grant(fn, 'MEMBER_PUBLISH_ROLE', this.organization?.publishRole);
  }

  /** Lets a function make the calls of remediations in every member. */
  grantRemediate(fn: ComplianceFunction): void {
    this.grant(fn, 'MEMBER_REMEDIATE_ROLE', this.organization?.remediateRole);
  }

  private grant(
    fn: ComplianceFunction,
    variable: 'MEMBER_READ_ROLE' | 'MEMBER_PUBLISH_ROLE' | 'MEMBER_REMEDIATE_ROLE',
    roleName: string | undefined,
  ): void {
    const { accounts = [], externalId = NONE } = this.organization ?? {};
    const { account, partition } = Stack.of(this);
    fn.set('ACCOUNT_ID', account);
    fn.set(variable, roleName ?? NONE);
    fn.set('MEMBER_EXTERNAL_ID', externalId);
    if (roleName === undefined) return;
    const resources = accounts.map((member) => `arn:${partition}:iam::${member}:role/${roleName}`);
    fn.allow({ actions: ['sts:AssumeRole'], resources });
  }
}
