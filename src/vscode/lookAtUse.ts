import * as vscode from 'vscode';
import type { ExplainedPush } from '../push/explainPush.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { RepositoryFacts } from '../push/repositoryFacts.ts';
import { explainUse, type UseFacts } from '../shadows/explainUse.ts';
import { isDead, type UseJob } from '../shadows/judgeWorks.ts';
import { placeOfUse } from '../shadows/placeOfUse.ts';
import type { Surroundings } from '../shadows/surroundings.ts';
import type { UseReport } from '../shadows/useReport.ts';
import { Failure } from '../shared/failure.ts';
import { readSources } from '../sources/readSources.ts';
import type { SourceTrouble } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { knownApps } from './knownApps.ts';
import type { UseWords } from './messages/uses.ts';
import { openGit } from './openGit.ts';
import { pickRepository } from './pickRepository.ts';
import { recordRefusal } from './recordOutcome.ts';
import { chooseRemote, knownHosts } from './resolveTarget.ts';
import { sayFailure } from './say.ts';
import { askEveryone } from './selectAnywhere.ts';
import type { Services } from './services.ts';
import { readEditorGit, readSetting } from './settings.ts';
import type { State } from './stateKeeper.ts';
import { stepActs } from './stepActs.ts';

/** One look at the credentials of one repository: what is known by now, and how to know more. */
export interface UseLook {
  readonly title: string;
  /** Undefined where our commands do not go to the remote. */
  readonly address: RepositoryAddress | undefined;
  readonly report: () => UseReport;
  readonly words: () => UseWords;
  /** Asks every source, once; an aborted look is asked anew. Never throws. */
  readonly arrive: (signal: AbortSignal) => Promise<void>;
  /** Asks GitHub whether this one may push: one GET. What fails is told. Never throws. */
  readonly check: (entry: Entry) => Promise<void>;
  readonly isDead: (entry: Entry) => boolean;
}

type UsePlace = UseFacts['place'];

/** Undefined when the person leaves. Throws `Failure` where no repository is open, or it cannot be read. */
export async function lookAtUse(services: Services, title: string): Promise<UseLook | undefined> {
  const folder = await pickRepository(services, title);
  if (folder === undefined) return undefined;
  const git = await openGit(services);
  const [facts, surroundings] = await services.work.run(
    vscode.l10n.t('Reading git’s configuration'),
    (signal) => Promise.all([git.read(folder, signal), git.surroundings(folder, signal)]),
  );
  const place = await choosePlace(services, title, facts);
  if (place === undefined) return undefined;
  return looking(services, { title, git, place, surroundings, state: await services.state.refresh() });
}

async function choosePlace(
  services: Services,
  title: string,
  facts: RepositoryFacts,
): Promise<UsePlace | undefined> {
  const known = knownHosts(services);
  const place = placeOfUse(facts, known);
  if (place.kind === 'place') return place;
  const remote = await chooseRemote(title, place.remotes);
  const chosen = remote === undefined ? undefined : placeOfUse(facts, known, remote);
  return chosen?.kind === 'place' ? chosen : undefined;
}

interface Start {
  readonly title: string;
  readonly git: OpenGit;
  readonly place: UsePlace;
  readonly surroundings: Surroundings;
  readonly state: State;
}

const jobs: readonly UseJob[] = ['push', 'open-draft-pr'];

function looking(services: Services, { title, git, place, surroundings, state: first }: Start): UseLook {
  const { address } = place;
  let state = first;
  let offered: ReadonlySet<string> = new Set();
  let troubles: readonly SourceTrouble[] = [];
  let arrived = address === undefined;
  const probes = new Map<string, ExplainedPush>();
  const entries = () => [
    ...state.view.entries,
    ...services.credentials.seen().filter(({ id }) => offered.has(id)),
  ];
  return {
    title,
    address,
    isDead: ({ id }) => isDead(probes.get(id)),
    words: () => ({ now: services.clock.now(), breadthOf: state.breadthOf }),
    report() {
      const select = (job: UseJob) => services.state.select(entries(), place, job);
      return explainUse({
        place,
        surroundings,
        editor: readEditorGit(address?.host.kind === 'github.com'),
        logins: readSources(readSetting('tokenWarden.sources')).logins,
        selections: address && { push: select('push'), 'open-draft-pr': select('open-draft-pr') },
        troubles,
        apps: knownApps(services.memory, state.view.entries),
        probes,
        now: services.clock.now(),
      });
    },
    async arrive(signal) {
      if (arrived || address === undefined) return;
      const all = await Promise.all(jobs.map((job) => askEveryone(services, address, job, signal)));
      offered = new Set(all.flatMap((offers) => offers.entries.map(({ id }) => id)));
      const [asked] = all;
      troubles = asked?.troubles ?? [];
      arrived = !signal.aborted;
    },
    async check(entry) {
      if (address === undefined) return;
      try {
        const title = vscode.l10n.t('Checking {0}', entry.name);
        const answer = await services.work.run(title, async (signal) =>
          git.askReceive(address, await services.credentials.secretOf(entry, 'push', signal), signal),
        );
        probes.set(entry.id, answer);
        if (answer.kind === 'refused') {
          await recordRefusal(services, entry, 'push', address, new Failure(answer.problem));
        }
        state = await services.state.refresh();
      } catch (error) {
        void sayFailure(error, 'push', services.log, stepActs(services));
      } finally {
        await services.credentials.over(entry);
      }
    },
  };
}
