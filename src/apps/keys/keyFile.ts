import type { Secret } from '../../shared/secret.ts';

/** A file as it was when it was read, so that it can be told from another one in its place. */
export interface KeyFile {
  readonly path: string;
  /** What the system calls the file itself, whatever its name. */
  readonly identity: string;
  readonly text: Secret;
}

export type ReadKeyFile =
  | { readonly kind: 'read'; readonly file: KeyFile }
  | { readonly kind: 'notRead'; readonly why: 'gone' | 'notAFile' | 'tooBig' | 'unreadable' };

/** What became of the file. Everything but `deleted` leaves it where it is. */
export type DeletedKeyFile =
  | 'deleted'
  /** It was not there any more. */
  | 'gone'
  /** Another file stands under its name, or another text in it. */
  | 'changed'
  /** The name is a link, or one of several: the key lies elsewhere as well, and nothing there is ours to delete. */
  | 'link'
  | 'refused';

/** Files of keys, injected because they are read and deleted by Node. Neither throws. */
export interface KeyFiles {
  read(path: string): Promise<ReadKeyFile>;
  delete(file: KeyFile): Promise<DeletedKeyFile>;
}
