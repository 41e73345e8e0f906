import type { Json } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import { isObject, member } from './scope.ts';

const PLAN = 'give the plan as JSON: terraform show -json plan.out';
const HCL =
  /^[ \t]*(?:(?:resource|data)[ \t]+"[^"]+"[ \t]+"[^"]+"|(?:module|provider|variable|output)[ \t]+"[^"]+"|terraform|locals)[ \t]*\{/m;

/** Refuses what is no template already by its look, before a parser complains about the wrong thing. */
export function refuseText(text: string, file: string): void {
  const isBraced = /^\uFEFF?\s*[{[]/.test(text);
  if (!isBraced && (/\.(?:tf|tfvars|hcl)$/.test(file) || HCL.test(text))) {
    throw new UnusableInputError({ file, expectation: `expected a template or a plan, found HCL; ${PLAN}` });
  }
  if (/^\uFEFF?\s*\{"@level"/.test(text)) {
    throw new UnusableInputError({
      file,
      expectation: `expected a plan, found the log of terraform plan -json; ${PLAN}`,
    });
  }
}

type Kind = 'cloudformation' | 'terraform-plan';

/** Tells a template from a plan by their sections; throws an UnusableInputError that names anything else it knows. */
export function kindOf(value: Json, file: string): Kind {
  if (!isObject(value)) {
    const found = Array.isArray(value) ? 'a list' : `a ${value === null ? 'null' : typeof value}`;
    throw new UnusableInputError({
      file,
      expectation: `expected a CloudFormation template or a Terraform plan, found ${found}`,
    });
  }
  const has = (key: string): boolean => Object.hasOwn(value, key);
  if (has('resource_changes') || (has('planned_values') && has('format_version'))) return plan(value, file);
  const stranger = STRANGERS.find(({ keys }) => keys.every(has));
  if (stranger) {
    throw new UnusableInputError({
      file,
      expectation: `expected a CloudFormation template or a Terraform plan, found ${stranger.found}`,
    });
  }
  if (has('Resources') || has('AWSTemplateFormatVersion') || member(value['Parameters'], 'BootstrapVersion'))
    return 'cloudformation';
  const expectation = 'expected Resources (a CloudFormation template) or resource_changes (a Terraform plan)';
  throw new UnusableInputError({ file, expectation });
}

function plan(value: Json, file: string): Kind {
  if (member(value, 'errored') === true) {
    throw new UnusableInputError({
      file,
      place: 'errored',
      expectation: 'expected a plan that terraform completed, found one that failed',
    });
  }
  return 'terraform-plan';
}

const STRANGERS: readonly { readonly keys: readonly string[]; readonly found: string }[] = [
  { keys: ['lineage', 'serial'], found: `a Terraform state; ${PLAN}` },
  { keys: ['terraform_version', 'resources'], found: `a Terraform state; ${PLAN}` },
  { keys: ['format_version', 'values'], found: `a Terraform state; ${PLAN}` },
  { keys: ['resource'], found: `Terraform configuration in JSON; ${PLAN}` },
  { keys: ['terraform'], found: `Terraform configuration in JSON; ${PLAN}` },
  { keys: ['Records'], found: 'a CloudTrail log (assay replay reads it)' },
  { keys: ['eventSource', 'eventName'], found: 'a CloudTrail event (assay replay reads it)' },
  { keys: ['detail-type', 'detail'], found: 'an EventBridge event (assay replay reads it)' },
  { keys: ['artifacts', 'version'], found: 'the manifest of a cloud assembly; give its folder' },
];
