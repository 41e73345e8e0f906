import { App } from 'aws-cdk-lib';
import { assemble } from './assembly.ts';
import { bundledCode } from './bundle.ts';
import { CONTEXT_KEY, parseConfig, readUserFiles } from './config.ts';

// The only file here with side effects: everything else takes what it needs as an argument.
const app = new App();
const config = parseConfig(app.node.tryGetContext(CONTEXT_KEY));
const files = readUserFiles(config);
assemble(app, { config, files, code: (name) => bundledCode(name, files) });
app.synth();
