import type { ResourceDefinition } from '../../resources/definition.ts';
import { isUnknown, type Json, type JsonObject, type Resource, unknown } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import { attachAll } from './attachments.ts';
import { conditionsOf } from './conditions.ts';
import { mentionsIn, resolve } from './intrinsics.ts';
import { parametersOf } from './parameters.ts';
import { isObject, isPseudoParameter, isReferenceIn, member, own, type Scope } from './scope.ts';

export interface CloudFormationInput {
  readonly file: string;
  readonly template: Json;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** Values for the template's parameters, where the user gives some; else their defaults count. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What a template or a plan says, and what could not be judged in it. */
export interface ReadResult {
  readonly resources: readonly Resource[];
  readonly notes: readonly string[];
}

interface Reading {
  readonly input: CloudFormationInput;
  readonly scope: Scope;
  readonly declarations: JsonObject;
  readonly notes: string[];
  /** Set where a macro of the user's own may rewrite every property. */
  readonly rewritten: string | undefined;
}

/**
 * The resources that a CloudFormation template creates, as far as the template alone decides them. Throws an
 * UnusableInputError, with the path in the template, where it is not shaped as one.
 */
export function readCloudFormation(input: CloudFormationInput): ReadResult {
  const declarations = member(input.template, 'Resources');
  if (!isObject(declarations)) throw unusable(input, 'Resources', 'an object of resources');
  const notes: string[] = [];
  const reading: Reading = {
    input,
    declarations,
    notes,
    scope: scopeOf(input, declarations),
    rewritten: noteTransforms(member(input.template, 'Transform'), notes),
  };
  const read: Resource[] = [];
  for (const id of Object.keys(declarations)) readDeclaration(id, declarations[id], { reading, read });
  const attached = attachAll({
    resources: read,
    definitionOf: input.definitionOf,
    mayName: (attachment, by, target) => mayName(reading, { attachment, by, target }),
    doubtAbout: ({ id }) => doubtAbout(id, reading),
  });
  return { resources: attached.resources, notes: [...notes, ...attached.notes] };
}

function scopeOf(
  { template, definitionOf, parameters = {} }: CloudFormationInput,
  declarations: JsonObject,
): Scope {
  const typeOf = (id: string): string | undefined => {
    const declaration = member(declarations, id);
    return declaration === undefined ? undefined : String(member(declaration, 'Type'));
  };
  const section = member(template, 'Parameters');
  const declared = new Map(
    Object.keys(isObject(section) ? section : {}).map((name): [string, Json] => [name, null]),
  );
  const mappings = member(template, 'Mappings');
  const conditionNamed = conditionsOf(member(template, 'Conditions'), () => scope);
  const scope: Scope = {
    typeOf,
    constantOf: (type, attribute) => own(definitionOf(type)?.constants, attribute),
    parameters: parametersOf({
      section,
      given: parameters,
      isReference: isReferenceIn({ typeOf, parameters: declared }),
    }),
    mappings: isObject(mappings) ? mappings : {},
    conditionNamed,
    isLeftOut(id) {
      const condition = member(member(declarations, id), 'Condition');
      return typeof condition === 'string' && conditionNamed(condition) === false;
    },
  };
  return scope;
}

/** Macros of AWS that leave the properties of ordinary resources alone. */
const HARMLESS = new Set([
  'AWS::LanguageExtensions',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);
const ADDING = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::Include',
  'AWS::CodeDeployBlueGreen',
  'AWS::ServiceCatalog',
]);

function noteTransforms(transform: Json | undefined, notes: string[]): string | undefined {
  const listed: readonly (Json | undefined)[] = Array.isArray(transform) ? transform : [transform];
  let rewritten: string | undefined;
  for (const entry of listed) {
    if (entry === undefined || entry === null) continue;
    const name = typeof entry === 'string' ? entry : String(member(entry, 'Name'));
    if (HARMLESS.has(name)) continue;
    if (ADDING.has(name)) {
      notes.push(`the transform ${name} adds resources at deployment that are not judged here`);
    } else {
      rewritten = `the macro ${name} may rewrite it at deployment`;
      notes.push(
        `the macro ${name} may rewrite every resource at deployment: none can be judged for certain`,
      );
    }
  }
  return rewritten;
}

/** Adds what it declares to `read`: nearly always one resource, and of them there are thousands. */
function readDeclaration(
  id: string,
  declaration: Json | undefined,
  { reading, read }: { readonly reading: Reading; readonly read: Resource[] },
): void {
  const { input, notes } = reading;
  if (id.startsWith('Fn::')) {
    if (id.startsWith('Fn::ForEach::')) read.push(...generated(id, declaration, reading));
    else notes.push(`Resources.${id} adds resources at deployment that are not judged here`);
    return;
  }
  if (!isObject(declaration)) throw unusable(input, `Resources.${id}`, 'an object with a Type');
  const type = member(declaration, 'Type');
  if (typeof type !== 'string' || type === '')
    throw unusable(input, `Resources.${id}.Type`, 'the name of a resource type');
  if (reading.scope.isLeftOut(id)) {
    notes.push(`${id} is not judged: its condition ${String(declaration['Condition'])} is false`);
    return;
  }
  noteContainer(id, type, notes);
  read.push(resource(id, type, { properties: propertiesOf(id, declaration, reading), input }));
}

function resource(
  id: string,
  type: string,
  of: { properties: JsonObject; input: CloudFormationInput },
): Resource {
  const { properties, input } = of;
  // One literal, no spread: it is the shape that all that follows sees.
  return {
    type,
    id,
    partition: null,
    account: null,
    region: null,
    source: 'template',
    file: input.file,
    properties,
  };
}

function propertiesOf(id: string, declaration: JsonObject, { input, scope, rewritten }: Reading): JsonObject {
  if (rewritten !== undefined) return unknown(rewritten);
  for (const key in declaration) {
    if (key.startsWith('Fn::')) return unknown(`${key} may rewrite ${id} at deployment`);
  }
  const written = declaration['Properties'] ?? {};
  if (!isObject(written)) throw unusable(input, `Resources.${id}.Properties`, 'an object');
  const properties = resolve(written, scope);
  return isObject(properties) ? properties : unknown(`the properties of ${id} are known only at deployment`);
}

function noteContainer(id: string, type: string, notes: string[]): void {
  if (type.endsWith('::MODULE')) notes.push(`${id} is a module: what it adds is not judged here`);
  if (type === 'AWS::CloudFormation::Stack')
    notes.push(`${id} is a nested stack: it is judged only where its own template is given`);
}

/**
 * The resources of a loop, one each, under the name as it is written: how many there will be is not worked out, and what
 * depends on the loop's variable is unknown.
 */
function generated(id: string, loop: Json | undefined, reading: Reading): Resource[] {
  const { input, notes, scope } = reading;
  const [variable, , body]: readonly Json[] = Array.isArray(loop) ? loop : [];
  notes.push(`Resources.${id} generates resources at deployment: each kind of them is judged once`);
  if (typeof variable !== 'string' || !isObject(body)) return [];
  const because = `${id} generates it at deployment`;
  const parameters = new Map([...scope.parameters, [variable, unknown(`${because}, by ${variable}`)]]);
  const within: Reading = { ...reading, scope: { ...scope, parameters } };
  return Object.entries(body).flatMap(([name, declaration]) => {
    if (name.startsWith('Fn::ForEach::')) return generated(name, declaration, within);
    const [type, condition] = [member(declaration, 'Type'), member(declaration, 'Condition')];
    if (!isObject(declaration) || typeof type !== 'string') return [];
    if (typeof condition === 'string' && scope.conditionNamed(condition) === false) return [];
    const isRenamed = /[$&]\{[^"]*":|&\{/.test(JSON.stringify(declaration));
    const properties = isRenamed ? unknown(because) : propertiesOf(name, declaration, within);
    return [resource(name, type, { properties, input })];
  });
}

function doubtAbout(id: string, { declarations, scope }: Reading): string | undefined {
  const condition = member(member(declarations, id), 'Condition');
  const truth = typeof condition === 'string' ? scope.conditionNamed(condition) : true;
  return isUnknown(truth) ? `${id} exists only if ${String(condition)}: ${truth.$unknown}` : undefined;
}

interface Naming {
  readonly attachment: Resource;
  readonly by: string;
  readonly target: Resource;
}

/** What cannot be read of it mentions the target, or a parameter that also makes the target's own name. */
function mayName({ declarations, input, scope }: Reading, { attachment, by, target }: Naming): boolean {
  const written = (id: string, name: string): Json | undefined =>
    member(member(member(declarations, id), 'Properties'), name);
  const raw = written(attachment.id, by);
  const elements: readonly (Json | undefined)[] = Array.isArray(raw) ? raw : [raw];
  const unread = elements.filter((element) => element !== undefined && isUnknown(resolve(element, scope)));
  const mentioned = new Set(unread.flatMap(mentionsIn));
  const names = input.definitionOf(target.type)?.names ?? [];
  const itself = names.flatMap((name) => mentionsIn(written(target.id, name)));
  return mentioned.has(target.id) || itself.some((name) => mentioned.has(name) && !isPseudoParameter(name));
}

function unusable(
  { file, template }: CloudFormationInput,
  place: string,
  expectation: string,
): UnusableInputError {
  const at = place.split('.').reduce<Json | undefined>(member, template);
  const found = at === undefined || at === null ? 'nothing' : Array.isArray(at) ? 'a list' : `a ${typeof at}`;
  return new UnusableInputError({ file, place, expectation: `expected ${expectation}, found ${found}` });
}
