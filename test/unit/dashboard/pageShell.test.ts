import assert from 'node:assert/strict';
import { pageShell } from '../../../src/dashboard/pageShell.ts';

const shell = (changes: Partial<Parameters<typeof pageShell>[0]> = {}) =>
  pageShell({
    nonce: 'n0nce',
    ownSource: "'self' https://*.own.example",
    script: 'https://own.example/dashboard.js',
    style: 'https://own.example/dashboard.css',
    language: 'en',
    title: 'Token Dashboard',
    ...changes,
  });

describe('the empty page', () => {
  it('D03 D05 runs one script, loads our own style, and nothing from anywhere else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(shell()) ?? [];
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      "style-src 'self' https://*.own.example",
      "img-src 'none'",
      "font-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('D03 holds one script, which has the nonce, no script of its own text, no handler and no style', () => {
    const text = shell();
    assert.deepEqual(
      [...text.matchAll(/<script[^>]*>([^<]*)</g)].map(([tag]) => tag),
      ['<script nonce="n0nce" src="https://own.example/dashboard.js"><'],
    );
    assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|<img|<iframe|<form|<base/);
    // The policy must come before whatever it is to hold back.
    assert.ok(text.indexOf('Content-Security-Policy') < text.indexOf('<link'));
  });

  it('D03 takes what it is given as text', () => {
    const text = shell({ title: '</title><script>alert(1)</script>', language: '"><img src=x>' });
    assert.equal([...text.matchAll(/<script/g)].length, 1);
    assert.doesNotMatch(text, /<img/);
  });
});
