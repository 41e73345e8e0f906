import type { Json } from '../../resources/resource.ts';
import { isObject, member } from './scope.ts';

/** Where an expression stands: its module's configuration, and the addresses of the modules around it. */
interface Place {
  readonly module: Json | undefined;
  /** `module.a["x"].`, empty in the root. */
  readonly prefix: string;
  readonly parent?: Place & { readonly call: string };
}

export interface PlanReferences {
  /**
   * What the expression of an argument comes down to, through variables and outputs of modules: addresses with
   * attributes, e.g. `module.m.aws_kms_key.k[0].arn`. Empty where the plan does not say. The argument is a path
   * with the number of each block: `vpc_config[0/1].subnets`.
   */
  readonly of: (address: string, argument: string) => readonly string[];
  /** The top-level arguments that have an expression. */
  readonly argumentsOf: (address: string) => readonly string[];
  /** The configuration of the resource is there, and says nothing about the argument. */
  readonly isUnset: (address: string, argument: string) => boolean;
  readonly providerKeyOf: (address: string) => string | undefined;
}

/** Modules nest, and their variables lead from one to the next; nobody nests deeper. */
const MAX_HOPS = 32;
const STEP = /module\.([A-Za-z0-9_-]+)(\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\])?\./y;

/** Reads `configuration` of a plan, which keeps the references that `change.after` has lost. */
export function planReferences(plan: Json): PlanReferences {
  const root: Place = { module: member(member(plan, 'configuration'), 'root_module'), prefix: '' };
  const index = new Map<Json, Map<string, Json>>();

  function find(address: string): { readonly place: Place; readonly resource: Json | undefined } {
    const { place, rest } = placeOf(address, root);
    // `aws_kms_key.k["a"]`, every instance of it, is configured once.
    return { place, resource: resourcesIn(place.module, index).get(rest.replace(/\[.*$/s, '')) };
  }

  return {
    of(address, argument) {
      const { place, resource } = find(address);
      const expression = expressionAt(member(resource, 'expressions'), argument);
      return [...new Set(leavesOf(expression, place, 0))];
    },
    argumentsOf: (address) => Object.keys(objectOr(member(find(address).resource, 'expressions'))),
    isUnset(address, argument) {
      const expressions = member(find(address).resource, 'expressions');
      return isObject(expressions) && !Object.hasOwn(expressions, argument);
    },
    providerKeyOf(address) {
      const key = member(find(address).resource, 'provider_config_key');
      return typeof key === 'string' ? key : undefined;
    },
  };
}

const objectOr = (value: Json | undefined): { readonly [key: string]: Json | undefined } =>
  isObject(value) ? value : {};

function placeOf(address: string, root: Place): { readonly place: Place; readonly rest: string } {
  let place = root;
  let offset = 0;
  for (;;) {
    STEP.lastIndex = offset;
    const [step = '', call = ''] = STEP.exec(address) ?? [];
    if (step === '') return { place, rest: address.slice(offset) };
    place = childOf(place, call, step);
    offset += step.length;
  }
}

function childOf(place: Place, call: string, step: string): Place {
  const module = member(member(member(place.module, 'module_calls'), call), 'module');
  return { module, prefix: place.prefix + step, parent: { ...place, call } };
}

function resourcesIn(module: Json | undefined, index: Map<Json, Map<string, Json>>): Map<string, Json> {
  const known = module === undefined ? undefined : index.get(module);
  if (known || module === undefined) return known ?? new Map();
  const found = new Map<string, Json>();
  const list = member(module, 'resources');
  for (const resource of Array.isArray(list) ? list : []) {
    const address = member(resource, 'address');
    if (typeof address === 'string') found.set(address, resource);
  }
  index.set(module, found);
  return found;
}

/** `vpc_config[0/1].subnets`: the first block of one; inside an attribute there are no expressions of its parts. */
function expressionAt(expressions: Json | undefined, argument: string): Json | undefined {
  let found: Json | undefined = expressions;
  for (const step of argument.split('.')) {
    const [, name = '', index, count] = /^([^[]+)(?:\[([0-9]+)\/([0-9]+)\])?$/.exec(step) ?? [];
    found = member(found, name);
    if (isObject(found) && Array.isArray(found['references'])) return found;
    // A dynamic block is not written down: where the numbers differ, nobody knows which is which.
    if (index === undefined || !Array.isArray(found)) continue;
    found = found.length === Number(count) ? found[Number(index)] : undefined;
  }
  return found;
}

function leavesOf(expression: Json | undefined, place: Place, hops: number): string[] {
  const references = member(expression, 'references');
  if (!Array.isArray(references) || hops > MAX_HOPS) return [];
  const texts = references.filter((reference): reference is string => typeof reference === 'string');
  // `aws_kms_key.k.arn` comes with `aws_kms_key.k` behind it.
  const longest = texts.filter(
    (text) => !texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`)),
  );
  return longest.flatMap((reference) => leaf(reference, place, hops));
}

function leaf(reference: string, place: Place, hops: number): string[] {
  const [kind = '', name = ''] = reference.split('.', 2);
  if (kind === 'var' && place.parent) {
    const call = member(member(place.parent.module, 'module_calls'), place.parent.call);
    return leavesOf(member(member(call, 'expressions'), name), place.parent, hops + 1);
  }
  if (kind !== 'module') return [place.prefix + reference];
  STEP.lastIndex = 0;
  const [step = '', call = ''] = STEP.exec(reference) ?? [];
  const child = childOf(place, call, step);
  const output = member(member(child.module, 'outputs'), reference.slice(step.length));
  const leaves = leavesOf(member(output, 'expression'), child, hops + 1);
  return leaves.length > 0 ? leaves : [place.prefix + reference];
}
