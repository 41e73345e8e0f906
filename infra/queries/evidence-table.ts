import type { EvaluationRecord, EvidenceRecord, NoticeRecord } from '../../engine/evidence/record.ts';

/** Every member that a record of any kind may have. */
type Member = keyof EvaluationRecord | keyof NoticeRecord | keyof EvidenceRecord;

/**
 * A column for each member of a record. What is more than one value is a text of JSON: whatever a rule or a notice
 * holds fits, and `json_extract_scalar` reads it.
 */
export const COLUMNS = {
  schema: 'string',
  kind: 'string',
  sequence: 'bigint',
  recordedAt: 'string',
  trigger: 'string',
  resource: 'string',
  properties: 'string',
  restHmac: 'string',
  rest: 'string',
  verdicts: 'string',
  packDigest: 'string',
  inputDigest: 'string',
  settingsDigest: 'string',
  waivers: 'string',
  references: 'string',
  related: 'string',
  referrers: 'string',
  detail: 'string',
  sender: 'string',
} as const satisfies Record<Member, 'string' | 'bigint'>;

/** Folders of the layout below `evidence/`, the day as one. */
export const PARTITIONS = ['account', 'region', 'day'] as const;

/** No archive is older: days before it would only be looked for. */
const FIRST_DAY = '2026/01/01';

/** Glue knows no capitals. */
export const columnName = (member: string): string => member.toLowerCase();

/**
 * The serializer reads keys to the letter, each under its column's name. By default it would fold capitals, also those
 * inside the texts of JSON, and stumble over two tags that differ in nothing else.
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export const SERDE = {
  serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
  parameters: {
    'case.insensitive': 'false',
    'ignore.malformed.json': 'true',
    ...Object.fromEntries(
      Object.keys(COLUMNS)
        .filter((member) => columnName(member) !== member)
        .map((member) => [`mapping.${columnName(member)}`, member]),
    ),
  },
} as const;

export interface Projection {
  /** Where the folders begin, as an S3 URI that ends in a slash. */
  readonly location: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/**
 * Folders are computed from these, not looked up: a new day needs no crawler.
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export const projection = ({
  location,
  accounts,
  regions,
}: Projection): Readonly<Record<string, string>> => ({
  EXTERNAL: 'TRUE',
  classification: 'json',
  'projection.enabled': 'true',
  'projection.account.type': 'enum',
  'projection.account.values': accounts.join(','),
  'projection.region.type': 'enum',
  'projection.region.values': regions.join(','),
  'projection.day.type': 'date',
  'projection.day.format': 'yyyy/MM/dd',
  // A segment may be closed in the day that begins as the question is asked.
  'projection.day.range': `${FIRST_DAY},NOW+1DAYS`,
  'projection.day.interval': '1',
  'projection.day.interval.unit': 'DAYS',
  'storage.location.template': `${location}${PARTITIONS.map((each) => `\${${each}}`).join('/')}/`,
});
