import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const year = new Date().getFullYear() + 1;
/** What a person types, question after question. */
const words = ['deploy', 'Actions secret DEPLOY in acme/app', `${year}-03-04`, 'acme'] as const;

/** Types these into the questions in turn, and leaves the next. */
const typing = (texts: readonly (string | undefined)[]) => {
  const left = [...texts];
  return ({ kind }: Asked) => (kind === 'input' ? left.shift() : undefined);
};

describe('watching a token that lives elsewhere', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;

  const folder = () => join(ours.storage, 'watched');
  const files = () =>
    existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.json')) : [];
  const kept = () => files().map((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')));
  const watch = (texts: readonly (string | undefined)[]) =>
    withPerson(typing(texts), () => ours.run('tokenWarden.watchToken'));
  /** Takes the lines of lists that begin with these words, and types these texts. */
  const listing = (lines: readonly string[], texts: readonly string[] = [], button?: string) => {
    const [left, typed] = [[...lines], [...texts]];
    return withPerson(
      ({ kind, choices }) => {
        if (kind === 'input') return typed.shift();
        if (kind === 'message') return choices.find((choice) => choice === button);
        const wanted = left.shift();
        return choices.find((choice) => wanted !== undefined && choice.includes(wanted));
      },
      () => ours.run('tokenWarden.listTokens'),
    );
  };

  beforeEach(async () => {
    ours = await windowOfOurs();
  });

  afterEach(() => ours.close());

  it('X-04 asks four questions, and leaving any of them watches nothing', async () => {
    for (let asked = 0; asked < words.length; asked++) {
      const shown = await watch(words.slice(0, asked));
      assert.equal(shown.length, asked + 1);
      assert.deepEqual([files(), ours.kept().memory], [[], '[]']);
    }
    const shown = await watch(words);
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['input', 'input', 'input', 'input', 'message'],
    );
    const [token] = kept();
    const { name, place, owner, expiry } = token;
    assert.deepEqual(
      { name, place, owner },
      { name: 'deploy', place: { kind: 'actions-secret', text: words[1] }, owner: 'acme' },
    );
    const end = new Date(expiry.at + 1);
    assert.deepEqual([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()], [year, 2, 5, 0]);
  });

  it('refuses a token in any of its questions and keeps nothing of it', async () => {
    const token = makeToken('fine-grained-pat');
    for (let field = 0; field < words.length; field++) {
      const shown = await watch(words.map((word, at) => (at === field ? token : word)));
      assert.equal(shown.length, field + 1);
    }
    await watch(words);
    const changes = ['Change the Name', 'Change Where It Lives', 'Change the Owner', 'Change the Note'];
    for (const change of changes) await listing(['deploy', change], [token]);
    const all = readdirSync(ours.storage, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => readFileSync(join(item.parentPath, item.name), 'latin1'));
    assert.equal(files().length, 1);
    assert.ok(![...all, ours.kept().memory, ours.kept().secrets].join('\n').includes(token));
  });

  it('lists it, changes it, takes a new date when it was replaced, and stops with a way back', async () => {
    await watch(words);
    const [first] = kept();
    await listing(['deploy', 'Change the Note'], ['ask mona']);
    await listing(['deploy', 'Change Where It Lives'], ['build server, https://github.com/acme']);
    await listing(['deploy', 'Mark as Replaced'], [`${year}-06-01`]);
    const [changed] = kept();
    assert.deepEqual(
      [changed.note, changed.place.kind, changed.place.link, changed.since > first.since],
      ['ask mona', 'server', 'https://github.com/acme', true],
    );
    assert.ok(changed.expiry.at > first.expiry.at);
    await listing(['deploy', 'Stop Watching'], [], 'Undo');
    assert.deepEqual(kept(), [changed]);
    await listing(['deploy', 'Stop Watching']);
    assert.deepEqual(files(), []);
  });

  it('takes an empty date for one that nobody knows, and refuses a name that is taken', async () => {
    await watch(['deploy', 'a drawer', '', '']);
    assert.deepEqual(kept()[0].expiry, { kind: 'unknown' });
    assert.equal('owner' in kept()[0], false);
    assert.equal((await watch(['Deploy', ...words.slice(1)])).length, 1);
    assert.equal(files().length, 1);
  });
});
