import assert from 'node:assert/strict';
import type { BranchFacts } from '../../../src/preflight/branchFacts.ts';
import { branchNotAsked, readBranchFacts } from '../../../src/preflight/branchFacts.ts';
import { judgePreflight } from '../../../src/preflight/judgePreflight.ts';
import { judgeWorkflowsGuard } from '../../../src/preflight/judgeWorkflowsGuard.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { noAnswer, okAnswer, refusedAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { aTarget, checkOf, known, plainCommits, rule, someFacts, unseen } from './facts.ts';

const branch = (changes: Partial<BranchFacts>): BranchFacts => ({ ...branchNotAsked, ...changes });
const classic = { pullRequest: true, approvals: 1, signatures: false, noBypass: true };

describe('the rules of the branch', () => {
  const judge = (facts: BranchFacts, newBranch = false, merges = 0) => {
    const commits = { ...plainCommits, merges };
    const { verdict, data, remedy, certain } = checkOf(
      judgePreflight(someFacts({ branch: facts, commits, push: { target: aTarget, newBranch } })),
      'branch-rules',
    );
    assert.equal(certain, false, 'somebody may bypass any rule');
    return [verdict, data.blocking, remedy.kind];
  };

  it('speak against a direct push where they ask for a pull request, and then one is the way', () => {
    const asks = branch({ rules: known([rule('deletion'), rule('pull_request', 1)]) });
    assert.deepEqual(judge(asks), ['no', ['pull_request'], 'openPullRequest']);
    const old = branch({ rules: known([]), isProtected: known(true), protection: known(classic) });
    assert.deepEqual(judge(old), ['no', ['pull_request'], 'openPullRequest']);
  });

  it('speak against creating a branch, against merge commits, and leave alone what this push does not do', () => {
    const rules = branch({
      rules: known([rule('creation'), rule('required_linear_history')]),
      isProtected: known(false),
    });
    assert.deepEqual(judge(rules, true), ['no', ['creation'], 'none']);
    assert.deepEqual(judge(rules, false, 1), ['no', ['required_linear_history'], 'none']);
    assert.deepEqual(judge(rules), ['yes', [], 'none']);
  });

  it('are unknown where they were not seen, where classic protection may be, and where one is new to us', () => {
    const cases = [
      branchNotAsked,
      branch({ rules: unseen }),
      branch({ rules: known([]) }),
      branch({ rules: known([]), isProtected: known(true), protection: unseen }),
      branch({ rules: known([rule('a_rule_of_tomorrow')]), isProtected: known(false) }),
    ];
    assert.deepEqual(
      cases.map((facts) => judge(facts)[0]),
      cases.map(() => 'unknown'),
    );
    assert.deepEqual(judge(branch({ rules: known([]), isProtected: known(false) })), ['yes', [], 'none']);
  });
});

describe('the four facts before Workflows is granted', () => {
  const facts = (changes: Partial<BranchFacts>) =>
    Object.fromEntries(judgeWorkflowsGuard(branch(changes)).map(({ id, verdict }) => [id, verdict]));

  it('S3-06 are each told: covered, pull request, approval, nobody around it', () => {
    assert.deepEqual(facts({ rules: known([]), isProtected: known(true), protection: known(classic) }), {
      covered: 'yes',
      'pull-request': 'yes',
      approval: 'yes',
      'no-bypass': 'yes',
    });
    assert.deepEqual(facts({ rules: known([]), isProtected: known(false) }), {
      covered: 'no',
      'pull-request': 'no',
      approval: 'no',
      'no-bypass': 'no',
    });
  });

  it('S3-06 each can fail alone', () => {
    const weak = { ...classic, approvals: 0, noBypass: false };
    const told = facts({ rules: known([]), isProtected: known(true), protection: known(weak) });
    assert.deepEqual(told, { covered: 'yes', 'pull-request': 'yes', approval: 'no', 'no-bypass': 'no' });
    const noPull = { ...classic, pullRequest: false, approvals: 0 };
    const bare = facts({ rules: known([]), isProtected: known(true), protection: known(noPull) });
    assert.deepEqual(bare, { covered: 'yes', 'pull-request': 'no', approval: 'no', 'no-bypass': 'no' });
  });

  it('S3-06 are unknown where the token may not see them: who may bypass a ruleset always is', () => {
    assert.deepEqual(facts({ rules: known([rule('pull_request', 1)]), isProtected: known(true) }), {
      covered: 'yes',
      'pull-request': 'yes',
      approval: 'yes',
      'no-bypass': 'unknown',
    });
    const hidden = { rules: known([]), isProtected: known(true), protection: unseen };
    assert.deepEqual(facts(hidden), {
      covered: 'yes',
      'pull-request': 'unknown',
      approval: 'unknown',
      'no-bypass': 'unknown',
    });
    assert.deepEqual(new Set(Object.values(facts({ rules: unseen }))), new Set(['unknown']));
  });

  it('S3-06 a ruleset and classic protection are held together: the stricter one counts', () => {
    const loose = { ...classic, noBypass: false };
    const told = facts({
      rules: known([rule('pull_request', 0)]),
      isProtected: known(true),
      protection: known(loose),
    });
    assert.deepEqual([told.approval, told['no-bypass']], ['yes', 'unknown']);
  });
});

describe('asking about a branch', () => {
  const question = (depth: 'rules' | 'all') => ({
    credential: { host: githubCom.name, token: new Secret(makeToken('fine-grained-pat')) },
    repository: 'acme/app',
    branch: 'feature/a',
    depth,
  });

  it('is one GET for an ordinary push, and nothing but GETs for everything', async () => {
    const quick = new ScriptedGitHubApi(okAnswer([{ type: 'pull_request' }]));
    const rules = await readBranchFacts(quick, question('rules'));
    assert.deepEqual(quick.operations, ['GET /repos/{owner}/{repo}/rules/branches/{branch}']);
    assert.deepEqual(rules, branch({ rules: known([rule('pull_request')]) }));
    const whole = new ScriptedGitHubApi(
      okAnswer([]),
      okAnswer({ protected: true }),
      refusedAnswer(403, 'Resource not accessible by personal access token'),
    );
    const all = await readBranchFacts(whole, question('all'));
    assert.deepEqual(whole.operations, [
      'GET /repos/{owner}/{repo}/rules/branches/{branch}',
      'GET /repos/{owner}/{repo}/branches/{branch}',
      'GET /repos/{owner}/{repo}/branches/{branch}/protection',
    ]);
    assert.deepEqual(all.protection, unseen);
  });

  it('asks no server for rulesets that is known to be older than they are: there are none', async () => {
    const quick = new ScriptedGitHubApi();
    const rules = await readBranchFacts(quick, { ...question('rules'), noRulesets: true });
    assert.deepEqual([rules, quick.operations], [branch({ rules: known([]) }), []]);
    const whole = new ScriptedGitHubApi(okAnswer({ protected: false }));
    await readBranchFacts(whole, { ...question('all'), noRulesets: true });
    assert.deepEqual(whole.operations, ['GET /repos/{owner}/{repo}/branches/{branch}']);
  });

  it('is no obstacle when there is no answer or one of another shape, and a refused token is not sent again', async () => {
    const cases = [
      [noAnswer({ kind: 'timeout', seconds: 2 } as never), 'timeout'],
      [okAnswer({ not: 'a list' }), 'unexpectedShape'],
      [okAnswer([{ type: 'Bad Type\u001b' }]), 'unexpectedShape'],
      [refusedAnswer(401, 'Bad credentials'), 'badCredentials'],
    ] as const;
    for (const [answer, problem] of cases) {
      const api = new ScriptedGitHubApi(answer);
      const facts = await readBranchFacts(api, question('all'));
      assert.deepEqual([facts.rules, api.operations.length], [{ kind: 'unseen', problem }, 1]);
    }
  });

  it('does not ask for protection that is not there', async () => {
    const api = new ScriptedGitHubApi(okAnswer([]), okAnswer({ protected: false }));
    const facts = await readBranchFacts(api, question('all'));
    assert.deepEqual([facts.protection.kind, api.operations.length], ['notAsked', 2]);
  });
});
