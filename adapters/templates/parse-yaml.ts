import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../../resources/resource.ts';
import { UnusableInputError } from '../unusable.ts';
import type { Parsed } from './parse.ts';
import { MAX_NESTING } from './scan-json.ts';

/** Aliases multiply: what they expand to counts too. */
const MAX_NODES = 500_000;

const FN_TAGS = new Set([
  '!And',
  '!Base64',
  '!Cidr',
  '!Contains',
  '!EachMemberEquals',
  '!EachMemberIn',
  '!Equals',
  '!FindInMap',
  '!GetAZs',
  '!GetAtt',
  '!GetStackOutput',
  '!If',
  '!ImportValue',
  '!Join',
  '!Length',
  '!Not',
  '!Or',
  '!RefAll',
  '!Select',
  '!Split',
  '!Sub',
  '!ToJsonString',
  '!Transform',
  '!ValueOf',
  '!ValueOfAll',
]);

interface Walk {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
  nodes: number;
  depth: number;
}

/**
 * YAML 1.1 as CloudFormation reads it: short tags, no dates, no sexagesimal numbers. Scalars are resolved here
 * from their text, because `2012-10-17` is a policy version and `012345678901` an account.
 */
export function parseYaml(text: string, file: string): Parsed {
  const lines = new LineCounter();
  const document = documentOf(text, file, lines);
  const [error] = document.errors;
  if (error) throw unusable({ file, lines }, error.pos[0], expectationOf(error.message));
  const walk: Walk = { file, lines, document, nodes: 0, depth: 0 };
  const value = jsonOf(document.contents, walk);
  let found: ReadonlyMap<string, number> | undefined;
  const lineOf = (logicalId: string): number | undefined => {
    found ??= linesIn(document, lines);
    return found.get(logicalId);
  };
  return { value, format: 'yaml', lineOf };
}

/** The composer recurses, and says so in the engine's words when it goes too deep. */
function expectationOf(message: string): string {
  if (message.includes('call stack')) return `expected at most ${MAX_NESTING} levels of nesting`;
  return `expected YAML: ${message.split('\n')[0] ?? ''}`;
}

function documentOf(text: string, file: string, lines: LineCounter): Document {
  const options = {
    schema: 'failsafe',
    logLevel: 'silent',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  } as const;
  let documents: readonly Document[];
  try {
    documents = [...parseAllDocuments(text, options)];
  } catch (cause) {
    const expectation = expectationOf(cause instanceof Error ? cause.message : String(cause));
    throw new UnusableInputError({ file, expectation, cause });
  }
  const [document, second] = documents;
  if (!document)
    throw new UnusableInputError({ file, expectation: 'expected a template, found an empty file' });
  if (second) throw unusable({ file, lines }, second.range?.[0], 'expected one YAML document, found another');
  return document;
}

function jsonOf(node: Node | null | undefined | unknown, walk: Walk): Json {
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES)
    throw unusable(walk, offsetOf(node), `expected at most ${MAX_NODES} values, aliases expanded`);
  if (walk.depth >= MAX_NESTING)
    throw unusable(walk, offsetOf(node), `expected at most ${MAX_NESTING} levels of nesting`);
  walk.depth += 1;
  const value = tagged(node, walk);
  walk.depth -= 1;
  return value;
}

function tagged(node: unknown, walk: Walk): Json {
  const tag = (isScalar(node) || isMap(node) || isSeq(node)) && node.tag;
  if (!tag || tag.startsWith('tag:yaml.org,2002:')) return plain(node, walk);
  const value = plain(node, walk);
  if (tag === '!Ref') return { Ref: value };
  if (tag === '!Condition') return { Condition: value };
  // `!GetAtt Key.Arn` is the list form, cut at the first dot.
  if (tag === '!GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': halves(value) };
  if (FN_TAGS.has(tag)) return { [`Fn::${tag.slice(1)}`]: value };
  if (tag === '!') return value;
  throw unusable(walk, offsetOf(node), `expected one of CloudFormation's tags, found ${tag}`);
}

function halves(text: string): Json {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function plain(node: unknown, walk: Walk): Json {
  if (isAlias(node)) return jsonOf(node.resolve(walk.document), walk);
  if (isScalar(node)) return scalar(node);
  if (isSeq(node)) return node.items.map((item) => jsonOf(item, walk));
  return isMap(node) ? mapping(node, walk) : null;
}

function mapping(node: YAMLMap, walk: Walk): Json {
  const entries = new Map<string, Json>();
  const merged: Json[] = [];
  for (const { key, value } of node.items as Pair[]) {
    if (!isScalar(key)) throw unusable(walk, offsetOf(key), 'expected a text as key');
    const name = String(key.value ?? key.source ?? '');
    if (name === '<<' && key.type === Scalar.PLAIN) {
      merged.push(jsonOf(value, walk));
      continue;
    }
    if (entries.has(name))
      throw unusable(walk, offsetOf(key), `expected each key once, found "${name}" again`);
    entries.set(name, jsonOf(value, walk));
  }
  for (const source of merged.flat()) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw unusable(walk, offsetOf(node), 'expected a mapping after <<');
    }
    for (const [name, value] of Object.entries(source)) {
      if (!entries.has(name) && value !== undefined) entries.set(name, value);
    }
  }
  return Object.fromEntries(entries);
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUE = /^(?:true|yes|on)$/i;
const FALSE = /^(?:false|no|off)$/i;
const NUMBER = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;

function scalar(node: Scalar): Json {
  const text = String(node.value ?? '');
  if (node.type !== Scalar.PLAIN || node.tag === 'tag:yaml.org,2002:str') return text;
  // A tag takes what follows as text: `!Ref On` names the resource On.
  if (node.tag?.startsWith('!')) return text;
  if (NULLS.has(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  // A number that would lose its spelling (a leading zero, 1.10) stays text: most of these are identifiers.
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return String(number) === text ? number : text;
}

function linesIn(document: Document, lines: LineCounter): ReadonlyMap<string, number> {
  const resources = isMap(document.contents) ? document.contents.get('Resources', true) : undefined;
  const pairs = isMap(resources) ? (resources.items as Pair[]) : [];
  return new Map(
    pairs.map(({ key }) => [isScalar(key) ? String(key.value) : '', lines.linePos(offsetOf(key) ?? 0).line]),
  );
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

function unusable(
  { file, lines }: { readonly file: string; readonly lines: LineCounter },
  offset: number | undefined,
  expectation: string,
): UnusableInputError {
  if (offset === undefined) return new UnusableInputError({ file, expectation });
  const { line, col } = lines.linePos(offset);
  return new UnusableInputError({ file, place: `line ${line}, column ${col}`, expectation });
}
