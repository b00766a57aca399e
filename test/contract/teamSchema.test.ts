import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { isError } from '../../src/guardrails/teamFileProblem.ts';
import { readYaml } from '../../src/node/readYaml.ts';
import { policyRules } from '../../src/policy/policyRules.ts';
import { readTeamRules } from '../../src/teamPolicy/readTeamRules.ts';
import { teamFilePath } from '../../src/teamPolicy/teamFile.ts';
import { type TeamShape, teamKeys, teamVocabulary } from '../../src/teamPolicy/teamRules.ts';
import { manifestOf, root, sourcesBelow } from './sources.ts';

type Json = Readonly<Record<string, unknown>>;

const path = './media/token-policy.schema.json';
const schema = JSON.parse(readFileSync(join(root, path), 'utf8')) as Json & {
  readonly properties: Readonly<Record<string, Json>>;
};

const pattern = { type: 'string', minLength: 1, maxLength: 300 };
const patterns = { type: 'array', items: pattern, maxItems: 200 };

/** What the schema must say of a key, without the words. */
function expected(shape: TeamShape): Json {
  switch (shape.kind) {
    case 'version':
      return { const: 1 };
    case 'on':
      return { const: true };
    case 'patterns':
      return shape.orText ? { oneOf: [pattern, patterns] } : patterns;
    case 'token': {
      const rule = policyRules[shape.rule];
      switch (rule.kind) {
        case 'kinds':
          return { type: 'array', items: { enum: rule.values }, minItems: 1, maxItems: 200 };
        case 'days':
          return { type: 'integer', minimum: rule.from, maximum: rule.to };
        case 'grants':
          return { type: 'array', items: { type: 'string', minLength: 1, maxLength: 100 }, maxItems: 200 };
        case 'flag':
          return { const: true };
      }
    }
  }
}

describe('the schema of a repository’s rules', () => {
  it('has each key of the vocabulary, with the same values and in the same order, and no other', () => {
    assert.deepEqual(Object.keys(schema.properties), teamKeys);
    for (const key of teamKeys) {
      const { description, examples: _, ...rest } = schema.properties[key] ?? {};
      assert.deepEqual(rest, expected(teamVocabulary[key]), key);
      assert.match(String(description), /^[A-Z][^!]*\.$/, key);
    }
    assert.deepEqual([schema.required, schema.additionalProperties], [['version'], false]);
  });

  it('is what an editor is given for that file, and ships', () => {
    const { contributes } = manifestOf() as { contributes: Json };
    assert.deepEqual(contributes.yamlValidation, [{ fileMatch: teamFilePath, url: path }]);
  });

  it('passes what is read without a problem, and nothing of which a line cannot be understood', () => {
    const passes = new Ajv({ strict: false }).compile(schema);
    for (const [text, value] of samples()) {
      const { problems } = readTeamRules(readYaml(text));
      const errors = problems.filter(({ problem }) => isError(problem));
      if (problems.length === 0) assert.ok(passes(value), text);
      if (errors.length > 0) assert.equal(passes(value), false, `${text} ${JSON.stringify(errors)}`);
    }
  });
});

describe('the rules of a repository', () => {
  it('A19 reach a push, its preview and its pull request, and nothing that judges the vault', () => {
    const knowing = sourcesBelow('src').filter(
      ({ path, imports }) =>
        !path.startsWith('src/teamPolicy/') &&
        // It hands the reader of YAML to who asks, and decides nothing.
        path !== 'src/app.ts' &&
        imports.some((name) => /\/teamPolicy\//.test(name)),
    );
    assert.deepEqual(
      knowing.map((file) => file.path),
      [
        'src/node/git/readTeamFiles.ts',
        'src/node/readTeamFileOnDisk.ts',
        'src/node/readYaml.ts',
        'src/vscode/askAboutRefusals.ts',
        'src/vscode/checkGuardrails.ts',
        'src/vscode/lookAhead.ts',
        'src/vscode/lookAtGuardrails.ts',
        'src/vscode/messages/guardrails.ts',
        'src/vscode/messages/teamFile.ts',
        'src/vscode/outgoingInspector.ts',
        'src/vscode/watchTeamFiles.ts',
      ],
    );
  });
});

/** Each key with values of every type, as the text and as what it means. */
function samples(): readonly (readonly [text: string, value: unknown])[] {
  const values = [
    1,
    2,
    30,
    366,
    367,
    3650,
    0,
    1.5,
    true,
    false,
    null,
    'a/*',
    '',
    [],
    ['fine-grained-pat'],
    ['x'],
    [7],
    [''],
  ];
  const keys = [...teamKeys.slice(1), 'colour', 'forbidenFiles'];
  return keys.flatMap((key) =>
    values.map(
      (value) => [`version: 1\n${key}: ${JSON.stringify(value)}\n`, { version: 1, [key]: value }] as const,
    ),
  );
}
