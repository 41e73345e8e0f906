import type { Json, JsonObject, ResourceRef } from '../../resources/resource.ts';
import { canonicalJson, sha256 } from '../canonical.ts';
import type { Status } from '../verdict.ts';

/** Services that are written to, by the SDK package's last name. */
export type WrittenService =
  | 'bedrock'
  | 'bedrock-agent'
  | 'bedrock-agentcore-control'
  | 'cloudcontrol'
  | 'cloudwatch-logs'
  | 'comprehend'
  | 'ecr'
  | 'iam'
  | 'kendra'
  | 'kms'
  | 'opensearchserverless'
  | 'qbusiness'
  | 's3'
  | 'sagemaker';

/**
 * One request to AWS, as data: what is shown, hashed, approved and sent is the same. `input` is the operation's own, with
 * `{ "$result": "<step>.<path>" }` where a value comes out of an earlier step's answer.
 */
export interface ApiCall {
  readonly service: WrittenService;
  /** As the API names it, `UpdateNotebookInstance`. */
  readonly operation: string;
  readonly input: JsonObject;
}

/** When a change has come about: what a reading call must answer. */
export interface Condition {
  readonly call: ApiCall;
  /** Path in the answer → the values that it may have, compared as canonical JSON; null stands for absent. */
  readonly expect: Readonly<Record<string, readonly Json[]>>;
  /** Path of a list → members that one of its elements must have. */
  readonly includes?: Readonly<Record<string, JsonObject>>;
  /** Path of a list → members that no element may have together; a list that is not there has none. */
  readonly excludes?: Readonly<Record<string, JsonObject>>;
  /** Path → values after which it will never come about. */
  readonly never?: Readonly<Record<string, readonly Json[]>>;
}

/** One act and its undoing. Undone in reverse order, those steps alone that were begun. */
export interface Step {
  readonly call: ApiCall;
  /** Asked before the next step, and by a run that does not know whether an earlier one made the call. */
  readonly until: Condition;
  /** Restores exactly what was before the step; must do no harm where the step was never made. Null: nothing to restore. */
  readonly undo: { readonly call: ApiCall; readonly until: Condition } | null;
}

/** One property that will be another. */
export interface Change {
  /** As the rule's observation names it. */
  readonly path: string;
  /** Null: absent. */
  readonly before: Json;
  readonly after: Json;
}

export type Risk = 'safe' | 'disruptive';

/** Who keeps the resource: a change past its owner is undone by the next deployment. */
export interface Owner {
  readonly kind: 'cloudformation' | 'cdk' | 'terraform' | 'person' | 'unknown';
  /** Stack, state or principal; empty where nothing tells. */
  readonly name: string;
  /** In words: which line to change there. */
  readonly where: string;
}

/** What is to be done about one finding, and all that it would take to take it back. Never changed once made. */
export interface Plan {
  readonly schema: 'assay.plan/1';
  /** Security Hub's id of the finding. */
  readonly finding: string;
  readonly rule: string;
  /** Generation of posture that the plan answers. */
  readonly generation: number;
  readonly remediation: string;
  /** What it does, as an order. */
  readonly title: string;
  readonly resource: ResourceRef;
  readonly risk: Risk;
  /** What could break, in plain words. */
  readonly breaks: string;
  readonly owner: Owner;
  readonly changes: readonly [Change, ...Change[]];
  readonly steps: readonly [Step, ...Step[]];
  /** Hex SHA-256 of the canonical state that was read: the plan lapses when it changes. */
  readonly beforeDigest: string;
  /** Rule → status of all rules on the resource: none may be worse afterwards. */
  readonly verdicts: Readonly<Record<string, Status>>;
  /** ISO 8601. */
  readonly plannedAt: string;
}

/** Hex SHA-256 of the canonical JSON: what an approver names. */
export const planHash = (plan: Plan): string => sha256(canonicalJson(plan as unknown as JsonObject));

/** Of the state that a remediation read. */
export const stateDigest = (state: JsonObject): string => sha256(canonicalJson(state));
