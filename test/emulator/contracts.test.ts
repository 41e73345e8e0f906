import { iamContract } from './contracts/iam.ts';
import { notebookInstanceContract } from './contracts/notebook-instance.ts';
import { sagemakerContract } from './contracts/sagemaker.ts';
import { stsContract } from './contracts/sts.ts';
import { emulated } from './kit.ts';

for (const contract of [iamContract, notebookInstanceContract, sagemakerContract, stsContract]) {
  contract(() => emulated());
}
