/** The entry a token was handed out for, with the moment its secret was stored: after a rotation that is another. */
export interface Issued {
  readonly id: string;
  readonly secretSince: number;
}
