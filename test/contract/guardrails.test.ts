import assert from 'node:assert/strict';
import { operations } from '../../src/github/apiAnswer.ts';
import { graphqlMutations } from '../../src/github/graphql.ts';
import { manifestOf, sourcesBelow } from './sources.ts';

const rules = [
  'tokenWarden.allowedRepositories',
  'tokenWarden.branchPattern',
  'tokenWarden.protectedBranches',
  'tokenWarden.forbiddenFiles',
  'tokenWarden.requiredTasks',
  'tokenWarden.requireCleanTree',
];

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

describe('the rules of a push, as they ship', () => {
  const files = sourcesBelow('src');

  it('A16 are settings of the person: application scope, restricted, and read at user level only', () => {
    const { capabilities, contributes } = manifestOf() as unknown as Manifest;
    const restricted = capabilities.untrustedWorkspaces.restrictedConfigurations;
    const { properties } = contributes.configuration;
    assert.deepEqual(
      rules.filter((id) => properties[id]?.scope !== 'application' || !restricted.includes(id)),
      [],
    );
    const reading = files.filter((file) => /getConfiguration\(/.test(file.text)).map(({ path }) => path);
    assert.deepEqual(reading, ['src/vscode/settings.ts']);
    const [{ text } = { text: '' }] = files.filter(({ path }) => path === 'src/vscode/settings.ts');
    assert.deepEqual(/workspaceValue|workspaceFolderValue|\.get\(/.exec(text), null);
  });

  it('S4-28 leave merging to people: no request that merges can be named, and no command does it', () => {
    const merging = /merge|enqueue|\/rulesets|\/bypass/i;
    const requests = [...operations, ...Object.entries(graphqlMutations).flat()];
    // The probe of an administration permission: it reads what rules did, and no line beside it writes any.
    assert.deepEqual(
      requests.filter((request) => merging.test(request)),
      ['GET /repos/{owner}/{repo}/rulesets/rule-suites'],
    );
    const { contributes } = manifestOf() as { contributes: { commands: readonly { command: string }[] } };
    assert.deepEqual(
      contributes.commands.filter(({ command }) => /merge/i.test(command)),
      [],
    );
  });

  it('S4-28 leave Octokit one door, the request of an operation from that list', () => {
    const calls = files
      .filter(({ path }) => !path.endsWith('/octokit.ts'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/octokit\s*\.\s*(\w+(?:\.\w+)*)/g)].map((match) => `${path}: ${match[1]}`),
      )
      .filter((call) => !/: ts$/.test(call));
    assert.deepEqual(calls, ['src/node/githubApi.ts: request']);
    const direct =
      /mergePullRequest|PullRequestAutoMerge|enqueuePullRequest|mergeBranch|\/merges?\b|\/merge-upstream/i;
    assert.deepEqual(
      files.filter(({ text }) => direct.test(text)).map(({ path }) => path),
      [],
    );
    // A document of GraphQL can do anything its text says, so all of them stand in one frozen list.
    assert.deepEqual(
      files.filter(({ text }) => /mutation\s*[({]/.test(text)).map(({ path }) => path),
      ['src/github/graphql.ts'],
    );
  });

  it('are judged with no token in reach: nothing of theirs knows the vault or a secret’s value', () => {
    const theirs = files.filter(({ path }) =>
      /guardrail|runTasks|findTask|taskCommandLine|askAboutRefusals|scanOutgoing|inspectOutgoing|readChangedFiles/i.test(
        path,
      ),
    );
    assert.ok(theirs.length >= 15, `${theirs.length}`);
    assert.deepEqual(
      theirs.filter(({ text }) => /secretOf|\.vault\b|\.reveal\(/.test(text)).map(({ path }) => path),
      [],
    );
  });
});
