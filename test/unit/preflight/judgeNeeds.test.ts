import assert from 'node:assert/strict';
import { judgeNeeds, judgePreflight } from '../../../src/preflight/judgePreflight.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { checkOf, plainCommits, someFacts } from './facts.ts';

const paths = ['.github/workflows/a.yml', '.github/workflows/b.yml'] as const;
const workflows = paths.map((path) => ({ path, elsewhere: 'no' }) as const);
const commits = { ...plainCommits, workflows };
const wishes = { labels: true, assignees: false, reviewers: true, milestone: false };

function workflowsCheck(entry: Entry, changes = commits) {
  const { verdict, evidence, data } = checkOf(
    judgePreflight(someFacts({ entry, commits: changes })),
    'workflows',
  );
  return [verdict, evidence, data.need.paths];
}

describe('a need that was probed', () => {
  const probed = (level: 'read' | 'write', verdict: 'likely' | 'refused', at = now) =>
    ({ permission: 'contents', level, repository: 'Acme/App', verdict, at }) as const;
  const contents = (changes: Partial<Entry>) => {
    const entry = anEntry({ declared: undefined, ...changes });
    const { verdict, evidence } = checkOf(judgePreflight(someFacts({ entry })), 'contents');
    return `${verdict} ${evidence}`;
  };

  it('is met by what was likely, and not by less; and what was refused below it rules it out', () => {
    assert.deepEqual(
      [
        contents({ probed: [probed('write', 'likely')] }),
        contents({ probed: [probed('read', 'likely')] }),
        contents({ probed: [probed('read', 'refused')] }),
        contents({ probed: [{ ...probed('write', 'refused'), repository: 'acme/other' }] }),
        contents({ probed: [probed('write', 'refused', now - 20 * dayMs)] }),
      ],
      ['yes probed', 'unknown none', 'no probed', 'unknown none', 'unknown none'],
    );
  });

  it('gives way to a push that was seen later, and comes before an earlier one', () => {
    const pushed = (at: number) =>
      ({ operation: 'push', repository: 'acme/app', evidence: 'refused', at }) as const;
    const likely = [probed('write', 'likely')];
    assert.equal(contents({ probed: likely, observed: [pushed(now + 1)] }), 'no refused');
    assert.equal(contents({ probed: likely, observed: [pushed(now - 1)] }), 'yes probed');
    assert.equal(contents({ probed: likely, observed: [pushed(now)] }), 'no refused');
  });
});

describe('the need for workflows', () => {
  it('S0-07 is there once a push touches such a file, and is said when the token is known not to have it', () => {
    const classic = aClassic(['repo', 'admin:org']);
    const declared = anEntry({ declared: { contents: 'write', workflows: 'read' } });
    assert.deepEqual(
      [workflowsCheck(classic), workflowsCheck(declared)],
      [
        ['no', 'listed', paths],
        ['no', 'declared', paths],
      ],
    );
  });

  it('S0-07 is none while no such file is touched, whatever the token has', () => {
    for (const entry of [aClassic(['repo']), anEntry()]) {
      const { needs, checks } = judgePreflight(someFacts({ entry }));
      assert.deepEqual(
        [needs.map(({ id }) => id), checks.filter(({ id }) => id === 'workflows')],
        [['contents'], []],
      );
    }
  });

  it('is met by the scope or by the permission to write', () => {
    const entries = [aClassic(['repo', 'workflow']), anEntry({ declared: { workflows: 'write' } })];
    assert.deepEqual(
      entries.map((entry) => workflowsCheck(entry)[0]),
      ['yes', 'yes'],
    );
  });

  it('is unknown where nothing is known about the token, or not every branch could be looked through', () => {
    const entries = [
      anEntry({ declared: undefined }),
      anEntry({ declared: undefined, scopes: { kind: 'notSeen' } }),
    ];
    assert.deepEqual(
      entries.map((entry) => workflowsCheck(entry)[0]),
      ['unknown', 'unknown'],
    );
    const unsure = { ...commits, workflows: [{ path: paths[0], elsewhere: 'unknown' } as const] };
    assert.deepEqual(workflowsCheck(aClassic(['repo']), unsure as never)[0], 'unknown');
  });

  it('is not there for a file that another branch has in the same words, which is said', () => {
    const identical = { ...commits, workflows: [{ path: paths[0], elsewhere: 'yes' } as const] };
    const preflight = judgePreflight(someFacts({ entry: aClassic(['repo']), commits: identical }));
    const check = checkOf(preflight, 'workflows');
    assert.deepEqual(
      [check.verdict, check.evidence, check.data.identical, preflight.needs.map(({ id }) => id)],
      ['yes', 'tracking-ref', [paths[0]], ['contents']],
    );
    const both = { ...commits, workflows: [{ path: paths[0], elsewhere: 'yes' } as const, workflows[1]] };
    assert.deepEqual(workflowsCheck(aClassic(['repo']), both as never), ['no', 'listed', [paths[1]]]);
  });
});

describe('what the credential is known to have', () => {
  const contents = (entry: Entry) => {
    const { verdict, evidence, data } = checkOf(judgePreflight(someFacts({ entry })), 'contents');
    return [verdict, evidence, data.why];
  };
  const seen = (evidence: 'worked' | 'refused', at = now, repository = 'Acme/App') =>
    ({ operation: 'push', repository, evidence, at }) as const;

  it('S4-01 is judged for the push by what was seen here, then by what is listed, then by what was declared', () => {
    const cases: readonly (readonly [Entry, readonly unknown[]])[] = [
      [anEntry({ declared: {}, observed: [seen('worked')] }), ['yes', 'worked', 'seen']],
      [anEntry({ observed: [seen('refused')] }), ['no', 'refused', 'seen']],
      [aClassic(['repo']), ['yes', 'listed', 'scopes']],
      [aClassic(['gist']), ['no', 'listed', 'scopes']],
      // Enough for a public repository, and whether it is one is not known here.
      [aClassic(['public_repo']), ['unknown', 'listed', 'scopes']],
      [anEntry(), ['yes', 'declared', 'permissions']],
      [anEntry({ declared: { contents: 'read' } }), ['no', 'declared', 'permissions']],
      [anEntry({ declared: undefined }), ['unknown', 'none', 'nothing']],
    ];
    assert.deepEqual(
      cases.map(([entry]) => contents(entry)),
      cases.map(([, wanted]) => wanted),
    );
  });

  it('is not told by another repository, nor by a secret that was replaced since', () => {
    const elsewhere = anEntry({ declared: undefined, observed: [seen('refused', now, 'acme/other')] });
    const before = anEntry({ declared: undefined, observed: [seen('refused', now - 1)], secretSince: now });
    assert.deepEqual([contents(elsewhere)[0], contents(before)[0]], ['unknown', 'unknown']);
  });

  it('is nothing for another owner than the one a fine-grained token acts for, unless it was seen to work here', () => {
    const owner = { value: 'someone-else', evidence: 'declared' } as const;
    assert.deepEqual(contents(anEntry({ owner })), ['no', 'declared', 'owner']);
    assert.equal(contents(anEntry({ owner, observed: [seen('worked')] }))[0], 'yes');
    assert.equal(contents(anEntry({ owner: { ...owner, value: 'ACME' } }))[0], 'yes');
    assert.equal(contents({ ...aClassic(['repo']), owner })[0], 'yes');
  });

  it('S0-06 is named for each thing that is needed: labels and reviewers need nothing beyond the pull request', () => {
    const { needs } = judgePreflight(someFacts({ commits, wishes }));
    assert.deepEqual(
      needs.map(({ permissions, reasons }) => [permissions, reasons]),
      [
        [{ contents: 'write' }, ['push']],
        [{ workflows: 'write' }, ['workflow-files']],
        [{ pull_requests: 'write' }, ['pull-request', 'labels', 'reviewers']],
      ],
    );
  });

  it('S0-06 names what would have to be added, and for whom, where something is missing', () => {
    const entry = anEntry({ declared: { contents: 'write' } });
    const { checks, verdict } = judgePreflight(someFacts({ entry, wishes }));
    const missing = checks.find(({ id }) => id === 'pull-requests');
    assert.deepEqual(
      [verdict, missing?.verdict, missing?.remedy],
      [
        'no',
        'no',
        { kind: 'grant', permissions: { pull_requests: 'write' }, scopes: ['repo'], owner: 'acme' },
      ],
    );
  });

  it('marks each entry that could serve instead by the same measure', () => {
    const facts = someFacts({ entry: aClassic(['repo']), commits });
    const verdicts = (entry: Entry) => judgeNeeds(facts, entry).map(({ verdict }) => verdict);
    assert.deepEqual(verdicts(aClassic(['repo', 'workflow'])), ['yes', 'yes']);
    assert.deepEqual(verdicts(anEntry()), ['yes', 'no']);
  });
});

describe("GitHub's answer to the probe", () => {
  const refused = (kind: 'writeNotGranted' | 'nonFastForward' | 'offline' | 'repositoryArchived') =>
    ({ kind: 'refused', problem: { kind } }) as const;
  const judge = (probe: Parameters<typeof someFacts>[0] & object) =>
    judgePreflight(someFacts({ entry: anEntry({ declared: {} }), ...probe }));

  it('counts more than what was remembered, in both directions', () => {
    const let_in = checkOf(judge({ probe: { kind: 'pushed' } }), 'contents');
    assert.deepEqual([let_in.verdict, let_in.evidence], ['yes', 'probed']);
    const denied = checkOf(judge({ entry: anEntry(), probe: refused('writeNotGranted') }), 'contents');
    assert.deepEqual(
      [denied.verdict, denied.evidence, denied.data.problem, denied.remedy.kind],
      ['no', 'refused', 'writeNotGranted', 'grant'],
    );
    const archived = checkOf(judge({ entry: anEntry(), probe: refused('repositoryArchived') }), 'contents');
    assert.deepEqual([archived.verdict, archived.remedy.kind], ['no', 'none']);
  });

  it('says nothing about the token when there was no answer', () => {
    const check = checkOf(judge({ probe: refused('offline') }), 'contents');
    assert.deepEqual([check.verdict, check.evidence], ['no', 'declared']);
    assert.equal(checkOf(judge({ probe: refused('offline') }), 'drift').evidence, 'tracking-ref');
  });

  it('X-10 tells that the branch moved on: to fetch when it is not here, to merge when it is', () => {
    const away = judge({ probe: refused('nonFastForward') });
    const { drift } = plainCommits;
    const here = judge({
      probe: refused('nonFastForward'),
      commits: { ...plainCommits, drift: drift && { ...drift, behind: 2 } },
    });
    const seen = [away, here].map((preflight) => {
      const { verdict, evidence, remedy, certain } = checkOf(preflight, 'drift');
      return [verdict, evidence, remedy.kind, certain];
    });
    assert.deepEqual(seen, [
      ['no', 'probed', 'fetch', true],
      ['no', 'probed', 'integrate', true],
    ]);
    // Who may push is known all the same.
    assert.equal(checkOf(away, 'contents').verdict, 'yes');
  });
});
