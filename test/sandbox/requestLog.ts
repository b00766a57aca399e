/** One request the sandbox saw. It names the token by id; the value is never kept here. */
export interface LoggedRequest {
  readonly time: Date;
  readonly host: string;
  readonly method: string;
  /** Path and query; a token value in it is replaced by its id. */
  readonly path: string;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly credential: 'none' | 'live' | 'bad';
  /** The token used, also when it is dead; undefined when none was sent or the value is unknown. */
  readonly tokenId: string | undefined;
  readonly userAgent: string;
}
