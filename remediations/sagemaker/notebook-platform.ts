import { change, defineRemediation, refuse } from '../remediation.ts';
import { NOTEBOOK_CALLS, readNotebook, whileStopped } from './_notebook.ts';

const MEMBER = 'PlatformIdentifier';

export default defineRemediation({
  id: 'sagemaker-notebook-platform',
  title: 'Stop the notebook, move it to the supported platform, start it again',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  repairs: ['sagemaker-notebook-platform-supported'],
  risk: 'disruptive',
  breaks:
    'A running notebook restarts on another operating system: kernels, what is in memory and what was installed ' +
    'outside its volume are lost, and packages may have other versions. AWS starts notebooks on platforms that it ' +
    'has retired (notebook-al2-v2 and older) no more: from those there may be no way back.',
  ...NOTEBOOK_CALLS,
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-al2.html',
  ],

  read: ({ id }, ask) => readNotebook(id, ask, [MEMBER]),

  plan({ resource: { id }, before, observations }) {
    const now = before[MEMBER];
    if (typeof now !== 'string') return refuse('SageMaker does not say on which platform the notebook is');
    const [observed] = observations;
    // Nothing observed: it is right already.
    const platforms = observed ? (observed.expected as readonly string[]) : [now];
    const [platform] = platforms;
    if (platform === undefined || platforms.length > 1) {
      return refuse(`a person has to choose: the settings allow ${platforms.join(', ')}`);
    }
    const set = (value: string) => ({ input: { [MEMBER]: value }, shown: { [MEMBER]: [value] } });
    const changes = [change(MEMBER, now, platform)];
    return whileStopped({ id, before, changes, to: set(platform), from: set(now) });
  },
});
