// What `vscode` means to the pure folders (tsconfig.pure.json): a file that is no module, so that
// importing it there is a compile error, a type-only one too.
