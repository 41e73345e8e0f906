import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  AccountRootPrincipal,
  ArnPrincipal,
  CompositePrincipal,
  type IRole,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { functionRoleName } from './function.ts';

/** Adds to what a role may do, also one of another stack. */
export function allow(role: IRole, statements: readonly PolicyStatementProps[]): void {
  for (const statement of statements) role.addToPrincipalPolicy(new PolicyStatement(statement));
}

const holderName = (region: string): string => `assay-legal-hold-${region}`;

/** Where things are that are in another account: what names them must not refer to them. */
export const farAway = (scope: Construct, { account = '', region, archive }: Config) => ({
  sealerArn: `arn:${Stack.of(scope).partition}:iam::${account}:role/${functionRoleName('seal-evidence', region)}`,
  holderArn: `arn:${Stack.of(scope).partition}:iam::${archive.account ?? ''}:role/${holderName(region)}`,
  bucketName: `assay-evidence-${archive.account ?? ''}-${region}`,
});

/** Of the function that seals. Whoever names it from another account knows its name beforehand. */
export const sealerRole = (scope: Construct, { archive, region }: Config): Role =>
  new Role(scope, 'Sealer', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'Assay: the only one that writes and signs evidence',
    ...(archive.account !== undefined && { roleName: functionRoleName('seal-evidence', region) }),
  });

/** Those who are named, or whomever IAM of this account lets. */
function people(named: readonly string[]): CompositePrincipal {
  const principals = named.map((each) =>
    each.startsWith('arn:') ? new ArnPrincipal(each) : new AccountPrincipal(each),
  );
  return new CompositePrincipal(...(principals.length > 0 ? principals : [new AccountRootPrincipal()]));
}

export const readerRole = (scope: Construct, { auditors, auditorHours }: Config): Role =>
  new Role(scope, 'Reader', {
    assumedBy: people(auditors),
    description: 'Assay: reads evidence, and can do nothing else',
    maxSessionDuration: Duration.hours(auditorHours),
  });

export const holderRole = (scope: Construct, { legalHolders, archive, region }: Config): Role =>
  new Role(scope, 'Holder', {
    assumedBy: people(legalHolders),
    description: 'Assay: puts and releases legal holds on evidence, and reads none of it',
    ...(archive.account !== undefined && { roleName: holderName(region) }),
  });

/** What is there, in which versions, and how it is protected. */
export const READING_THE_BUCKET = [
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketVersioning',
  's3:ListBucket',
  's3:ListBucketVersions',
];

export const READING_OBJECTS = [
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectVersion',
  's3:GetObjectVersionAttributes',
];
