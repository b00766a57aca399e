import * as vscode from 'vscode';
import type { HostProblem } from '../../tokens/host.ts';
import { shownHost } from '../../tokens/refusedHosts.ts';

/**
 * Why a line of the setting of hosts is not used, and what would be right (B08). `clean` redacts: people paste tokens
 * into settings, too.
 */
export function explainHost(problem: HostProblem, clean: (text: string) => string): string {
  const { t } = vscode.l10n;
  const text = clean(shownHost(problem));
  switch (problem.kind) {
    case 'hostEmpty':
      return t('An empty line names no host. Remove it.');
    case 'hostHasScheme':
      return t('{0}: write the name only, without https:// and without a path.', text);
    case 'hostHasPath':
      return t('{0}: write the name only, without a path.', text);
    case 'hostHasUserInfo':
      return t('{0}: write the name only, without a user name or password before it.', text);
    case 'hostNotAscii':
      return t(
        '{0}: only the letters a to z, digits, hyphens and dots can stand in a name. Others can look alike.',
        text,
      );
    case 'hostPortNotAllowed':
      return t('{0}: github.com and ghe.com have no port of their own. Leave it out.', text);
    case 'hostMalformed':
      return t('{0}: this is not a host name. Write it like github.example.com.', text);
  }
}
