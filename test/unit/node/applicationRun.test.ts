import assert from 'node:assert/strict';
import { applicationRun } from '../../../src/node/applicationRun.ts';

describe('applicationRun', () => {
  it('F03 is the application on a local desktop, so a window reload proves nothing', () => {
    assert.deepEqual(
      [
        applicationRun(true, 'window-1', { VSCODE_PID: '7' }, 3),
        applicationRun(true, 'window-2', { VSCODE_PID: '7' }, 4),
        applicationRun(true, 'window-1', {}, 3),
      ],
      ['application-7', 'application-7', 'application-3'],
    );
  });

  it('is the window elsewhere: there the page holds the secrets', () => {
    assert.equal(applicationRun(false, 'window-1', { VSCODE_PID: '7' }, 3), 'window-1');
  });
});
