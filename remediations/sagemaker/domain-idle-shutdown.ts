import type { UpdateDomainCommandInput } from '@aws-sdk/client-sagemaker';
import type { JsonObject } from '../../resources/resource.ts';
import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { describeDomain, domainPermissions, memberOf, notInService, updatingDomain } from './_domain.ts';

const PATH = 'DefaultUserSettings.JupyterLabAppSettings.AppLifecycleManagement.IdleSettings';

/** A week, as SageMaker's console has it where nobody says otherwise. */
const DEFAULT_MINUTES = 10_080;

export default defineRemediation({
  id: 'sagemaker-domain-idle-shutdown',
  title: 'Shut down JupyterLab apps that are idle',
  resourceType: 'AWS::SageMaker::Domain',
  repairs: ['sagemaker-domain-idle-shutdown'],
  risk: 'disruptive',
  breaks:
    'Apps started from then on are shut down when they have been idle, after a week where the domain says no other time: ' +
    'what is in memory only is lost. User profiles that say otherwise keep their settings. Undoing leaves DISABLED where ' +
    'nothing was said before, which is the default.',
  permissions: domainPermissions,
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_IdleSettings.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-idle-shutdown-setup.html',
  ],

  async read({ id }, ask) {
    const { DefaultUserSettings, Status } = await ask(describeDomain(id));
    return { JupyterLabAppSettings: memberOf(DefaultUserSettings, 'JupyterLabAppSettings'), Status };
  },

  plan({ resource: { id }, before }) {
    const waiting = notInService(before);
    if (waiting !== undefined) return notYet(waiting);
    const app = memberOf(before, 'JupyterLabAppSettings');
    const was = idleSettings(app);
    if (was['LifecycleManagement'] === 'ENABLED') return refuse('it is so already');
    const will = { IdleTimeoutInMinutes: timeoutFor(was), ...was, LifecycleManagement: 'ENABLED' };
    const turn = (settings: JsonObject) =>
      updatingDomain(id, {
        update: { DefaultUserSettings: withIdle(app, settings) },
        expect: { [`${PATH}.LifecycleManagement`]: [settings['LifecycleManagement'] ?? null] },
      });
    return draft(
      [change(PATH, Object.keys(was).length > 0 ? was : null, will)],
      [{ ...turn(will), undo: turn({ LifecycleManagement: 'DISABLED', ...was }) }],
    );
  },
});

const idleSettings = (app: JsonObject): JsonObject =>
  memberOf(memberOf(app, 'AppLifecycleManagement'), 'IdleSettings');

/** Not above the longest that users may choose. */
const timeoutFor = ({ MaxIdleTimeoutInMinutes: longest }: JsonObject): number =>
  typeof longest === 'number' ? Math.min(longest, DEFAULT_MINUTES) : DEFAULT_MINUTES;

/** The app's settings are replaced as a whole. */
const withIdle = (app: JsonObject, IdleSettings: JsonObject) =>
  ({
    JupyterLabAppSettings: {
      ...app,
      AppLifecycleManagement: { ...memberOf(app, 'AppLifecycleManagement'), IdleSettings },
    },
  }) as UpdateDomainCommandInput['DefaultUserSettings'];
