import type { Json } from '../../resources/resource.ts';
import type { Change, Owner } from './plan.ts';

const STACK = 'aws:cloudformation:stack-name';
const LOGICAL_ID = 'aws:cloudformation:logical-id';
const CDK = /^aws[:-]cdk(:|$)/i;
/** Terraform sets no tag by itself: these are what people make it set. */
const TERRAFORM_KEY = /^(terraform|tf|opentofu)([-_:/. ]|$)/i;
const MANAGER_KEY = /^(managed|created|provisioned|deployed)[-_ ]?by$|^iac$/i;
const TERRAFORM_VALUE = /terraform|opentofu|terragrunt/i;

/** What of a resource tells who keeps it. */
export interface Owned {
  readonly tags: Readonly<Record<string, string>>;
  /** As CloudFormation names the type. */
  readonly type: string;
  readonly changes: readonly Change[];
  /** Principal that made it, where CloudTrail still knows. */
  readonly creator?: string | undefined;
}

/** Whoever would undo a change with the next deployment, and what to change there instead. */
export function ownerOf({ tags, type, changes, creator }: Owned): Owner {
  const stack = tags[STACK];
  if (stack !== undefined) return stackOwner(stack, { tags, type, changes });
  const terraform = Object.entries(tags).find(isTerraform);
  if (terraform) {
    const name = terraform.join('=');
    return { kind: 'terraform', name, where: `the Terraform code of this ${type}: ${lines(changes)}` };
  }
  if (creator !== undefined) return { kind: 'person', name: creator, where: `ask ${creator}, who made it` };
  return { kind: 'unknown', name: '', where: 'nothing tells who keeps it' };
}

function stackOwner(name: string, { tags, changes }: Pick<Owned, 'tags' | 'changes' | 'type'>): Owner {
  const logicalId = tags[LOGICAL_ID] ?? '<logical id>';
  const isCdk = Object.keys(tags).some((key) => CDK.test(key));
  const place = `stack ${name}: Resources.${logicalId}.Properties`;
  return {
    kind: isCdk ? 'cdk' : 'cloudformation',
    name,
    where: `${isCdk ? `the CDK code that makes ${logicalId}; ` : ''}${place}: ${lines(changes)}`,
  };
}

function isTerraform([key, value]: readonly [string, string]): boolean {
  if (TERRAFORM_KEY.test(key)) return !/^(false|no|0)$/i.test(value);
  return MANAGER_KEY.test(key) && TERRAFORM_VALUE.test(value);
}

const lines = (changes: readonly Change[]): string =>
  changes.map(({ path, after }) => `${path} → ${shown(after)}`).join(', ');

const shown = (value: Json): string => (value === null ? 'none' : JSON.stringify(value));

/** Kept as code: what is changed past it comes back. */
export const isCode = ({ kind }: Owner): boolean =>
  kind === 'cloudformation' || kind === 'cdk' || kind === 'terraform';
