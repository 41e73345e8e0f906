#!/usr/bin/env node
// Nothing heavy is imported here: --version and --help answer before anything else is loaded.
import module from 'node:module';
import { commands } from './commands.ts';
import { complain, exitStatusOf } from './exit-status.ts';
import { helpText } from './help.ts';
import { print } from './terminal.ts';
import { version } from './version.ts';

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') {
    print(`${version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(helpText());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    complain(`there is no command ${name}; \`assay --help\` lists them`);
    return 2;
  }
  // Compiled code is kept between runs where Node can (22.1 and later); NODE_DISABLE_COMPILE_CACHE forbids it.
  module.enableCompileCache?.();
  const { run } = await command.load();
  return await run(args);
}

// A reader that goes before it has read all makes a stream fail when nobody awaits it.
process.on('uncaughtException', (error) => process.exit(exitStatusOf(error)));
// All output is written by then, synchronously: to leave at once spares taking the heap apart.
main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => process.exit(exitStatusOf(error)),
);
