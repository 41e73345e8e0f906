import type { ApiCall, Change, Condition, Risk, Step } from '../engine/remediation/plan.ts';
import type { ResourceType } from '../resources/index.ts';
import type { Json, JsonObject, Resource, ResourceRef } from '../resources/resource.ts';
import type { RuleId } from '../rules/index.ts';

export type { ApiCall, Change, Condition, Risk, Step } from '../engine/remediation/plan.ts';

/**
 * Sends a reading call and gives its answer as plain JSON (dates as ISO 8601, no metadata). What is not there is
 * answered with an empty object. Throws RefusedReadError on anything else that AWS refuses.
 */
export type Ask = (call: ApiCall) => Promise<JsonObject>;

/** What the settings tell remediations. */
export interface RemediationOptions {
  /** ARN of the customer's key for this Region; undefined where the settings name none. */
  readonly kmsKeyArn: string | undefined;
  /** The guardrail that agents of this Region are to have. */
  readonly guardrail?: { readonly identifier: string; readonly version: string };
  /** Where Bedrock is to log invocations of this Region. */
  readonly invocationLogging?: { readonly bucketName: string; readonly keyPrefix?: string };
  /** ARN of the managed policy that bounds roles of agents. */
  readonly permissionsBoundaryArn?: string;
  /** Where agents of this Region are to run. */
  readonly agentNetwork?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  /** Tags that every resource must have: key → value for those without one. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface Asked {
  /** As a reader gave it, in CloudFormation shape. */
  readonly resource: Resource;
  /** What `read` gave. */
  readonly before: JsonObject;
  readonly rule: RuleId;
  /** What the rule found wrong: as much is put right, and no more. */
  readonly observations: readonly { readonly path: string; readonly expected: Json; readonly actual: Json }[];
  readonly options: RemediationOptions;
}

/** What would be done. No step touches more than what violates. */
export interface Draft {
  readonly changes: readonly [Change, ...Change[]];
  readonly steps: readonly [Step, ...Step[]];
}

/** Why nothing is done; a sentence for the person who asked. */
export interface Refusal {
  readonly refused: string;
  /** What it is about is in motion: once that is at rest, something may be done. */
  readonly isPassing?: true;
}

/** One way to put something right: how, at what risk, with which permissions, and how it is taken back. */
export interface Remediation {
  readonly id: string;
  /** What it does, as an order: "Switch off root access". */
  readonly title: string;
  readonly resourceType: ResourceType;
  /** Rules whose findings it ends. */
  readonly repairs: readonly [RuleId, ...RuleId[]];
  /** `safe` may run by itself; `disruptive` needs an approver. */
  readonly risk: Risk;
  /** What could break, in plain words. */
  readonly breaks: string;
  /** Exactly the IAM actions that its calls need: reading, doing and undoing. */
  readonly permissions: readonly string[];
  /** IAM actions that AWS checks besides, in the caller's name, and which call implies each. */
  readonly implied?: Readonly<Record<string, string>>;
  /** Where the steps were looked up. */
  readonly references: readonly [string, ...string[]];
  /** All that the steps will replace, as the API gives it: undo stands on it, and the plan lapses when it changes. */
  read(resource: ResourceRef, ask: Ask): Promise<JsonObject>;
  /** Pure. */
  plan(asked: Asked): Draft | Refusal;
}

export function defineRemediation<const R extends Remediation>(remediation: R): R {
  return Object.freeze(remediation);
}

export const refuse = (refused: string): Refusal => ({ refused });

/** While it is in motion: it is looked at again. */
export const notYet = (refused: string): Refusal => ({ refused, isPassing: true });

/** One request, its input held to the SDK's type: `apiCall<StopNotebookInstanceCommandInput>(…)`. */
export const apiCall = <Input extends object>(
  service: ApiCall['service'],
  operation: string,
  input: Input,
): ApiCall => ({ service, operation, input: input as unknown as JsonObject });

/** Come about when a reading call answers so. */
export const answers = (call: ApiCall, expect: Condition['expect']): Condition => ({ call, expect });

/** What would be done, or a refusal where every change is made already. */
export function draft(changes: readonly Change[], steps: Draft['steps']): Draft | Refusal {
  const [first, ...others] = changes.filter(({ before, after }) => !isEqual(before, after));
  return first ? { changes: [first, ...others], steps } : refuse('it is so already');
}

/** As JSON, whatever the order of members. */
function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return (a ?? null) === (b ?? null);
  const [ofA, ofB] = [Object.entries(a), Object.entries(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    ofA.length === ofB.length &&
    ofA.every(([name, value]) => Object.hasOwn(b, name) && isEqual(value, Reflect.get(b, name)))
  );
}

/** A change; what is absent is null. */
export const change = (path: string, before: Json | undefined, after: Json | undefined): Change => ({
  path,
  before: before ?? null,
  after: after ?? null,
});
