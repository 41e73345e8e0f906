import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { type JsonMap, type JsonValue, ofType, plainId, type TemplateJson } from './kit.ts';

/** One thing that a role may do. */
export interface Permission {
  /** Logical id of the role; of an imported one, what it is imported by. */
  readonly role: string;
  readonly action: string;
  /** With references as `<Id.Attribute>`, ids without their hash. */
  readonly resource: string;
  readonly condition?: string;
}

/** Everything that the policies of a template allow its roles. */
export const permissionsIn = (template: TemplateJson | undefined): readonly Permission[] =>
  allowances(template).flatMap(({ role, statement }) => permissions(role, statement));

interface Allowance {
  readonly role: string;
  readonly statement: JsonMap;
}

function allowances(template: TemplateJson | undefined): readonly Allowance[] {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => ofType(template, type));
  return policies.flatMap(([, { Properties }]) =>
    listOf(Properties['Roles']).flatMap((role) =>
      listOf(mapOf(Properties['PolicyDocument'])['Statement']).map((statement) => ({
        role: textOf(role),
        statement: mapOf(statement),
      })),
    ),
  );
}

function permissions(role: string, { Action, Resource, Condition }: JsonMap): readonly Permission[] {
  return listOf(Action).flatMap((action) =>
    listOf(Resource).map((resource) => ({
      role,
      action: String(action),
      resource: textOf(resource),
      ...(Condition !== undefined && { condition: textOf(Condition) }),
    })),
  );
}

/** The same as text, for people to review: role, then what it may do to which resources. */
export function permissionTable(template: TemplateJson | undefined): string {
  const roles = new Map<string, string[]>();
  for (const { role, statement } of allowances(template))
    roles.set(role, [...(roles.get(role) ?? []), block(statement)]);
  return [...roles]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([role, blocks]) => `${role}\n${blocks.toSorted().join('')}`)
    .join('\n');
}

function block({ Action, Resource, Condition }: JsonMap): string {
  const lines = (values: JsonValue | undefined) => listOf(values).map(textOf).toSorted();
  const condition = Condition === undefined ? [] : [`    if ${textOf(Condition)}`];
  return [
    ...lines(Action).map((action) => `  ${action}`),
    ...lines(Resource).map((resource) => `    ${resource}`),
    ...condition,
    '',
  ].join('\n');
}

const textOf = (value: JsonValue): string =>
  flattenCfnReference(value).replaceAll(/[A-Z]\w+?[0-9A-F]{8}(?=[>.:\w])/g, (id) => plainId(id));

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as JsonValue];

const mapOf = (value: JsonValue | undefined): JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMap) : {};
