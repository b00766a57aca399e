import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainRefs } from '../../../src/push/explainRefs.ts';
import type { ReadyPush } from '../../../src/push/planPush.ts';
import { hookInput, pushArguments } from '../../../src/push/pushArguments.ts';
import { pushBranch } from '../../../src/push/pushBranch.ts';
import {
  isSafeTag,
  offersTo,
  type PushChoices,
  plainPush,
  type TagRef,
} from '../../../src/push/pushChoices.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { pushEnd, ScriptedPushRunner } from '../../fakes/scriptedPushRunner.ts';
import { factsOf } from './repositoryFacts.ts';

const sha = 'a'.repeat(40);
const old = 'b'.repeat(40);
const tagOid = 'c'.repeat(40);
const none = '0'.repeat(40);
const ref = 'refs/heads/topic';
const url = 'https://github.com/acme/app.git';
const v1: TagRef = { name: 'v1', oid: tagOid };
const lease = { expected: old, dropped: 2 };

function ready(choices?: Partial<PushChoices>, hook?: string): ReadyPush {
  return {
    kind: 'push',
    target: {
      host: githubCom,
      owner: 'acme',
      repo: 'app',
      remote: 'origin',
      url,
      branch: 'topic',
      sha,
      localRef: ref,
      remoteRef: ref,
      trackingRef: 'refs/remotes/origin/topic',
    },
    facts: factsOf([], { prePushHook: hook }),
    commits: 1,
    newBranch: false,
    workflowFiles: [],
    ...(choices === undefined ? {} : { choices: { ...plainPush, ...choices } }),
  };
}

describe('what git is told', () => {
  it('is one commit to one ref, without force, unless the person chose more', () => {
    assert.deepEqual(pushArguments(ready()), [
      ...['push', '--porcelain', '--progress', '--no-verify', '--end-of-options'],
      ...[url, `${sha}:${ref}`],
    ]);
  });

  it('overwrites only with a lease on the commit that was shown, and takes tags along as one', () => {
    assert.deepEqual(pushArguments(ready({ overwrite: lease, tags: [v1] })).slice(4), [
      '--atomic',
      `--force-with-lease=${ref}:${old}`,
      '--end-of-options',
      url,
      `${sha}:${ref}`,
      `${tagOid}:refs/tags/v1`,
    ]);
  });

  it('A20 holds no force, no deletion and no option of a tag, whatever a tag is called', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('--force', '+v1', ':refs/heads/main', 'v1:refs/heads/x'),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name, oid: fc.oneof(fc.string(), fc.constant(tagOid)) })), (tags) => {
        const told = pushArguments(ready({ tags }));
        const refspecs = told.slice(told.indexOf('--end-of-options') + 2);
        assert.equal(told.filter((each) => each.startsWith('--')).length <= 5, true);
        assert.equal(
          told.some((each) => /^(?:-f|--force|--delete|--mirror)/.test(each)),
          false,
        );
        for (const each of refspecs.slice(1)) assert.match(each, /^[0-9a-f]{40}:refs\/tags\/[^:+]*/);
        assert.equal(
          refspecs.slice(1).every((each) => each.split(':').length === 2),
          true,
        );
      }),
    );
  });

  it('A20 takes no tag whose name or object could be read as something else', () => {
    const odd: readonly TagRef[] = [
      { name: '-x', oid: tagOid },
      { name: 'a:b', oid: tagOid },
      { name: 'a b', oid: tagOid },
      { name: 'gone\ufffd', oid: tagOid },
      { name: 'x'.repeat(201), oid: tagOid },
      { name: 'v1', oid: '' },
      { name: 'v1', oid: 'HEAD' },
    ];
    assert.deepEqual([odd.filter(isSafeTag), isSafeTag(v1)], [[], true]);
  });

  it('a hook hears one line for each ref that would change', () => {
    const push = ready({ tags: [v1] });
    const tag = `refs/tags/v1 ${tagOid} refs/tags/v1 ${none}\n`;
    assert.deepEqual(
      [hookInput(push, undefined, none), hookInput(push, old, none), hookInput(push, sha, none)],
      [`${ref} ${sha} ${ref} ${none}\n${tag}`, `${ref} ${sha} ${ref} ${old}\n${tag}`, tag],
    );
  });
});

describe('what may be chosen', () => {
  it('is for another program neither overwriting nor going around the hook', () => {
    const offers = { overwrite: lease, tags: [v1], hook: true };
    assert.deepEqual(
      [offersTo(offers, true), offersTo(offers, false)],
      [{ overwrite: undefined, tags: [v1], hook: false }, offers],
    );
  });
});

describe('the answer for several refs', () => {
  const line = (flag: string, to: string, summary: string) => `${flag}\t${sha}:${to}\t${summary}\n`;
  const told = (choices: Partial<PushChoices>, code: number, stdout: string, stderr = '') => {
    const explained = explainRefs(pushEnd(code, `To ${url}\n${stdout}Done\n`, stderr), ready(choices));
    return explained.kind === 'refused' ? explained.problem : explained.kind;
  };
  const tag = 'refs/tags/v1';
  const both = { tags: [v1] };

  it('is success only when every one of them is proved', () => {
    assert.deepEqual(
      [
        told(both, 0, line(' ', ref, 'a..b') + line('*', tag, '[new tag]')),
        told(both, 0, line('=', ref, '[up to date]') + line('*', tag, '[new tag]')),
        told(both, 0, line('=', ref, '[up to date]') + line('=', tag, '[up to date]')),
        told(both, 0, line(' ', ref, 'a..b')),
        told(both, 0, line('*', tag, '[new tag]')),
        told(both, 0, line(' ', ref, 'a..b') + line('+', tag, 'c...d (forced update)')),
      ],
      ['pushed', 'pushed', 'upToDate', { kind: 'unknown' }, { kind: 'unknown' }, { kind: 'unknown' }],
    );
  });

  it('H01 names the ref that was refused for itself, not those that fell with it', () => {
    const fell = line('!', ref, '[rejected] (atomic push failed)');
    const fellThere = line('!', ref, '[remote rejected] (atomic transaction failed)');
    assert.deepEqual(
      [
        told(both, 1, fell + line('!', tag, '[rejected] (already exists)')),
        told(
          both,
          1,
          line('!', ref, '[rejected] (fetch first)') + line('!', tag, '[rejected] (atomic push failed)'),
        ),
        told(both, 1, fellThere + line('!', tag, '[remote rejected] (protected tag hook declined)')),
        told(both, 128, '', 'fatal: the receiving end does not support --atomic push'),
      ],
      [
        { kind: 'tagExists', tag: 'v1' },
        { kind: 'nonFastForward' },
        { kind: 'remoteRejected' },
        { kind: 'atomicUnsupported' },
      ],
    );
  });

  it('of an overwrite is that it was done, or that the branch had moved', () => {
    const forced = line('+', ref, 'b...a (forced update)');
    const stale = line('!', ref, '[rejected] (stale info)');
    assert.deepEqual(
      [
        told({ overwrite: lease }, 0, forced),
        told({ overwrite: lease }, 1, forced),
        told({ overwrite: lease }, 1, stale),
        told({}, 0, forced),
      ],
      ['pushed', { kind: 'unknown' }, { kind: 'staleLease' }, { kind: 'unknown' }],
    );
  });
});

describe('a push with choices and a hook', () => {
  async function run(push: ReadyPush, runner: ScriptedPushRunner) {
    const outcome = await pushBranch(push, new Secret('not-a-token-just-a-value'), runner).then(
      (result) => result.kind,
      (error: unknown) => (Failure.is(error) ? error.problem : error),
    );
    return [outcome, ...runner.steps];
  }
  const pushed = `push ${sha} to ${url}`;
  const there = (at: string | undefined, tags: readonly TagRef[] = []) => ({
    end: pushEnd(0),
    sha: at,
    tags,
  });

  it('H03 does not run the hook only when the person chose so', async () => {
    assert.deepEqual(
      [
        await run(ready({ skipHook: true }, '/hook'), new ScriptedPushRunner()),
        await run(ready({ skipHook: false }, '/hook'), new ScriptedPushRunner()),
      ],
      [
        ['pushed', pushed, 'record'],
        ['pushed', 'remoteRef', 'hook new', pushed, 'record'],
      ],
    );
  });

  it('ends before the hook when the branch or a tag is not as it was shown', async () => {
    const elsewhere = { name: 'v1', oid: old };
    assert.deepEqual(
      [
        await run(
          ready({ overwrite: lease }, '/hook'),
          new ScriptedPushRunner({ remote: there('d'.repeat(40)) }),
        ),
        await run(ready({ overwrite: lease }, '/hook'), new ScriptedPushRunner({ remote: there(undefined) })),
        await run(
          ready({ tags: [v1] }, '/hook'),
          new ScriptedPushRunner({ remote: there(old, [elsewhere]) }),
        ),
      ],
      [
        [{ kind: 'staleLease' }, 'remoteRef'],
        [{ kind: 'staleLease' }, 'remoteRef'],
        [{ kind: 'tagExists', tag: 'v1' }, 'remoteRef'],
      ],
    );
  });

  it('has nothing to do only when the remote has the branch and every tag', async () => {
    const push = pushEnd(0, `=\t${sha}:${ref}\t[up to date]\n*\t${tagOid}:refs/tags/v1\t[new tag]\n`);
    assert.deepEqual(
      [
        await run(ready({ tags: [v1] }, '/hook'), new ScriptedPushRunner({ remote: there(sha, [v1]) })),
        await run(ready({ tags: [v1] }, '/hook'), new ScriptedPushRunner({ remote: there(sha), push })),
      ],
      [
        ['upToDate', 'remoteRef', 'record'],
        ['pushed', 'remoteRef', `hook ${sha}`, pushed, 'record'],
      ],
    );
  });
});
