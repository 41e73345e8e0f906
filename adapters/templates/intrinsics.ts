import {
  isUnknown,
  type Json,
  type JsonObject,
  type UnknownValue,
  unknown,
} from '../../resources/resource.ts';
import { isObject, isPseudoParameter, isReferenceIn, member, type Scope } from './scope.ts';
import { composed, hasOnly, headOf, holdsToken, isPlain, literal, tokensIn, unknownIn } from './tokens.ts';

type Resolved = Json | undefined;
type Intrinsic = (argument: Json, scope: Scope) => Resolved;

/**
 * A value of a template as far as the template decides it: references become `${LogicalId.Attribute}` texts,
 * what only a deployment knows becomes an unknown, AWS::NoValue becomes undefined. Parts without
 * intrinsics are returned as they are, not copied.
 */
export function resolve(value: Json, scope: Scope): Resolved {
  if (typeof value === 'string') return isPlain(value) ? value : literal(value, isReferenceIn(scope));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return resolveList(value, scope);
  return resolveObject(value as JsonObject, scope);
}

function resolveList(list: readonly Json[], scope: Scope): Json {
  let copy: Json[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const element = list[index] as Json;
    const resolved = resolve(element, scope);
    if (resolved !== element) copy ??= list.slice(0, index);
    if (resolved !== undefined) copy?.push(resolved);
  }
  return copy ?? list;
}

// The first letter settles nearly all of them.
const isIntrinsic = (key: string): boolean =>
  key.charCodeAt(0) === LETTER_R ? key === 'Ref' : key.charCodeAt(0) === LETTER_F && key.startsWith('Fn::');

const [LETTER_F, LETTER_R] = [0x46, 0x52];

/** One pass over the keys: most objects have no intrinsic anywhere below, and thousands of them come by. */
function resolveObject(object: JsonObject, scope: Scope): Resolved {
  let copy: Record<string, Json | undefined> | undefined;
  for (const key in object) {
    if (isIntrinsic(key)) return resolveIntrinsic(key, object, scope);
    const value = object[key];
    if (value === undefined || (typeof value === 'string' && isPlain(value))) continue;
    const resolved = value === null ? undefined : resolve(value, scope);
    if (resolved === value) continue;
    copy ??= { ...object };
    if (resolved === undefined || resolved === null) delete copy[key];
    else copy[key] = resolved;
  }
  return copy ?? object;
}

function resolveIntrinsic(name: string, object: JsonObject, scope: Scope): Resolved {
  if (Object.keys(object).length > 1) return unknown(`${name} stands beside other keys and may change them`);
  const intrinsic = INTRINSICS.get(name);
  const argument = object[name];
  if (!intrinsic || argument === undefined) return unknown(`${name} is not resolved from a template`);
  return intrinsic(argument, scope);
}

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::If', conditional],
  ['Fn::FindInMap', findInMap],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Base64', base64],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Length', length],
  ['Fn::ImportValue', () => unknown('Fn::ImportValue is the output of another stack')],
  ['Fn::Cidr', () => unknown('Fn::Cidr is computed at deployment')],
  ['Fn::GetAZs', () => unknown('Fn::GetAZs depends on the account and Region of the deployment')],
  ['Fn::Transform', () => unknown('Fn::Transform is replaced by what a macro returns')],
]);

function ref(argument: Json, scope: Scope): Resolved {
  if (typeof argument !== 'string') return unknown('Ref does not name anything');
  if (argument === 'AWS::NoValue') return undefined;
  if (isPseudoParameter(argument)) return `\${${argument}}`;
  if (scope.parameters.has(argument)) return scope.parameters.get(argument);
  const because = returnedByLambda(scope.typeOf(argument));
  return because ? unknown(`${argument} is ${because}`) : reference(argument, argument, scope);
}

function reference(logicalId: string, token: string, scope: Scope): string | UnknownValue {
  if (scope.typeOf(logicalId) === undefined) return unknown(`${logicalId} is not defined in this template`);
  if (scope.isLeftOut(logicalId)) return unknown(`${logicalId} is not created: its condition is false`);
  return token.includes('}') ? unknown(`${logicalId} cannot be written as a reference`) : `\${${token}}`;
}

function getAtt(argument: Json, scope: Scope): Resolved {
  const [logicalId, attribute] =
    typeof argument === 'string' ? halves(argument) : attributeOf(argument, scope);
  if (typeof logicalId !== 'string') return unknown('Fn::GetAtt does not name a resource');
  if (typeof attribute !== 'string' || attribute === '' || holdsToken(attribute)) {
    return unknown(`Fn::GetAtt of ${logicalId} names no attribute`);
  }
  const type = scope.typeOf(logicalId);
  const because = opaqueBecause(type, attribute);
  if (because) return unknown(`${logicalId}.${attribute} is ${because}`);
  const token = reference(logicalId, `${logicalId}.${attribute}`, scope);
  return isUnknown(token) ? token : (scope.constantOf(type ?? '', attribute) ?? token);
}

function halves(text: string): [string, string] {
  const logicalId = headOf(text);
  return [logicalId, text.slice(logicalId.length + 1)];
}

function attributeOf(argument: Json, scope: Scope): [Json | undefined, Json | undefined] {
  if (!Array.isArray(argument) || argument.length !== 2) return [undefined, undefined];
  const [logicalId, attribute]: Json[] = argument;
  return [logicalId, attribute === undefined ? undefined : resolve(attribute, scope)];
}

/** What may be any value at all: no identifier of a resource here. */
function opaqueBecause(type: string | undefined, attribute: string): string | undefined {
  if (attribute.startsWith('Outputs.')) return 'an output of a nested stack';
  if (`${type}.${attribute}` === 'AWS::SSM::Parameter.Value') return 'a value of Parameter Store';
  if (`${type}.${attribute}` === 'AWS::CloudFormation::WaitCondition.Data') return 'what a signal brings';
  return returnedByLambda(type);
}

const returnedByLambda = (type: string | undefined): string | undefined =>
  type?.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'
    ? 'returned by a custom resource'
    : undefined;

function sub(argument: Json, scope: Scope): Resolved {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, undefined];
  if (typeof text !== 'string') return unknown('Fn::Sub without a text');
  if (text.includes('{{resolve:')) return literal(text, () => false);
  const isReference = isReferenceIn(scope);
  const parts: Resolved[] = text.split(/(\$\{[^}]*\})/).map((part, index) => {
    if (index % 2 === 0) return part;
    const name = part.slice(2, -1).trim();
    if (name.startsWith('!')) return literal(`\${${name.slice(1)}}`, isReference);
    return substituted(name, variables, scope);
  });
  return composed(parts);
}

function substituted(name: string, variables: Json | undefined, scope: Scope): Resolved {
  const variable = member(variables, name);
  if (variable !== undefined) return resolve(variable, scope);
  return name.includes('.') ? getAtt(name, scope) : ref(name, scope);
}

function join(argument: Json, scope: Scope): Resolved {
  if (!Array.isArray(argument) || argument.length !== 2)
    return unknown('Fn::Join without delimiter and list');
  const [delimiter, list]: Json[] = argument;
  const elements = list === undefined ? undefined : resolve(list, scope);
  if (isUnknown(elements)) return elements;
  if (typeof delimiter !== 'string' || !Array.isArray(elements))
    return unknown('Fn::Join without delimiter and list');
  // The delimiter stands between the parts and may complete a `${`: it is a part like the others.
  const between = literal(delimiter, isReferenceIn(scope));
  return composed(
    elements.flatMap((element, index): Json[] => (index === 0 ? [element] : [between, element])),
  );
}

function conditional(argument: Json, scope: Scope): Resolved {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    return unknown('Fn::If without a condition and two values');
  }
  const [name, then, otherwise]: Json[] = argument;
  const truth = scope.conditionNamed(String(name));
  if (truth === true) return resolve(then ?? null, scope);
  if (truth === false) return resolve(otherwise ?? null, scope);
  const either = resolve(then ?? null, scope);
  // Where both branches agree, the condition does not matter.
  const agrees = JSON.stringify(either) === JSON.stringify(resolve(otherwise ?? null, scope));
  return agrees ? either : unknown(`condition ${String(name)} is undecided: ${truth.$unknown}`);
}

function findInMap(argument: Json, scope: Scope): Resolved {
  if (!Array.isArray(argument) || argument.length < 3)
    return unknown('Fn::FindInMap without map and two keys');
  const keys: Resolved[] = argument.slice(0, 3).map((key) => resolve(key, scope));
  const inTheWay = keys.find(isUnknown);
  if (inTheWay) return inTheWay;
  if (keys.some(holdsToken))
    return unknown(`Fn::FindInMap depends on ${keys.filter(holdsToken).join(' and ')}`);
  let found: Json | undefined = scope.mappings;
  for (const key of keys) found = member(found, String(key));
  if (found !== undefined) return resolve(found, scope);
  const fallback = member(argument[3], 'DefaultValue');
  return fallback === undefined ? unknown(`no mapping ${keys.join('.')}`) : resolve(fallback, scope);
}

function select(argument: Json, scope: Scope): Resolved {
  if (!Array.isArray(argument) || argument.length !== 2) return unknown('Fn::Select without index and list');
  const [index, list] = argument.map((part) => resolve(part, scope));
  if (isUnknown(index)) return index;
  if (isUnknown(list)) return list;
  if (!Array.isArray(list) || !/^[0-9]+$/.test(String(index)))
    return unknown('Fn::Select without index and list');
  // An undecided element may turn out to be AWS::NoValue and move those behind it.
  const before = list.slice(0, Number(index)).find(isUnknown);
  return before ?? list[Number(index)] ?? unknown(`Fn::Select finds no element ${String(index)}`);
}

/** Parts whose value holds neither of the delimiters `:` and `/`. */
const SOLID = new Set(['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix']);

function split(argument: Json, scope: Scope): Resolved {
  if (!Array.isArray(argument) || argument.length !== 2)
    return unknown('Fn::Split without delimiter and text');
  const [delimiter, source]: Json[] = argument;
  const text = source === undefined ? undefined : resolve(source, scope);
  if (isUnknown(text)) return text;
  if (typeof delimiter !== 'string' || delimiter === '' || typeof text !== 'string') {
    return unknown('Fn::Split without delimiter and text');
  }
  const tokens = tokensIn(text);
  if (tokens.length === 0) return text.split(delimiter);
  if (!tokens.every((token) => SOLID.has(token)) || !/^[:/]$/.test(delimiter)) {
    return unknown(`Fn::Split of ${text}, which is known only after deployment`);
  }
  // Outside the tokens only: `AWS::Region` has colons of its own.
  return text.split(delimiter === '/' ? '/' : /:(?![^${}]*\})/);
}

function base64(argument: Json, scope: Scope): Resolved {
  const text =
    typeof argument === 'string' && !argument.includes('{{resolve:') ? argument : resolve(argument, scope);
  if (isUnknown(text)) return text;
  if (typeof text !== 'string') return unknown('Fn::Base64 without a text');
  if (text !== argument && holdsToken(text))
    return unknown('Fn::Base64 of a text that is known only after deployment');
  return Buffer.from(text).toString('base64');
}

function toJsonString(argument: Json, scope: Scope): Resolved {
  const value = resolve(argument, scope);
  if (value === undefined) return unknown('Fn::ToJsonString without a value');
  const inTheWay = unknownIn(value);
  if (inTheWay) return inTheWay;
  const text = JSON.stringify(value);
  return hasOnly(text, textsIn(value).flatMap(tokensIn))
    ? text
    : unknown('Fn::ToJsonString gives a text that looks like a reference');
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function length(argument: Json, scope: Scope): Resolved {
  const list = resolve(argument, scope);
  if (isUnknown(list)) return list;
  if (!Array.isArray(list)) return unknown('Fn::Length without a list');
  return list.find(isUnknown) ?? list.length;
}

/** Names in Ref, Fn::GetAtt and Fn::Sub anywhere in a raw value: what it may turn out to be. */
export function mentionsIn(value: Json | undefined): string[] {
  if (!isObject(value)) return Array.isArray(value) ? value.flatMap(mentionsIn) : [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return typeof argument === 'string' ? [argument] : [];
    if (key === 'Fn::GetAtt') {
      const first: Json | undefined = Array.isArray(argument) ? argument[0] : argument;
      return typeof first === 'string' ? [headOf(first)] : [];
    }
    const text: Json | undefined = Array.isArray(argument) ? argument[0] : argument;
    const inText = key === 'Fn::Sub' && typeof text === 'string' ? tokensIn(text).map(headOf) : [];
    return [...inText, ...mentionsIn(argument)];
  });
}
