/** As much of Babel's node path as is looked at here; Stryker hands one over for each node of a mutated file. */
interface NodePath {
  readonly node: BabelNode;
  readonly parentPath: NodePath | null;
  readonly scope: { getBinding(name: string): { readonly referencePaths: readonly NodePath[] } | undefined };
}

interface BabelNode {
  readonly type: string;
  readonly name?: string;
  readonly key?: BabelNode;
  readonly id?: BabelNode;
  readonly callee?: BabelNode;
  readonly declarations?: readonly BabelNode[];
}

/**
 * What a rule says and does not do. The constitution (test/rules/every-rule.test.ts) reads all of it, and its
 * examples are tests themselves: a mutant there says nothing about the cases of the rule's own test.
 * `kind` and `type`, of a parameter and of a need, have one value that compiles.
 */
const WORDS: ReadonlySet<string> = new Set([
  'id',
  'revision',
  'title',
  'rationale',
  'severity',
  'peersSeverity',
  'profile',
  'resourceType',
  'controls',
  'guidance',
  'references',
  'aliases',
  'deprecated',
  'examples',
  'referencedBy',
  'kind',
  'type',
  'description',
]);

/** The reason why a node and all below it is not mutated, if there is one. */
function shouldIgnore(path: NodePath): string | undefined {
  if (isWords(path)) return 'words of a rule, not what it does';
  return isForExamples(path) ? 'only the examples of a rule are made of it' : undefined;
}

function isWords(path: NodePath): boolean {
  const { type, key } = path.node;
  return type === 'ObjectProperty' && key?.type === 'Identifier' && WORDS.has(key.name ?? '')
    ? isInDefineRule(path)
    : false;
}

function isInDefineRule(path: NodePath): boolean {
  for (let above = path.parentPath; above; above = above.parentPath) {
    // Inside `evaluate` the same names are data.
    if (above.node.type === 'ObjectMethod') return false;
    if (above.node.type === 'CallExpression' && above.node.callee?.name === 'defineRule') return true;
  }
  return false;
}

/** A constant of the module that nothing but words refers to. */
function isForExamples(path: NodePath): boolean {
  if (path.node.type !== 'VariableDeclaration' || path.parentPath?.node.type !== 'Program') return false;
  const names = (path.node.declarations ?? []).map(({ id }) => id?.name ?? '');
  return names.every((name) => {
    const uses = path.scope.getBinding(name)?.referencePaths ?? [];
    return uses.length > 0 && uses.every((use) => ancestors(use).some((above) => shouldIgnore(above)));
  });
}

function ancestors(path: NodePath): NodePath[] {
  return path.parentPath ? [path.parentPath, ...ancestors(path.parentPath)] : [];
}

/** Any module with this export is a plugin: https://stryker-mutator.io/docs/stryker-js/plugins */
export const strykerPlugins = [{ kind: 'Ignore', name: 'words', value: { shouldIgnore } }];
