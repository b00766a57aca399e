/** The person's choice for the next action in one repository. It says nothing about any other. */
export interface Override {
  /** `placeOf` that repository. */
  readonly place: string;
  readonly entryId: string;
}

/** `host/owner/repository` in lower case, as GitHub compares them: what a choice for one repository is kept under. */
export function placeOf(host: string, owner: string, repository: string): string {
  return `${host}/${owner}/${repository}`.toLowerCase();
}

/** The entry chosen for the next action at this place. A choice for another repository does not count here. */
export function overrideAt(override: Override | undefined, place: string | undefined): string | undefined {
  return override !== undefined && override.place === place ? override.entryId : undefined;
}
