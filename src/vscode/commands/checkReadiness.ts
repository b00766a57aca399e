import * as vscode from 'vscode';
import type { Check } from '../../preflight/preflight.ts';
import { type Readiness, sealReadiness } from '../../preflight/readiness.ts';
import { pickOnce } from '../chooseCredential.ts';
import { type Chosen, type LookedAt, lookAtBoth } from '../lookAtReadiness.ts';
import { partHeading, readinessQuestion, readinessText } from '../messages/readiness.ts';
import { confirm } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { pickRepository } from '../pickRepository.ts';
import { getMissing } from '../preflightQuestion.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import { detailsLook } from '../readOnlyDocuments.ts';
import { selectAnywhere } from '../selectAnywhere.ts';
import type { Services } from '../services.ts';
import { findTarget, planOf } from './previewPush.ts';

/**
 * Whether a push and a draft pull request would work here, without a side effect: this repository is read, GitHub is asked
 * by GET, and nothing is remembered. The one command that answers its caller, with data that holds nothing of a token;
 * another program gets it only after the person said so (A18, E02). Undefined when the person leaves, and for a call
 * without arguments: the palette hears no answer, and a program that leaves them out was not asked about.
 */
export async function checkReadiness(
  services: Services,
  calledWithArguments: boolean,
): Promise<Readiness | undefined> {
  const { t } = vscode.l10n;
  const title = t('Check Push and Pull Request Readiness');
  const folder = await pickRepository(services, title);
  if (folder === undefined) return undefined;
  const git = await openGit(services);
  const target = await findTarget(services, title, await git.read(folder));
  if (target === undefined) return undefined;
  const slug = `${target.owner}/${target.repo}`;
  if (calledWithArguments) {
    // First of all: to look for a token, gh and git's helpers are run, and GitHub is asked.
    const { message, detail } = readinessQuestion(slug);
    if (!(await confirm(message, detail, t('Tell It')))) return undefined;
  }

  const choose = async (job: 'push' | 'open-draft-pr'): Promise<Chosen | undefined> => {
    const { state, selection } = await selectAnywhere(services, target, job);
    if (selection.kind === 'none') return 'none';
    if (selection.kind !== 'ask') return selection.entry;
    return calledWithArguments ? 'unclear' : pickOnce(services, state, target, job, selection.ranked);
  };
  const pusher = await choose('push');
  if (pusher === undefined) return undefined;
  const opener = await choose('open-draft-pr');
  if (opener === undefined) return undefined;
  // What the person calls a token is not a program's business, and it stands in the reasons.
  const unnamed = (one: Chosen): Chosen =>
    calledWithArguments && typeof one !== 'string' ? { ...one, name: t('the token') } : one;
  const looked = await services.work.run(t('Looking ahead for {0}', target.branch), async (signal) => {
    const push = await planOf(services, git, folder, target.remote, signal);
    const place = { folder, git, target, push };
    return lookAtBoth(services, place, { pusher: unnamed(pusher), opener: unnamed(opener) }, signal);
  });
  const readiness = sealReadiness({
    host: target.host.name,
    repository: slug,
    push: looked.push.part,
    pullRequest: looked.pullRequest.part,
  });
  if (!calledWithArguments) {
    await show(services, title, readiness, [
      { ...looked.push, entry: pusher },
      { ...looked.pullRequest, entry: opener },
    ]);
  }
  return calledWithArguments ? readiness : undefined;
}

type Act = () => Promise<unknown>;

interface Judged extends Pick<LookedAt, 'checks'> {
  readonly entry: Chosen;
}

const icons = { yes: 'pass', no: 'error', unknown: 'question' } as const;

async function show(
  services: Services,
  title: string,
  readiness: Readiness,
  [pushed, opened]: readonly [Judged, Judged],
): Promise<void> {
  const { t } = vscode.l10n;
  const asText: Act = () =>
    services.documents.show(t('Readiness'), readinessText(title, readiness), detailsLook);
  const linesOf = (
    what: string,
    part: Readiness['push'],
    judged: Judged,
  ): (Choice<Act> | vscode.QuickPickItem)[] => [
    separator(partHeading(what, part)),
    ...part.reasons.map(({ id, verdict, text, remedy }) => ({
      label: `$(${icons[verdict]}) ${text}`,
      detail: remedy,
      value: actOn(services, id, judged) ?? asText,
    })),
  ];
  const act = await pick<Act>({
    title,
    placeholder: t('{0} on {1}. Nothing was written there or here.', readiness.repository, readiness.host),
    choices: [
      ...linesOf(t('Push'), readiness.push, pushed),
      ...linesOf(t('Draft pull request'), readiness.pullRequest, opened),
      separator(''),
      { label: `$(output) ${t('Show as Text')}`, value: asText },
    ],
  });
  await act?.();
}

/** What is missing is got where it is got; everything else is read. */
function actOn(services: Services, id: string, { entry, checks }: Judged): Act | undefined {
  const run = (command: string) => async () => vscode.commands.executeCommand(command);
  if (id === 'no-credential') return run('tokenWarden.addToken');
  if (id === 'not-chosen' || id === 'dead') return run('tokenWarden.useAnotherHere');
  const lacking = checks.filter((check: Check) => check.id === id && check.remedy.kind === 'grant');
  if (typeof entry === 'string' || lacking.length === 0) return undefined;
  return () => getMissing(services, entry, lacking);
}
