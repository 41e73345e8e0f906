import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-notebook-output-sharing.ts';
import { testRule } from '../../support/judge-rule.ts';

const sharing = (SharingSettings: JsonObject) => ({ DefaultUserSettings: { SharingSettings } });

testRule(rule, {
  COMPLIANT: {
    'under a key': { properties: sharing({ NotebookOutputOption: 'Allowed', S3KmsKeyId: 'alias/studio' }) },
    'no output is shared, with or without a key': {
      properties: sharing({ NotebookOutputOption: 'Disabled' }),
    },
    'the default is Disabled': { properties: sharing({ S3OutputPath: 's3://shared' }) },
    'no settings': { properties: {} },
  },
  NON_COMPLIANT: {
    'no key': {
      properties: sharing({ NotebookOutputOption: 'Allowed' }),
      observations: [
        { path: 'DefaultUserSettings.SharingSettings.S3KmsKeyId', expected: 'a KMS key', actual: null },
      ],
    },
    'an empty key': {
      properties: sharing({ NotebookOutputOption: 'Allowed', S3KmsKeyId: '' }),
      observations: [{ actual: '' }],
    },
  },
  INSUFFICIENT_DATA: {
    'unknown whether output is shared': {
      properties: sharing({ NotebookOutputOption: unknown('parameter X has no default') }),
    },
    'an unknown key': {
      properties: sharing({ NotebookOutputOption: 'Allowed', S3KmsKeyId: unknown('known after apply') }),
    },
  },
});
