import { notebookInstanceContract } from './contracts/notebook-instance.ts';
import { emulated } from './kit.ts';

notebookInstanceContract(() => emulated());
