import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { fetchPackage } from './fetchPackage.ts';

/** Holds the schema of SARIF 2.1.0 as the standard's authors published it; nothing else of it is used, or run. */
const holder = {
  name: '@microsoft/jest-sarif',
  version: '1.0.0-beta.0',
  integrity:
    'sha512-A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A==',
} as const;

/** What is wrong with a SARIF log, one line each; empty when it is valid. */
export async function sarifSchema(): Promise<(log: unknown) => readonly string[]> {
  const folder = await fetchPackage(holder, 'the schema of SARIF 2.1.0');
  const file = join(folder, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
  // It calls itself draft 4, whose other words for its own name and version are all that Ajv would stumble over.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const formats = { uri: isUri, 'uri-reference': isReference, 'date-time': true } as const;
  const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
  return (log) => (validate(log) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error)));
}

const isUri = (text: string): boolean => URL.canParse(text);
/** RFC 3986: what may stand in a reference, and percent signs only before two digits. */
const isReference = (text: string): boolean => /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/i.test(text);
