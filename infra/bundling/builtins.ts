import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'node-builtin';
/** Asked for by `import()`, which takes an ES module. */
const LATE = 'late-node-builtin';

/**
 * Makes a bundle take Node's own modules as `require` would. An ES module that imports one has Node read all its
 * exports, and some load half of Node when they are read: `WebSocket` of `node:http` brings fetch, `ReadStream` of
 * `node:fs` a command line's editor. So nothing is read before it is used.
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      const isBuiltin = kind !== 'entry-point' && builtinModules.includes(name);
      const namespace = kind === 'dynamic-import' ? LATE : NAMESPACE;
      return isBuiltin ? { path: `node:${name}`, namespace } : undefined;
    });
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ contents: shim(path), loader: 'js' }));
    onLoad({ filter: /.*/, namespace: LATE }, ({ path }) => ({ contents: lateShim(path), loader: 'js' }));
  },
};

/** As a prototype, since of its own members esbuild copies every one wherever a module is imported. */
function shim(path: string): string {
  const real = `process.getBuiltinModule('${path}')`;
  // `node:events` is a class, and `node:process` an object whose methods ask who calls them.
  const isItself = typeof process.getBuiltinModule(path) !== 'object' || path === 'node:process';
  if (isItself) return `module.exports = ${real};`;
  // Not before a member is used: who only defines what hashes needs nothing of `node:crypto` yet. esbuild itself asks
  // whether it was an ES module once.
  const get = `(_, name) => name === '__esModule' ? undefined : ${real}[name]`;
  return `module.exports = Object.create(new Proxy({}, { get: ${get} }));`;
}

/** All but what loads something when it is read. */
function lateShim(path: string): string {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(path) ?? {}));
  const names = descriptors.flatMap(([name, { get }]) => (get || !/^[a-z]\w*$/i.test(name) ? [] : [name]));
  return [
    `const real = process.getBuiltinModule('${path}');`,
    'export default real;',
    `export const { ${names.filter((name) => name !== 'default').join(', ')} } = real;`,
  ].join('\n');
}
