import * as vscode from 'vscode';
import type { NotTokenReason } from '../../tokens/noToken.ts';
import type { OtherSecret } from '../../tokens/otherSecret.ts';
import type { Paste } from '../../tokens/paste.ts';

/** What a paste is instead of one token, and what would be right. */
export function explainPaste(paste: Exclude<Paste, { readonly kind: 'token' }>): string {
  const { t } = vscode.l10n;
  switch (paste.kind) {
    case 'empty':
      return t('Nothing was pasted. Copy the token from GitHub, then paste it here.');
    case 'several':
      return t('These are {0} tokens. Paste one at a time.', paste.count);
    case 'url-without-token':
      return t('This is an address without a token in it. Paste the token itself.');
    case 'otherSecret':
      return otherSecret(paste.what);
    case 'notToken':
      return notToken(paste.why);
  }
}

function otherSecret(what: OtherSecret): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<OtherSecret, string>> = {
    'github-app-private-key': t('a private key, perhaps a GitHub App’s'),
    'github-app-client-id': t('a GitHub App’s client id'),
    'private-key': t('a private key'),
    'ssh-public-key': t('an SSH public key'),
    npm: t('an npm token'),
    gitlab: t('a GitLab token'),
    aws: t('an AWS key'),
    slack: t('a Slack token'),
    stripe: t('a Stripe key'),
    'ai-service': t('a key of an AI service'),
    google: t('a Google key'),
    pypi: t('a PyPI token'),
    docker: t('a Docker token'),
    'hugging-face': t('a Hugging Face token'),
    jwt: t('a web token (JWT)'),
  };
  if (what === 'github-app-private-key' || what === 'github-app-client-id') {
    return t('This is {0}, not a token. Nothing was kept. Use Add GitHub App for it.', words[what]);
  }
  return t(
    'This is {0}, not a GitHub token. Nothing was kept. Copy the token from GitHub’s token page.',
    words[what],
  );
}

function notToken(why: NotTokenReason): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<NotTokenReason, string>> = {
    tooLong: t('This is longer than any GitHub token. Paste the token alone.'),
    controlCharacters: t('The text holds characters no token has. Copy the token again.'),
    lookAlike: t('One character only looks right: it is from another alphabet. Copy the token again.'),
    masked: t('Part of the token is hidden. GitHub shows it whole only once, right after it is made.'),
    placeholder: t('This is a placeholder, not a token. Copy the token from GitHub.'),
    cutShort: t('This is only the beginning of a token. Copy all of it.'),
    hash: t('This looks like a commit or another hash, not a token.'),
    userCode: t('This is a one-time code for GitHub’s device page, not a token.'),
    email: t('This is an e-mail address. Paste the token itself.'),
    userName: t('This looks like a user name. Paste the token itself.'),
    password: t('This looks like a password. GitHub takes tokens only: make one on its token page.'),
    text: t('There is no token in this text. Copy the token from GitHub.'),
  };
  return words[why];
}
