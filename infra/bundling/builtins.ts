import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'node-builtin';

/** What Node has loaded before any code of ours runs. */
const LOADED: readonly string[] = ['buffer', 'events', 'fs', 'path', 'process', 'timers', 'url', 'util'];

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
      return isBuiltin ? { path: `node:${name}`, namespace: NAMESPACE } : undefined;
    });
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ contents: shim(path), loader: 'js' }));
  },
};

function shim(path: string): string {
  const real = process.getBuiltinModule(path);
  // `node:events` is a class itself.
  const isEager = typeof real !== 'object' || LOADED.includes(path.slice('node:'.length));
  return isEager ? `module.exports = process.getBuiltinModule('${path}');` : onUse(path, Object.keys(real));
}

/** Loads it with the first use of any member: who only defines what hashes needs nothing of `node:crypto` yet. */
const onUse = (path: string, names: readonly string[]): string => `let module;
for (const name of ${JSON.stringify(names.join(' '))}.split(' ')) {
  const get = () => (module ??= process.getBuiltinModule('${path}'))[name];
  Object.defineProperty(exports, name, { enumerable: true, get });
}`;
