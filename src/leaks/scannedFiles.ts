/** Whether a file (its URI, as VS Code writes it) lies in a folder. */
export function isBelowFolder(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
