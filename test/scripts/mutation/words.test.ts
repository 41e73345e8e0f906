import { describe, expect, it } from 'vitest';
import { strykerPlugins } from '../../../scripts/mutation/words.ts';

const [plugin] = strykerPlugins;
type NodePath = Parameters<NonNullable<typeof plugin>['value']['shouldIgnore']>[0];

const identifier = (name: string) => ({ type: 'Identifier', name });
const at = (
  node: NodePath['node'],
  parentPath: NodePath | null,
  uses: readonly NodePath[] = [],
): NodePath => ({
  node,
  parentPath,
  scope: { getBinding: () => ({ referencePaths: uses }) },
});
const program = at({ type: 'Program' }, null);
const rule = at({ type: 'CallExpression', callee: identifier('defineRule') }, program);
const property = (name: string, above: NodePath) =>
  at({ type: 'ObjectProperty', key: identifier(name) }, above);
const evaluate = at({ type: 'ObjectMethod', key: identifier('evaluate') }, rule);
const constant = (...uses: NodePath[]) =>
  at(
    { type: 'VariableDeclaration', declarations: [{ type: 'VariableDeclarator', id: identifier('x') }] },
    program,
    uses,
  );

describe('words', () => {
  it.each<[string, NodePath]>([
    ['the title of a rule', property('title', rule)],
    ['the type of a need', property('type', property('key', property('needs', rule)))],
    ['a constant that only examples use', constant(at(identifier('x'), property('examples', rule)))],
  ])('are not mutated: %s', (_name, path) => {
    expect(plugin?.value.shouldIgnore(path)).toMatch(/rule/);
  });

  it.each<[string, NodePath]>([
    ['the path of a need', property('path', property('needs', rule))],
    ['a member of the same name in what the rule does', property('title', evaluate)],
    ['a member of the same name elsewhere', property('title', program)],
    [
      'a constant that the rule uses',
      constant(at(identifier('x'), property('examples', rule)), at(identifier('x'), evaluate)),
    ],
    ['a constant that nobody uses here', constant()],
  ])('are not %s', (_name, path) => {
    expect(plugin?.value.shouldIgnore(path)).toBeUndefined();
  });
});
