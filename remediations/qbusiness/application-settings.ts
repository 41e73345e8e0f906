import type { GetResourceCommandInput, UpdateResourceCommandInput } from '@aws-sdk/client-cloudcontrol';
import type { Json, JsonObject } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import { answers, apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';

const TYPE = 'AWS::QBusiness::Application';

/** Member, and the member in it that is switched. */
const SWITCHES: Partial<Record<RuleId, readonly [string, string]>> = {
  'qbusiness-attachments-controlled': ['AttachmentsConfiguration', 'AttachmentsControlMode'],
  'qbusiness-auto-subscribe-off': ['AutoSubscriptionConfiguration', 'AutoSubscribe'],
  'qbusiness-personalization-reviewed': ['PersonalizationConfiguration', 'PersonalizationControlMode'],
};

export default defineRemediation({
  id: 'qbusiness-application-settings',
  title: 'Switch off what the application does beyond answering',
  resourceType: TYPE,
  repairs: [
    'qbusiness-attachments-controlled',
    'qbusiness-auto-subscribe-off',
    'qbusiness-personalization-reviewed',
  ],
  risk: 'disruptive',
  breaks:
    'Users can no longer upload files into a chat, or are answered without regard to who they are, or have to be subscribed ' +
    'by hand before they come in. Subscriptions and what was uploaded stay.',
  permissions: ['cloudformation:GetResource', 'cloudformation:UpdateResource'],
  implied: {
    'iam:PassRole': 'qbusiness:UpdateApplication names the application’s role again',
    'qbusiness:GetApplication': 'cloudformation:GetResource asks Q Business in the caller’s name',
    'qbusiness:ListTagsForResource': 'cloudformation:GetResource asks Q Business in the caller’s name',
    'qbusiness:UpdateApplication': 'cloudformation:UpdateResource updates it in the caller’s name',
  },
  references: [
    'https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-update.html',
    'https://docs.aws.amazon.com/amazonq/latest/api-reference/API_UpdateApplication.html',
  ],

  async read({ id }, ask) {
    const { ResourceDescription } = await ask(get(id));
    const told: JsonObject = Object(Reflect.get(Object(ResourceDescription), 'Properties'));
    const members = Object.values(SWITCHES).map(([member]) => member);
    return Object.fromEntries(
      ['Status', 'IdentityType', 'IdentityCenterApplicationArn', ...members].map((name) => [
        name,
        told[name],
      ]),
    );
  },

  plan({ resource: { id }, before, rule }) {
    const names = SWITCHES[rule];
    if (!names) return refuse(`nothing here repairs ${rule}`);
    const { Status, IdentityType } = before;
    if (Status !== 'ACTIVE') return notYet(`the application is ${String(Status)}; wait until it is ACTIVE`);
    const [member, leaf] = names;
    const had: Json | undefined = Reflect.get(Object(before[member]), leaf);
    if (had === undefined) return refuse(`${member}.${leaf} is not told: there would be no way back`);
    const instance = instanceOf(before['IdentityCenterApplicationArn']);
    if (IdentityType === 'AWS_IAM_IDC' && instance === undefined) {
      return refuse(
        'the application does not tell its instance of IAM Identity Center, which an update must name',
      );
    }
    const place = { id, names, instance };
    return draft(
      [change(`${member}.${leaf}`, had, 'DISABLED')],
      [{ ...switching(place, 'DISABLED'), undo: switching(place, had) }],
    );
  },
});

/**
 * `arn:aws:sso::111122223333:application/ssoins-1/apl-2` is of `arn:aws:sso:::instance/ssoins-1`:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycentersuccessortoawssinglesign-on.html
 */
function instanceOf(application: Json | undefined): string | undefined {
  const [, partition, instance] =
    /^arn:([^:]+):sso::\d{12}:application\/(ssoins-[^/]+)\/apl-/.exec(String(application)) ?? [];
  return instance && `arn:${partition}:sso:::instance/${instance}`;
}

const get = (Identifier: string) =>
  apiCall<GetResourceCommandInput>('cloudcontrol', 'GetResource', { TypeName: TYPE, Identifier });

interface Place {
  readonly id: string;
  readonly names: readonly [string, string];
  readonly instance: string | undefined;
}

function switching({ id: Identifier, names: [member, leaf], instance }: Place, value: Json) {
  const patch = [
    { op: 'replace', path: `/${member}/${leaf}`, value },
    // No read gives it back, and what the patch does not add would be left out.
    ...(instance === undefined ? [] : [{ op: 'add', path: '/IdentityCenterInstanceArn', value: instance }]),
  ];
  const at = 'ResourceDescription.Properties';
  return {
    call: apiCall<UpdateResourceCommandInput>('cloudcontrol', 'UpdateResource', {
      TypeName: TYPE,
      Identifier,
      PatchDocument: JSON.stringify(patch),
    }),
    until: {
      ...answers(get(Identifier), { [`${at}.Status`]: ['ACTIVE'], [`${at}.${member}.${leaf}`]: [value] }),
      never: { [`${at}.Status`]: ['FAILED', 'DELETING'] },
    },
  };
}
