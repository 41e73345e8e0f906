import type { TerraformMapping } from '../../resources/definition.ts';
import { type Json, type JsonObject, unknown } from '../../resources/resource.ts';
import type { TypeShape } from '../../resources/shape.ts';
import { type Output, place } from './place.ts';
import { isObject, member, own } from './scope.ts';
import { elementOf, isFree, isListShape, type Landing, landingOf } from './terraform-names.ts';
import {
  isClosed,
  LATER,
  memberTrees,
  reasonOf,
  SENSITIVE,
  type Trees,
  treesAt,
  withAllTags,
} from './terraform-trees.ts';
import { literal } from './tokens.ts';

export interface Conversion {
  readonly mapping: TerraformMapping;
  readonly shape: TypeShape | undefined;
  /** `${address.attribute}` if the unknown argument is exactly a reference to a resource of the plan. */
  readonly tokenFor: (argument: string) => string | undefined;
  readonly isReference: (token: string) => boolean;
  /** Nobody sets the argument. */
  readonly isUnset: (argument: string) => boolean;
  /** Neither it nor its provider says a tag: what stays open of them until it is applied is none. */
  readonly isUntagged: boolean;
}

/** Where the walk is: the argument, and where its property stands in which elements of lists. */
interface Position {
  readonly argument: string;
  readonly landing: Landing;
  /** One index for each `[]` in the landing's path. */
  readonly at: readonly number[];
  /** Which of how many, for each block of the argument. */
  readonly passed: readonly { readonly index: number; readonly count: number }[];
  readonly above: Position | undefined;
}

/** Arguments about Terraform or the provider, not about the resource. */
const ASIDE = new Set(['timeouts', 'region', 'id']);

/** The arguments of a plan as CloudFormation properties; without a shape, names are camel-cased and kept. */
export function convert(change: Json | undefined, conversion: Conversion): JsonObject {
  const output: Output = {};
  const trees = {
    after: member(change, 'after'),
    unknown: member(change, 'after_unknown'),
    sensitive: member(change, 'after_sensitive'),
  };
  if (isClosed(trees)) return unknown(reasonOf(trees));
  const root: Position = {
    argument: '',
    landing: { path: '', shape: conversion.shape?.members },
    at: [],
    passed: [],
    above: undefined,
  };
  walkObject(withAllTags(trees, conversion), root, { ...conversion, output });
  return output;
}

type Walk = Conversion & { readonly output: Output };

function walkObject(trees: Trees, position: Position, walk: Walk): void {
  const keys = new Set(
    [trees.after, trees.unknown].flatMap((tree) => (isObject(tree) ? Object.keys(tree) : [])),
  );
  for (const key of keys) {
    if (position.argument === '' && (ASIDE.has(key) || isReadBack(key, trees, walk))) continue;
    const argument = position.argument === '' ? key : `${position.argument}.${key}`;
    const below = {
      after: member(trees.after, key),
      unknown: member(trees.unknown, key),
      sensitive: member(trees.sensitive, key),
    };
    walkValue(below, positionOf(argument, position, walk), walk);
  }
}

const isReadBack = (argument: string, { unknown }: Trees, { mapping, isUnset }: Walk): boolean =>
  member(unknown, argument) === true &&
  (mapping.computed === 'all' || mapping.computed?.includes(argument) === true) &&
  isUnset(argument);

function positionOf(argument: string, parent: Position, walk: Walk): Position {
  const landing = landingOf(argument, parent.landing, walk);
  const above = nearest(landing.path, parent);
  const lists = landing.path.slice(above.landing.path.length).split('[]').length - 1;
  const inner = lists > 0 ? parent.passed.slice(-lists).map(({ index }) => index) : [];
  return { argument, landing, at: [...above.at, ...inner], passed: parent.passed, above: parent };
}

function walkValue(trees: Trees, position: Position, walk: Walk): void {
  const { after } = trees;
  const { shape } = position.landing;
  if (isClosed(trees)) {
    writeOpen(position, closed(trees, position, walk), walk);
  } else if (Array.isArray(after ?? trees.unknown)) {
    walkList(trees, position, walk);
  } else if (after === undefined || after === null) {
    const asked = after === null ? own(walk.mapping.whereNull, position.landing.path) : undefined;
    if (asked !== undefined) write(position, asked, walk);
    else if (isObject(trees.unknown)) walkObject(trees, asBlock(position), walk);
  } else if (!isObject(after)) {
    write(position, scalar(after as string | number | boolean, position.landing, walk), walk);
  } else if (isListShape(shape)) {
    write(position, keyValues(trees, walk), walk);
  } else if (isFree(shape) || isKept(position, walk)) {
    write(position, overlaid(trees, walk), walk);
  } else {
    walkObject(trees, asBlock(position), walk);
  }
}

/** Newer resources have objects where older ones have a list of one block; the mappings write both as blocks. */
function asBlock(position: Position): Position {
  if (position.argument.endsWith('[]')) return position;
  return {
    ...position,
    argument: `${position.argument}[]`,
    passed: [...position.passed, { index: 0, count: 1 }],
  };
}

/** Without a shape nobody tells a block from free keys; keys that no mapping names stay as they are. */
const isKept = ({ argument, landing }: Position, { shape, mapping }: Walk): boolean =>
  shape === undefined && landing.shape === undefined && mappedBelow(argument, mapping).length === 0;

/** Properties that the mapping gives to what stands inside a block. */
function mappedBelow(argument: string, { properties }: TerraformMapping): string[] {
  const block = argument.endsWith('[]') ? argument : `${argument}[]`;
  return Object.entries(properties).flatMap(([from, to]) => (from.startsWith(`${block}.`) ? [to] : []));
}

function walkList(trees: Trees, position: Position, walk: Walk): void {
  const list = [trees.after, trees.unknown].find(Array.isArray) ?? [];
  // An absent block is an empty list, too.
  if (list.length === 0) return;
  const isList = keepsList(position, walk);
  const elements: readonly Trees[] = list.map((_: Json, index: number) => treesAt(trees, index));
  if (!elements.some(({ after, unknown: open }) => isObject(after) || isObject(open))) {
    write(
      position,
      elements.map((each) => element(each, position, walk)),
      walk,
    );
  } else if (!isList && list.length > 1) {
    writeOpen(position, unknown('more than one block where one is expected'), walk);
  } else {
    for (const [index, each] of elements.entries()) {
      const block = { index, count: list.length };
      walkValue(each, elementPosition(position, { block, isList }, walk), walk);
    }
  }
}

function element(trees: Trees, position: Position, walk: Walk): Json {
  return isClosed(trees)
    ? closed(trees, { ...position, landing: elementLanding(position, walk) }, walk)
    : overlaid(trees, walk);
}

function elementLanding({ landing }: Position, { shape }: Walk): Landing {
  return { path: landing.path, shape: elementOf(landing.shape, shape) };
}

interface Element {
  readonly block: { readonly index: number; readonly count: number };
  readonly isList: boolean;
}

function elementPosition(position: Position, { block, isList }: Element, walk: Walk): Position {
  const { path, shape } = elementLanding(position, walk);
  return {
    argument: `${position.argument}[]`,
    landing: { path: isList ? `${path}[]` : path, shape },
    at: isList ? [...position.at, block.index] : position.at,
    passed: [...position.passed, block],
    above: position,
  };
}

function keepsList({ argument, landing }: Position, { mapping, shape }: Walk): boolean {
  if (landing.shape !== undefined) return isListShape(landing.shape);
  const targets = mappedBelow(argument, mapping);
  return targets.length === 0 ? shape === undefined : targets.some((to) => to.includes('[]'));
}

/** A block that cannot be read; parts of it that land elsewhere are unknown there, too. */
function writeOpen(position: Position, value: Json, walk: Walk): void {
  write(position, value, walk);
  for (const path of mappedBelow(position.argument, walk.mapping)) {
    if (isBelow(path, position.landing.path)) continue;
    const above = nearest(path, position);
    const from = above.landing.path === '' ? 0 : above.landing.path.length + 1;
    // The first member that would exist by it: an object with one unknown inside would look as if it were set.
    const [first = ''] = path.slice(from).split('.', 1);
    const landing: Landing = { path: path.slice(0, from) + first.replace('[]', ''), shape: 'json' };
    write({ ...position, landing, at: above.at }, value, walk);
  }
}

const isBelow = (path: string, above: string): boolean =>
  above !== '' && (path.startsWith(`${above}.`) || path.startsWith(`${above}[]`));

/** The innermost block around it whose property the path goes on from. */
function nearest(path: string, position: Position): Position {
  for (let above = position; ; above = above.above) {
    if (!above.above || path.startsWith(`${above.landing.path}.`)) return above;
  }
}

function closed({ unknown: open }: Trees, position: Position, walk: Walk): Json {
  if (open !== true) return unknown(SENSITIVE);
  const { shape } = position.landing;
  const isText = shape === undefined ? walk.shape === undefined : shape === 'string';
  return (isText ? walk.tokenFor(concrete(position)) : undefined) ?? unknown(LATER);
}

/** `vpc_config[].subnets` → `vpc_config[0/1].subnets`. */
function concrete({ argument, passed }: Position): string {
  const blocks = passed.values();
  return argument.replaceAll('[]', () => {
    const block = blocks.next().value;
    return block ? `[${block.index}/${block.count}]` : '[]';
  });
}

function scalar(
  value: string | number | boolean,
  { path, shape }: Landing,
  { mapping, isReference }: Walk,
): Json {
  const spelt = own(own(mapping.values, path), String(value));
  if (spelt !== undefined) return spelt;
  if (typeof value !== 'string') return value;
  const text = literal(value, isReference);
  return typeof text === 'string' && shape === 'json' ? document(text) : text;
}

/** A policy is a text in Terraform and a document in CloudFormation. */
function document(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value whose keys keep their spelling, with unknowns where the plan has them. */
function overlaid(trees: Trees, walk: Walk): Json {
  const { after } = trees;
  if (isClosed(trees)) return unknown(reasonOf(trees));
  if (Array.isArray(after)) return after.map((_, index) => overlaid(treesAt(trees, index), walk));
  if (typeof after === 'string') return literal(after, walk.isReference);
  if (!isObject(after)) return after ?? null;
  const keys = new Set([...Object.keys(after), ...Object.keys(isObject(trees.unknown) ? trees.unknown : {})]);
  return Object.fromEntries([...keys].map((key) => [key, overlaid(memberTrees(trees, key), walk)]));
}

/** A map of tags is a list of pairs in CloudFormation. */
function keyValues(trees: Trees, walk: Walk): Json {
  return Object.entries(overlaid(trees, walk) as JsonObject).map(([Key, Value]): Json => ({ Key, Value }));
}

function write({ landing, at }: Position, value: Json, { output, shape, mapping }: Walk): void {
  const isNamed = landing.shape !== undefined || Object.values(mapping.properties).includes(landing.path);
  if (shape !== undefined && !isNamed) return;
  place(output, { path: landing.path, at }, value);
}
