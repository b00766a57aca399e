/** One line of git's configuration. Section and variable are lower case, the subsection is as written. */
export interface ConfigEntry {
  readonly scope: string;
  readonly section: string;
  readonly subsection: string;
  readonly variable: string;
  readonly value: string;
}

/** Splits `section.sub.section.variable`: the subsection may hold dots. A key without a dot is undefined. */
export function configEntry(scope: string, key: string, value: string): ConfigEntry | undefined {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  if (first <= 0 || last === key.length - 1) return undefined;
  return {
    scope,
    section: key.slice(0, first).toLowerCase(),
    subsection: first === last ? '' : key.slice(first + 1, last),
    variable: key.slice(last + 1).toLowerCase(),
    value,
  };
}

/** Reads `git config --list --show-scope -z`: scope NUL key LF value NUL; a key without `=` has no LF and means true. */
export function readConfigList(output: string): readonly ConfigEntry[] {
  const fields = output.split('\0');
  const entries: ConfigEntry[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const item = fields[i + 1] ?? '';
    const end = item.indexOf('\n');
    const entry =
      end < 0
        ? configEntry(fields[i] ?? '', item, 'true')
        : configEntry(fields[i] ?? '', item.slice(0, end), item.slice(end + 1));
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

/** git's boolean words; a number is true when it is not zero. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[1-9][0-9]*)$/i.test(value);
}

/** The last value counts, as in git: later scopes come later in the list. */
export function lastValue(
  entries: readonly ConfigEntry[],
  section: string,
  subsection: string,
  variable: string,
): string | undefined {
  return entries.findLast(
    (entry) => entry.section === section && entry.subsection === subsection && entry.variable === variable,
  )?.value;
}
