import { notebookInstanceContract } from './contracts/notebook-instance.ts';
import { sagemakerContract } from './contracts/sagemaker.ts';
import { emulated } from './kit.ts';

notebookInstanceContract(() => emulated());
sagemakerContract(() => emulated());
