import { sdkDefaults } from '../../adapters/aws/caller.ts';
import { type DeskAnswer, desk } from '../../adapters/aws/desk.ts';
import { visible } from '../../reports/text.ts';
import { complain, UnfinishedError, UsageError } from '../exit-status.ts';
import { Output } from '../terminal.ts';

/**
 * Where the desk is.
 * @throws UsageError where nothing says so
 */
export function deskUrl(given: string | undefined): string {
  const url = given ?? process.env['ASSAY_DESK'];
  if (url === undefined)
    throw new UsageError('expected --desk URL, or ASSAY_DESK: the output RemediationDesk of AssayCompliance');
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url))
    throw new UsageError(`--desk ${url}: expected a URL`);
  return url;
}

/** Asks in the caller's own name and prints the answer; 0, or 1 if it is refused. */
export async function askDesk(want: object, { url }: { readonly url: string }): Promise<number> {
  const { credentials, region = 'us-east-1' } = await sdkDefaults();
  const [, , signedFor = region] = new URL(url).hostname.split('.');
  const isLambda = /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(new URL(url).hostname);
  const answer = await answered(desk({ url, region: isLambda ? signedFor : region, credentials })(want), url);
  const { status, body } = answer;
  if (status >= 500) throw new UnfinishedError(`the desk could not answer: ${status}`);
  if (status >= 400) {
    complain(`refused: ${String(body['refused'] ?? body['Message'] ?? status)}`);
    return 1;
  }
  const output = new Output();
  const { text, ...rest } = body;
  for (const [name, value] of Object.entries(rest)) output.write(`${name}: ${visible(String(value))}\n`);
  if (typeof text === 'string') output.write(`\n${text.split('\n').map(visible).join('\n')}`);
  output.flush();
  return 0;
}

async function answered(asking: Promise<DeskAnswer>, url: string): Promise<DeskAnswer> {
  try {
    return await asking;
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new UnfinishedError(`${url} cannot be asked: ${because}`, { cause });
  }
}
