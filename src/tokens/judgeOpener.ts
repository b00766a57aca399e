import type { Selection, SelectionReason } from './selectEntry.ts';

/** Reasons that tie an entry to the very place, by the person's word or by whom it acts for. */
const belongs: readonly SelectionReason[] = [
  'override',
  'repository-binding',
  'owner-binding',
  'owner',
  'login',
  'app',
];

/**
 * Who opens a pull request into the repository of another owner, of whose fork the branch is. `there`: the one that
 * belongs there. `ask`: one belongs there and cannot simply be used, or several do. `pusher`: none does, and the fork's
 * own may do it: a classic token reaches both.
 */
export function judgeOpener(selection: Selection): 'there' | 'ask' | 'pusher' {
  switch (selection.kind) {
    case 'chosen':
      return belongs.includes(selection.reason) ? 'there' : 'pusher';
    case 'blocked':
      return belongs.includes(selection.reason) ? 'ask' : 'pusher';
    case 'ask':
      return selection.why === 'tie' || selection.why === 'broader' ? 'ask' : 'pusher';
    case 'none':
      return 'pusher';
  }
}
