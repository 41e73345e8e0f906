#!/usr/bin/env node
// Nothing heavy is imported here: --version and --help answer before anything else is loaded.
import { commands } from './commands.ts';
import { exitStatusOf } from './exit-status.ts';
import { helpText } from './help.ts';

declare const ASSAY_VERSION: string;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${ASSAY_VERSION}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`assay: there is no command ${name}; \`assay --help\` lists them\n`);
    return 2;
  }
  const { run } = await command.load();
  return await run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitStatusOf(error);
}
