/** What services answer that are in a Region, but not with this operation or type. */
const NOT_HERE =
  /^(TypeNotFoundException|UnsupportedActionException|UnknownOperationException|UnknownOperation|NotSupportedInRegion.*)$/;

/** As SageMaker and Bedrock say it, under codes that mean many things. */
const SAYS_NOT_HERE = /not (?:yet )?(?:supported|available|offered) in (?:this|the [\w-]+|[\w-]+) region/i;

/**
 * Whether AWS lacks the service or the type in that Region. A name that DNS does not know counts: endpoints are made
 * of service and Region. Without a network it is EAI_AGAIN, and where DNS lies, every service is missing at once.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ENOTFOUND' || ('code' in error && error.code === 'ENOTFOUND')) return true;
  return NOT_HERE.test(error.name) || SAYS_NOT_HERE.test(error.message);
}
