import { describe, expect, it } from 'vitest';
import { isCode, ownerOf } from '../../../engine/remediation/owner.ts';

const changes = [{ path: 'RootAccess', before: 'Enabled', after: 'Disabled' }];
const owner = (tags: Record<string, string>, creator?: string) =>
  ownerOf({ tags, type: 'AWS::SageMaker::NotebookInstance', changes, creator });

const stack = { 'aws:cloudformation:stack-name': 'ml', 'aws:cloudformation:logical-id': 'Notebook' };

describe('the owner of a resource', () => {
  it.each([
    ['a stack', stack, 'cloudformation', 'ml'],
    ['a stack of the CDK', { ...stack, 'aws-cdk:path': 'x' }, 'cdk', 'ml'],
    ['Terraform by its own name', { terraform: 'true' }, 'terraform', 'terraform=true'],
    ['Terraform as manager', { ManagedBy: 'Terraform' }, 'terraform', 'ManagedBy=Terraform'],
    ['OpenTofu as manager', { 'managed-by': 'opentofu' }, 'terraform', 'managed-by=opentofu'],
    ['a workspace of Terraform', { 'tf-workspace': 'prod' }, 'terraform', 'tf-workspace=prod'],
    ['no Terraform', { terraform: 'false' }, 'unknown', ''],
    [
      'Terraform, whatever its workspace is called',
      { terraform: 'notebooks' },
      'terraform',
      'terraform=notebooks',
    ],
    ['Terraform in another place', { terraform: 'casino' }, 'terraform', 'terraform=casino'],
    ['Terraform as what it is coded in', { IaC: 'Terraform' }, 'terraform', 'IaC=Terraform'],
    ['a key that only ends like Terraform', { gtf: 'x' }, 'unknown', ''],
    ['what Terraform does not manage', { 'unmanaged-by': 'terraform' }, 'unknown', ''],
    ['what Terraform managed once', { 'managed-by-before': 'terraform' }, 'unknown', ''],
    ['a key that only ends like code', { cardiac: 'terraform' }, 'unknown', ''],
    ['a key that only begins like code', { 'iac-none': 'terraform' }, 'unknown', ''],
    [
      'a stack with a tag that only mentions the CDK',
      { ...stack, 'no-aws-cdk': 'x' },
      'cloudformation',
      'ml',
    ],
    ['a stack with the CDK for a tag', { ...stack, 'aws-cdk': 'x' }, 'cdk', 'ml'],
    ['another manager', { ManagedBy: 'Maya' }, 'unknown', ''],
    ['nobody', {}, 'unknown', ''],
  ])('%s', (_what, tags, kind, name) => {
    expect(owner(tags)).toMatchObject({ kind, name });
    expect(isCode(owner(tags))).toBe(kind !== 'unknown');
  });

  it('is told which line to change', () => {
    expect(owner(stack).where).toBe('stack ml: Resources.Notebook.Properties: RootAccess → "Disabled"');
    expect(owner({ ...stack, 'aws-cdk:path': 'x' }).where).toMatch(
      /CDK code that makes Notebook; stack ml: /,
    );
    const nameless = owner({ 'aws:cloudformation:stack-name': 'ml' });
    expect(nameless.where).toContain('Resources.<logical id>.Properties');
  });

  it('is told where to look where nothing names the line', () => {
    const { where } = owner({ terraform: 'true' });
    expect(where).toMatch(/Terraform .*AWS::SageMaker::NotebookInstance: RootAccess → "Disabled"$/);
    expect(owner({}, 'arn:aws:iam::111122223333:user/maya').where).toContain('user/maya');
    expect(owner({}).where).not.toBe('');
  });

  it('is told of each change, and of what is to go', () => {
    const two = [...changes, { path: 'RoleArn', before: 'x', after: null }];
    const { where } = ownerOf({ tags: stack, type: 'AWS::SageMaker::NotebookInstance', changes: two });
    expect(where).toMatch(/: RootAccess → "Disabled", RoleArn → none$/);
  });

  it('is whoever made it, where no code does', () => {
    expect(owner({}, 'arn:aws:iam::111122223333:user/maya').kind).toBe('person');
    expect(owner(stack, 'arn:aws:iam::111122223333:user/maya').kind).toBe('cloudformation');
  });
});
