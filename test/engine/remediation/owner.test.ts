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
    ['another manager', { ManagedBy: 'Maya' }, 'unknown', ''],
    ['nobody', {}, 'unknown', ''],
  ])('%s', (_what, tags, kind, name) => {
    expect(owner(tags)).toMatchObject({ kind, name });
    expect(isCode(owner(tags))).toBe(kind !== 'unknown');
  });

  it('is told which line to change', () => {
    expect(owner(stack).where).toBe('stack ml: Resources.Notebook.Properties: RootAccess → "Disabled"');
  });

  it('is whoever made it, where no code does', () => {
    expect(owner({}, 'arn:aws:iam::111122223333:user/maya').kind).toBe('person');
    expect(owner(stack, 'arn:aws:iam::111122223333:user/maya').kind).toBe('cloudformation');
  });
});
