// Every npm command enters here. No dependency and nothing newer than Node 18, because this file must run
// before anything is installed, under whatever Node the machine happens to have.
//
//   node test/scripts/bootstrap.mjs <script> [arguments]
//
// 1. installs the packages of the lockfile when that is due, without running their install scripts;
// 2. brings the Node 24 binary of the `node` devDependency (the one install script we run);
// 3. runs test/scripts/<script>.ts under it, and ends as it ends.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.token-warden-install');
const broughtNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Which of our scripts need git: the tests and the sandbox serve real repositories. */
const needGit = ['start', 'test', 'desktop', 'bench', 'check'];

/** Scripts whose output another program reads: there, standard output is theirs alone. */
const giveResults = ['scan'];
const givesResult = giveResults.includes(process.argv[2]);
const say = givesResult ? console.error : console.log;

/** What `npm run scan` ends with when it could not do its work: 1 means that it found something. */
const failure = givesResult ? 2 : 1;

class Stop extends Error {}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a program and collects what it wrote. Says every ten seconds that it is still at work. */
function run(label, file, args, options = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const tick = setInterval(
      () => label && say(`  … ${label}, ${Math.round((Date.now() - started) / 1000)} s`),
      10_000,
    );
    const end = (code) => {
      clearInterval(tick);
      resolve({ code, output, seconds: ((Date.now() - started) / 1000).toFixed(1) });
    };
    child.on('error', (error) => {
      output += String(error);
      end(error.code === 'ENOENT' ? 127 : 1);
    });
    child.on('close', (code, signal) => end(code ?? (signal ? 1 : 0)));
  });
}

/** npm itself: the one that started us, else the one on the PATH. */
function npm(label, args) {
  const own = process.env.npm_execpath;
  if (own && basename(own).startsWith('npm') && existsSync(own)) {
    return run(label, process.execPath, [own, ...args]);
  }
  return process.platform === 'win32'
    ? run(label, `npm ${args.join(' ')}`, [], { shell: true })
    : run(label, 'npm', args);
}

/** What npm's own words mean, and the one thing to do about it. */
function explainNpm(output) {
  if (/ENOSPC/.test(output)) return 'The disk is full. Free about 1.5 GB and run the command again.';
  if (/EINTEGRITY/.test(output)) {
    return 'A package differs from what the lockfile pins. Run "npm cache clean --force" once; if it happens again, do not go on.';
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|ENOTCACHED/.test(output)
  ) {
    return 'npm cannot reach its registry. Check the network, or set "proxy" and "registry" with "npm config set".';
  }
  if (/E401|E403/.test(output))
    return 'The npm registry refused the download. Check "npm config get registry" and its login.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return "npm may not write here. Check who owns this folder and npm's cache.";
  if (/can only install packages when your package\.json and package-lock\.json/.test(output)) {
    return 'package.json and package-lock.json disagree. Run "npm install --ignore-scripts" and commit the lockfile.';
  }
  if (/not found|ENOENT/.test(output))
    return 'npm was not found. Install Node.js with npm, then run the command again.';
  return 'npm failed; its own words are above.';
}

function digestOfWishes() {
  const manifest = readJson(join(root, 'package.json'));
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wishes = JSON.stringify([manifest?.dependencies, manifest?.devDependencies]);
  return createHash('sha256').update(wishes).update(lock).digest('hex');
}

/** npm's own record of what it installed: equal to the lockfile means there is nothing to do. */
function installedAsLocked() {
  const lock = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (!lock || !installed) return false;
  const manifest = readJson(join(root, 'package.json'));
  const wished = JSON.stringify(Object.entries(manifest?.devDependencies ?? {}).sort());
  if (wished !== JSON.stringify(Object.entries(lock['']?.devDependencies ?? {}).sort())) return false;
  return Object.entries(lock).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    return there ? there.version === entry.version : entry.optional === true || entry.peer === true;
  });
}

async function installWhenDue() {
  const wishes = digestOfWishes();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === wishes) return;
  if (!installedAsLocked()) {
    say('Installing packages (npm ci, about a minute the first time) …');
    const result = await npm('installing packages', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
    if (result.code !== 0) {
      console.error(result.output.trim());
      throw new Stop(explainNpm(result.output));
    }
    say(`  packages installed in ${result.seconds} s`);
  }
  writeFileSync(stampFile, `${wishes}\n`);
}

/** The Node 24 that runs everything else: the devDependency's, or the machine's own where npm has none. */
async function bringNode() {
  const wanted = readJson(join(modules, 'node', 'package.json'))?.version ?? '24';
  const probe = existsSync(broughtNode) ? await run('', broughtNode, ['--version']) : undefined;
  if (probe?.code === 0 && probe.output.trim() === `v${wanted}`) return broughtNode;
  const ownIsEnough = Number(process.versions.node.split('.')[0]) >= 24;
  // Not every Node release reaches npm for macOS: a machine that has a Node 24 need not ask each time.
  if (ownIsEnough && process.platform === 'darwin') return process.execPath;
  say(`Bringing Node ${wanted} (npm rebuild node) …`);
  const rebuilt = await npm('bringing Node', ['rebuild', 'node', '--foreground-scripts']);
  const after = existsSync(broughtNode) ? await run('', broughtNode, ['--version']) : undefined;
  if (after?.code === 0) return broughtNode;
  console.error((rebuilt.output + (after?.output ?? '')).trim());
  if (ownIsEnough) {
    say(`Going on with this machine's Node ${process.versions.node}.`);
    return process.execPath;
  }
  throw new Stop(
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOSPC|E40[13]|EACCES/.test(rebuilt.output)
      ? explainNpm(rebuilt.output)
      : `npm has no Node ${wanted} that runs on ${process.platform} ${process.arch}. Install Node 24 and run the command again.`,
  );
}

async function checkGit() {
  const git = await run('', 'git', ['--version']);
  if (git.code !== 0) throw new Stop('git is missing. Install git 2.32 or newer and put it on the PATH.');
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(git.output) ?? [];
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 32)) {
    throw new Stop(`git ${major}.${minor} is too old. Install git 2.32 or newer.`);
  }
}

/** Hands over to the real script and becomes as invisible as a wrapper can be. */
function handOver(node, script, args) {
  const env = { ...process.env };
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathKey] = [dirname(node), join(modules, '.bin'), env[pathKey]].filter(Boolean).join(delimiter);
  const child = spawn(node, [join(root, 'test', 'scripts', `${script}.ts`), ...args], {
    env,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to the whole group: the child hears it by itself and cleans up; we wait for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm ended without telling us (a killed shell between us): do not leave servers behind.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 1000);
  child.on('error', (error) => {
    console.error(`Node 24 did not start: ${error.message}`);
    process.exit(failure);
  });
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? (signal === 'SIGINT' ? 130 : failure));
  });
}

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new Stop(
      `Node ${process.versions.node} is too old to run npm's scripts here. Install Node 18 or newer.`,
    );
  }
  if (!script || !existsSync(join(root, 'test', 'scripts', `${script}.ts`))) {
    throw new Stop(`There is no script "${script ?? ''}" in test/scripts.`);
  }
  if (needGit.includes(script)) await checkGit();
  await installWhenDue();
  handOver(await bringNode(), script, args);
}

main().catch((error) => {
  console.error(error instanceof Stop ? `\n${error.message}` : error);
  if (error?.code === 'ENOSPC')
    console.error('The disk is full. Free about 1.5 GB and run the command again.');
  process.exit(failure);
});
