import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  EntityAlreadyExistsException,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

export const trusting = (principal: object, condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition }],
  });
const SAGEMAKER_TRUST = trusting({ Service: 'sagemaker.amazonaws.com' });
const document = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const decoded = (text: string | undefined) => decodeURIComponent(text ?? '');

/** What IAM promises about roles and managed policies. */
export function iamContract(open: () => Endpoint): void {
  const withRole = async (RoleName: string) => {
    const endpoint = open();
    const iam = endpoint.client(IAMClient);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: SAGEMAKER_TRUST }));
    return { endpoint, iam, RoleName };
  };

  describe('an IAM role', () => {
    it('is created, seen, listed and deleted', async () => {
      const { endpoint, iam, RoleName } = await withRole('Execution');
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      expect(Role).toMatchObject({
        Arn: `arn:aws:iam::${endpoint.account}:role/Execution`,
        Path: '/',
        MaxSessionDuration: 3600,
      });
      expect(decoded(Role?.AssumeRolePolicyDocument)).toBe(SAGEMAKER_TRUST);
      const { Roles } = await iam.send(new ListRolesCommand({}));
      expect(Roles?.map((role) => role.RoleName)).toContain(RoleName);
      await iam.send(new DeleteRoleCommand({ RoleName }));
      expect(await refusal(iam.send(new GetRoleCommand({ RoleName })))).toBeInstanceOf(NoSuchEntityException);
    });

    it('is refused under a name that is taken, and with a trust that is no policy', async () => {
      const { iam, RoleName } = await withRole('Twice');
      const again = iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: SAGEMAKER_TRUST }));
      expect(await refusal(again)).toBeInstanceOf(EntityAlreadyExistsException);
      const malformed = iam.send(new CreateRoleCommand({ RoleName: 'Bad', AssumeRolePolicyDocument: '{' }));
      expect(await refusal(malformed)).toBeInstanceOf(MalformedPolicyDocumentException);
    });

    it('carries inline policies, which keep it from being deleted', async () => {
      const { iam, RoleName } = await withRole('Inline');
      const PolicyName = 'own';
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document('s3:GetObject') }),
      );
      expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['own']);
      const got = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      expect(decoded(got.PolicyDocument)).toBe(document('s3:GetObject'));
      expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toBeInstanceOf(
        DeleteConflictException,
      );
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
      const gone = iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      expect(await refusal(gone)).toBeInstanceOf(NoSuchEntityException);
      await iam.send(new DeleteRoleCommand({ RoleName }));
    });

    it('carries managed policies, AWS managed ones too', async () => {
      const { iam, RoleName } = await withRole('Attached');
      const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      expect(AttachedPolicies).toEqual([{ PolicyName: 'AdministratorAccess', PolicyArn }]);
      const { PolicyRoles } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
      expect(PolicyRoles?.map((role) => role.RoleName)).toContain(RoleName);
      expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toBeInstanceOf(
        DeleteConflictException,
      );
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      const again = iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      expect(await refusal(again)).toBeInstanceOf(NoSuchEntityException);
    });

    it('takes a new trust, a boundary and tags', async () => {
      const { endpoint, iam, RoleName } = await withRole('Changed');
      const PolicyDocument = trusting({ Service: 'bedrock.amazonaws.com' });
      const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
      await iam.send(
        new TagRoleCommand({
          RoleName,
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
      const { Role } = await endpoint.client(IAMClient).send(new GetRoleCommand({ RoleName }));
      expect(decoded(Role?.AssumeRolePolicyDocument)).toBe(PolicyDocument);
      expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
      expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([
        { Key: 'b', Value: '2' },
      ]);
    });

    it('is listed page by page', async () => {
      const { iam } = await withRole('Page-0');
      for (const index of [1, 2, 3, 4]) {
        await iam.send(
          new CreateRoleCommand({ RoleName: `Page-${index}`, AssumeRolePolicyDocument: SAGEMAKER_TRUST }),
        );
      }
      const { rows, pages } = await allPages(async (Marker) => {
        const page = await iam.send(new ListRolesCommand({ Marker, MaxItems: 2 }));
        expect(page.IsTruncated).toBe(page.Marker !== undefined);
        return { rows: page.Roles, token: page.Marker };
      });
      expect(pages).toBe(3);
      expect(rows.map((role) => role.RoleName)).toEqual(['Page-0', 'Page-1', 'Page-2', 'Page-3', 'Page-4']);
    });
  });

  describe('a managed policy', () => {
    it('keeps at most five versions, of which one is the default', async () => {
      const endpoint = open();
      const iam = endpoint.client(IAMClient);
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: 'P', PolicyDocument: document('s3:*') }),
      );
      const PolicyArn = `arn:aws:iam::${endpoint.account}:policy/P`;
      expect(Policy).toMatchObject({ Arn: PolicyArn, DefaultVersionId: 'v1' });
      for (const action of ['a:A', 'a:B', 'a:C', 'a:D']) {
        await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document(action) }));
      }
      const sixth = iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('a:E') }));
      expect((await refusal(sixth)).name).toBe('LimitExceededException');
      await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
      const third = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
      expect(third.PolicyVersion?.IsDefaultVersion).toBe(true);
      expect(decoded(third.PolicyVersion?.Document)).toBe(document('a:B'));
      const lost = iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
      expect(await refusal(lost)).toBeInstanceOf(DeleteConflictException);
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2']);
    });

    it('is deleted when nothing uses it', async () => {
      const { endpoint, iam, RoleName } = await withRole('User');
      const PolicyArn = `arn:aws:iam::${endpoint.account}:policy/Used`;
      await iam.send(new CreatePolicyCommand({ PolicyName: 'Used', PolicyDocument: document('s3:*') }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
      const local = await iam.send(new ListPoliciesCommand({ Scope: 'Local', OnlyAttached: true }));
      expect(local.Policies?.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
      expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toBeInstanceOf(
        DeleteConflictException,
      );
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
      expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn })))).toBeInstanceOf(
        NoSuchEntityException,
      );
    });

    it.each([
      'AdministratorAccess',
      'PowerUserAccess',
      'AmazonSageMakerFullAccess',
      'AmazonBedrockFullAccess',
    ])('%s of AWS can be read', async (name) => {
      const iam = open().client(IAMClient);
      const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      expect(JSON.parse(decoded(PolicyVersion?.Document))).toMatchObject({ Version: '2012-10-17' });
    });
  });
}
