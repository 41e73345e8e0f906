import { App } from 'aws-cdk-lib';
import { assemble } from './assembly.ts';
import { bundledCode } from './code.ts';
import { CONTEXT_KEY, parseConfig, readUserFiles } from './config.ts';

// The only file here with side effects: everything else takes what it needs as an argument.
// cfn-lint looks at the templates in CI; the CDK's own validator takes longer than all the rest.
const app = new App({ builtinCloudFormationValidation: false });
const config = parseConfig(app.node.tryGetContext(CONTEXT_KEY));
const files = readUserFiles(config);
const members = config.organization?.accounts ?? [];
const { code, remove } = await bundledCode({ files, members, outdir: app.outdir });
try {
  assemble(app, { config, files, code });
  app.synth();
} finally {
  await remove();
}
