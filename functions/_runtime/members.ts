import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The accounts in the file `members.json` that lies beside the bundle; undefined where there is none, as in tests: then
 * IAM alone says who is ours. @throws Error at init for a file that holds anything else
 */
export function deployedMembers(folder: string = import.meta.dirname): ReadonlySet<string> | undefined {
  const file = join(folder, 'members.json');
  if (!existsSync(file)) return undefined;
  const accounts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const isList = Array.isArray(accounts) && accounts.every((id) => /^\d{12}$/.test(String(id)));
  if (!isList) throw new Error(`${file}: expected a list of account ids of 12 digits`);
  return new Set(accounts.map(String));
}
