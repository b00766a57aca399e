/** The names npm reads a credential from. What stands before them in a line is the registry. */
const names = '_auth(?:token)?|_password';
/** `${NPM_TOKEN}` names a variable and is meant to be committed. */
const authLine = new RegExp(
  `^[^#;\\n=]{0,500}(?:${names})[ \\t]{0,20}=[ \\t]{0,20}["']?(?![\\s"']|\\$\\{?\\w)`,
  'im',
);

/** Whether an `.npmrc` holds a credential, and not only the name of a variable. */
export function holdsAuthLine(npmrc: string): boolean {
  return authLine.test(npmrc);
}
