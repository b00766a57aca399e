import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { hardFiles } from './corpusHard.ts';
import { coreAndDecoys, type PlantSet } from './corpusTokens.ts';
import { pick, type Random, sample } from './random.ts';

/** What was put where. Whether it was found is judged by file and line; of the value nothing is kept. */
export interface Plant {
  readonly set: PlantSet;
  readonly type: string;
  /** Relative to the corpus, with forward slashes. */
  readonly file: string;
  /** From zero. */
  readonly line: number;
}

/** Lines a token is met in, by the file's extension; `§` is the token. */
const lines: Readonly<Record<string, readonly string[]>> = {
  '.ts': ['const token = "§";', '  Authorization: `token §`,', '// TODO remove: §'],
  '.tsx': ["const gh = '§';"],
  '.js': ["var GH_TOKEN='§';", '  headers: { authorization: "Bearer §" },'],
  '.mjs': ["export const t = '§';"],
  '.cjs': ["process.env.GH = '§';"],
  '.py': ['GITHUB_TOKEN = "§"', "    token='§',"],
  '.go': ['\ttoken := "§"'],
  '.c': ['static const char *tok = "§";'],
  '.h': ['#define TOK "§"'],
  '.sh': ['export GH_TOKEN=§', 'git clone https://x-access-token:§@github.com/acme/app.git'],
  '.md': ['Use `§` to log in.', 'git remote set-url origin https://§@github.com/acme/app'],
  '.yml': ['    token: §', '      GITHUB_TOKEN: "§"'],
  '.yaml': ['  password: §'],
  '.json': ['  "token": "§",'],
  '.txt': ['§'],
  '.html': ['<!-- § -->'],
};

/** The peers' own lists leave these out, so nothing is planted there. */
const spared = ['node_modules', '/vendor/', '.min.', 'lock.'];

/** Plants in a folder of ordinary files, which it changes, and tells what is where. The same each time for one seed. */
export function plantIn(folder: string, random: Random): readonly Plant[] {
  const samples = coreAndDecoys(random);
  const chosen = sample(random, ordinaryFiles(folder), samples.length);
  const plants = samples.map(({ set, type, token }, i): Plant => {
    const file = chosen[i] ?? '';
    return { set, type, file, line: insertLine(join(folder, file), token, random) };
  });
  const hard = hardFiles(random).map(({ path, type, content, line }): Plant => {
    const file = `zz-hard/${path}`;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
    return { set: 'hard', type, file, line };
  });
  writeFileSync(join(folder, 'zz-hard', 'dotenv', '.gitignore'), '.env\n');
  return [...plants, ...hard];
}

/** Puts one line among those of a file, ended as they are, and gives its number as editors count: CR, LF or both. */
function insertLine(file: string, token: string, random: Random): number {
  // One character for each byte, so that whatever else the file holds stays as it is.
  const text = readFileSync(file, 'latin1');
  const template = pick(random, lines[extname(file).toLowerCase()] ?? ['§']);
  const written = text.split('\n');
  const at = random.below(written.length);
  const ending = text.slice(0, 4000).includes('\r\n') ? '\r' : '';
  written.splice(at, 0, template.replace('§', token) + ending);
  // The file has a second name, under which it stays as it was.
  rmSync(file);
  writeFileSync(file, written.join('\n'), 'latin1');
  return written.slice(0, at).reduce((count, line) => count + line.split(/\r(?!$)/).length, 0);
}

function ordinaryFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name).toLowerCase() in lines)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !spared.some((part) => file.includes(part)))
    .filter((file) => {
      const { size } = statSync(join(folder, file));
      return size > 200 && size < 400_000;
    })
    .sort();
}
