import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandIds } from '../../src/manifest.ts';
import { stepsShownBy } from '../../src/tokens/firstSteps.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { manifestOf, root, sourcesBelow } from './sources.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly when?: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Contributes {
  readonly walkthroughs: readonly {
    readonly id: string;
    readonly when: string;
    readonly steps: readonly Step[];
  }[];
  readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
}

describe('the walkthrough', () => {
  const { walkthroughs, viewsWelcome } = (manifestOf() as { contributes: unknown })
    .contributes as Contributes;
  const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const said = (key: string) => texts[key.slice(1, -1)] ?? '';
  const [walkthrough] = walkthroughs;
  const steps = walkthrough?.steps ?? [];
  const commandsIn = (text: string) => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
  const ours = commandIds.map((id) => `command:${id}`);

  it('is one, and its condition is a key of ours that does not hold when the extension was just installed', () => {
    assert.equal(walkthroughs.length, 1);
    assert.equal(walkthrough?.when, 'tokenWarden.guide');
    const setting = sourcesBelow('src').filter(({ text }) => text.includes(`'${walkthrough?.when}'`));
    assert.deepEqual(
      setting.map(({ path }) => path),
      ['src/vscode/firstRun.ts'],
    );
  });

  it('links to commands of ours that exist, and to nothing else', () => {
    const links = steps.flatMap(({ description }) => commandsIn(said(description)));
    assert.ok(links.length >= 6);
    assert.deepEqual(
      links.filter((link) => !ours.includes(link)),
      [],
    );
  });

  it('is, with every text of the manifest, without a link to anything but commands of ours and two of the editor, and without an argument', () => {
    const editors = ['workbench.action.reloadWindow', 'workbench.trust.manage'].map((id) => `command:${id}`);
    const links = Object.values(texts).flatMap(commandsIn);
    assert.ok(links.length > 10);
    assert.deepEqual(
      links.filter((link) => ![...ours, ...editors].includes(link)),
      [],
    );
  });

  it('ticks each step by what happened: a command that was called proves nothing', () => {
    const whole = anEntry({
      health: { kind: 'alive', at: now },
      observed: [{ operation: 'push', evidence: 'worked', repository: 'acme/app', at: now }],
    });
    const known = stepsShownBy([whole]).map((step) => `onContext:tokenWarden.firstRun.${step}`);
    const [first, ...others] = steps;
    // To read it is all there is to do.
    assert.deepEqual(first?.completionEvents, ['onStepSelected']);
    assert.deepEqual(
      others.filter(
        ({ completionEvents: [event = '', ...more] }) => more.length > 0 || !known.includes(event),
      ),
      [],
    );
    const asked = new Set(others.flatMap(({ completionEvents }) => completionEvents));
    assert.deepEqual([...asked].toSorted(), known.toSorted());
  });

  it('has a picture for each step, in the colours of the theme, light, and told in words', () => {
    for (const { media } of steps) {
      const text = readFileSync(join(root, media.svg), 'utf8');
      assert.ok(said(media.altText).length > 20, media.svg);
      assert.ok(statSync(join(root, media.svg)).size <= 2048, media.svg);
      // No colour of its own, nothing from elsewhere, and no word that nobody translates: a number is none.
      assert.doesNotMatch(text, /#[0-9a-f]{3}|rgb|href|<style|<script|<image/i, media.svg);
      const words = [...text.matchAll(/>([^<>]+)</g)].map(([, word = '']) => word.trim()).filter(Boolean);
      assert.deepEqual(
        words.filter((word) => !/^\d+$/.test(word)),
        [],
        media.svg,
      );
    }
  });

  it('S3-03 begins with why: what gh’s login and a classic token reach, and what a fine-grained one does not', () => {
    const text = said(steps[0]?.description ?? '');
    assert.deepEqual(commandsIn(text), []);
    assert.match(text, /\bgh\b.*classic.*every repository(?:.|\n)*fine-grained.*owner.*repositories/);
  });

  it('S4-32 goes from ready over a commit to the push, where git may run', () => {
    const last = steps.filter(({ completionEvents: [event] }) => event?.endsWith('pushed'));
    assert.deepEqual(
      last.map(({ when }) => when),
      ['isWorkspaceTrusted && !virtualWorkspace', '!isWorkspaceTrusted || virtualWorkspace'],
    );
    const [here, elsewhere] = last.map(({ description }) => said(description));
    assert.match(here ?? '', /commit/);
    assert.deepEqual(commandsIn(here ?? '').slice(0, 2), [
      'command:tokenWarden.checkReadiness',
      'command:tokenWarden.pushBranch',
    ]);
    assert.deepEqual(commandsIn(elsewhere ?? ''), []);
  });

  it('S0-21 is offered beside pasting where no token is stored, in Restricted Mode too', () => {
    const empty = viewsWelcome.filter(({ when }) => when.includes('tokenWarden.empty == noToken'));
    assert.equal(empty.length, 2);
    for (const { contents } of empty)
      assert.deepEqual(commandsIn(said(contents)).slice(0, 3), [
        'command:tokenWarden.addToken',
        'command:tokenWarden.getStarted',
        'command:tokenWarden.findTokens',
      ]);
  });
});
