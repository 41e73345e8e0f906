import { createAws } from '../../adapters/aws/aws.ts';
import { sdkDefaults } from '../../adapters/aws/caller.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import { postureStore } from '../../adapters/aws/posture.ts';
import { assessmentOf, type DraftFinding } from '../../engine/assessment/assemble.ts';
import type { Assessment } from '../../engine/assessment/assessment.ts';
import { findingsOfPosture } from '../../engine/assessment/from-postures.ts';
import { COVERAGE_TYPE } from '../../engine/coverage-finding.ts';
import { WAIVER_TYPE } from '../../engine/waiver-finding.ts';
import { definitions } from '../../resources/index.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { type MakeAws, whatToDo } from '../scan/account.ts';
import { type Asked, inForce, ruleOf, rulesInForce } from './asked.ts';

export interface TableInput {
  readonly table: string;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  /** How SDK clients are made; tests put the emulator below them. */
  readonly make?: MakeAws | undefined;
}

/** The state that a posture table holds now. @throws UsageError if there is no such table */
export async function assessmentOfTable(input: TableInput, asked: Asked): Promise<Assessment> {
  const { table } = input;
  const { isAsked = () => true } = asked;
  const findings = (await findingsIn(input, asked)).filter(({ rule }) => isAsked(rule));
  const resources = findings.map(({ resource }) => resource);
  const chosen = asked.choice ? inForce(asked.choice, asked) : [];
  return assessmentOf({
    ...asked.common,
    period: null,
    profile: asked.choice
      ? (asked.choice.profile ?? asked.choice.settings.profile ?? 'baseline')
      : 'as recorded',
    source: { kind: 'posture', name: table, verification: null },
    scope: {
      accounts: unique(resources.map(({ account }) => account)),
      regions: unique(resources.map(({ region }) => region)),
    },
    findings,
    ended: [],
    history: [],
    gaps: [],
    waivers: [],
    rulesInForce: rulesInForce(chosen, findings),
    notes: [],
  });
}

async function findingsIn(input: TableInput, { asOf }: Asked): Promise<readonly DraftFinding[]> {
  const store = postureStore(await open(input), input.table);
  const found: DraftFinding[] = [];
  try {
    for (const type of [...definitions.map((each) => each.type), COVERAGE_TYPE, WAIVER_TYPE]) {
      for await (const posture of store.ofType(type))
        found.push(...findingsOfPosture(posture, { ruleOf, asOf }));
    }
  } catch (error) {
    const why = refusalOf(error, 'dynamodb:Query');
    if (why === undefined) throw error;
    if (why.outcome === 'not-found') throw new UsageError(`--table ${input.table}: there is no such table`);
    const remedy =
      why.outcome === 'denied'
        ? `${why.because}; reading posture needs it`
        : whatToDo(why.because, input.endpoint);
    throw new UnfinishedError(`${input.table}: ${remedy}`, { cause: error });
  }
  return found;
}

async function open({ region: given, endpoint, make = createAws }: TableInput) {
  // The SDK's advice about Node is for programmers, and seven lines long.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { region: byDefault, credentials } = await sdkDefaults();
  const region = given ?? byDefault;
  if (region === undefined) throw new UsageError('no Region is set: give --region, or set AWS_REGION');
  return make({ region, credentials, ...(endpoint !== undefined && { endpoint }) });
}

const unique = (names: readonly (string | null)[]): readonly string[] =>
  [...new Set(names.flatMap((name) => (name ? [name] : [])))].toSorted();
