import { defineFramework } from './framework.ts';

// FINOS titles its controls, not their assessment requirements; the titles of the latter are our summaries.
export const finosCccGenAi = defineFramework({
  key: 'finos_ccc_genai',
  name: 'FINOS Common Cloud Controls, generative AI',
  edition: 'development catalogue',
  url: 'https://github.com/finos/common-cloud-controls/blob/main/catalogs/ai-ml/gen-ai/controls.yaml',
  controls: {
    'CCC.GenAI.CN01.AR01': 'Model input: untrusted input is validated',
    'CCC.GenAI.CN01.AR02': 'Model input: malicious or sensitive input is blocked or sanitised',
    'CCC.GenAI.CN02.AR01': 'Model output: output is validated before it is passed on',
    'CCC.GenAI.CN02.AR02': 'Model output: violating output is redacted, encoded or rejected',
    'CCC.GenAI.CN04.AR01': 'Ingested data: sensitive or malicious content is looked for',
    'CCC.GenAI.CN04.AR02': 'Ingested data: what is found is rejected, redacted or flagged',
    'CCC.GenAI.CN05.AR01': 'Citations: responses link back to their source documents',
    'CCC.GenAI.CN06.AR01': 'Plugins: tools run with least privilege',
  },
});
