import type { Rule } from '../../engine/rule.ts';

/** Where the table is. */
export const DATABASE = 'assay';
export const TABLE = 'evidence';

export interface NamedQuery {
  readonly name: string;
  /** What it answers, and what its question marks stand for, in their order. */
  readonly description: string;
  readonly sql: string;
}

/** The questions that auditors ask first. Days are written as the folders are: 2026/11/30. */
export const namedQueries = (rules: readonly Rule[]): readonly NamedQuery[] => [
  {
    name: 'control-met',
    description:
      'Was this control met for these resources over this period: each time that a verdict stood in it, with the ' +
      'record that says so. ? last day, control (nist_800_53_r5:AC-6), resources (LIKE), begin and end (ISO 8601)',
    sql: `WITH controls (control, rule) AS (VALUES
${controlRows(rules)}
),
${STANDING}
SELECT controls.control, standing.account, standing.region, standing.type, standing.id, standing.rule,
  standing.status, standing.waiver, standing.recordedat AS since, standing.until, standing.sequence
FROM standing JOIN controls ON controls.rule = standing.rule
WHERE controls.control = ? AND standing.id LIKE ?
  AND (standing.until IS NULL OR standing.until > ?) AND standing.recordedat < ?
ORDER BY standing.account, standing.region, standing.type, standing.id, standing.rule, standing.sequence`,
  },
  {
    name: 'by-finding',
    description: 'All that was ever said of one finding, by its id in Security Hub. ? last day, id (assay/…)',
    sql: `WITH ${STANDING}
SELECT * FROM standing
WHERE 'assay/' || lower(to_hex(sha256(to_utf8(concat_ws(chr(10),
  rule, resourceaccount, resourceregion, type, findingid))))) = ?
ORDER BY sequence`,
  },
  {
    name: 'by-resource',
    description:
      'Every record about a resource: evaluations with trigger and properties, deletions, waivers. ' +
      '? first day, last day, ARN or id (LIKE)',
    sql: `SELECT account, region, sequence, kind, recordedat, trigger, resource, properties, verdicts, waivers, detail
FROM ${DATABASE}.${TABLE}
WHERE day BETWEEN ? AND ? AND kind IS NOT NULL
  AND coalesce(resource, json_format(json_extract(detail, '$.resource')), detail) LIKE '%' || ? || '%'
ORDER BY account, region, sequence`,
  },
  {
    name: 'by-rule',
    description:
      'What a rule said last of each resource that was there at the end of a day. ? last day, rule',
    sql: `WITH ${STANDING}
SELECT account, region, type, id, status, because, waiver, observations, revision, recordedat AS lastseen, sequence
FROM standing
WHERE until IS NULL AND rule = ?
ORDER BY status, account, region, type, id`,
  },
];

/**
 * Each verdict and until when it stood: until the next look at the same resource, or its end. The first line of a
 * segment tells of the segment; it has no kind.
 */
const STANDING = `looks AS (
  SELECT account, region, sequence, kind, recordedat, verdicts,
    coalesce(resource, json_format(json_extract(detail, '$.resource'))) AS resource
  FROM ${DATABASE}.${TABLE}
  WHERE kind IN ('evaluation', 'deleted') AND day <= ?
),
named AS (
  SELECT account, region, sequence, recordedat, verdicts,
    json_extract_scalar(resource, '$.account') AS resourceaccount,
    json_extract_scalar(resource, '$.region') AS resourceregion,
    json_extract_scalar(resource, '$.type') AS type,
    coalesce(json_extract_scalar(resource, '$.arn'), json_extract_scalar(resource, '$.id')) AS id,
    CASE WHEN json_extract_scalar(resource, '$.synthetic') = 'true' THEN json_extract_scalar(resource, '$.id')
      ELSE coalesce(json_extract_scalar(resource, '$.arn'), json_extract_scalar(resource, '$.id')) END AS findingid
  FROM looks
),
ended AS (
  SELECT *, lead(recordedat) OVER (PARTITION BY account, region, type, id ORDER BY sequence) AS until FROM named
),
standing AS (
  SELECT account, region, resourceaccount, resourceregion, type, id, findingid, sequence, recordedat, until,
    json_extract_scalar(verdict, '$.rule') AS rule,
    json_extract_scalar(verdict, '$.revision') AS revision,
    json_extract_scalar(verdict, '$.status') AS status,
    json_extract_scalar(verdict, '$.because') AS because,
    json_extract_scalar(verdict, '$.waiver') AS waiver,
    json_format(json_extract(verdict, '$.observations')) AS observations
  FROM ended CROSS JOIN UNNEST(CAST(json_parse(verdicts) AS ARRAY(JSON))) AS said (verdict)
)`;

const controlRows = (rules: readonly Rule[]): string =>
  rules
    .flatMap(({ id, controls: { published, judged } }) =>
      [...Object.keys(published), ...judged].map((control) => `  (${text(control)}, ${text(id)})`),
    )
    .join(',\n');

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
