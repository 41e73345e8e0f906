import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const IMPORTED = 'builtin-imported';
const REQUIRED = 'builtin-required';

/**
 * Makes a bundle take from Node's own modules what it names, and no more. An ES module that imports one has Node read
 * all its exports, and some load half of Node when they are read: `WebSocket` of `node:http` brings fetch. Functions
 * are looked up when they are called: who only defines what hashes needs no `node:crypto` yet.
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (kind === 'entry-point' || !builtinModules.includes(name)) return undefined;
      return {
        path: `node:${name}`,
        namespace: kind === 'require-call' ? REQUIRED : IMPORTED,
        sideEffects: false,
      };
    });
    onLoad({ filter: /.*/, namespace: IMPORTED }, ({ path }) => ({ contents: imported(path), loader: 'js' }));
    onLoad({ filter: /.*/, namespace: REQUIRED }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
      loader: 'js',
    }));
  },
};

function imported(path: string): string {
  const real: object = process.getBuiltinModule(path) ?? {};
  const names = Object.keys(real).filter((name) => /^[a-z]\w*$/i.test(name) && name !== 'default');
  return [
    'let module;',
    `const real = () => (module ??= process.getBuiltinModule('${path}'));`,
    'export default /* @__PURE__ */ real();',
    'const member = (name) => real()[name];',
    ...names.map((name) => `export ${exported(name, Object.getOwnPropertyDescriptor(real, name))}`),
  ].join('\n');
}

function exported(name: string, descriptor: PropertyDescriptor | undefined): string {
  const local = `_${name}`;
  if (isPlainFunction(name, descriptor?.value)) {
    return `{ ${local} as ${name} };\nconst ${local} = (...args) => real().${name}(...args);`;
  }
  return `{ ${local} as ${name} };\nconst ${local} = /* @__PURE__ */ member('${name}');`;
}

/** No class, and nothing hangs on it: what `promisify` makes of `exec` does. A getter is not read here. */
const isPlainFunction = (name: string, value: unknown): boolean =>
  typeof value === 'function' &&
  /^[a-z]/.test(name) &&
  Reflect.ownKeys(value).every((key) => ['length', 'name', 'prototype'].includes(String(key)));
