import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import type { SandboxHost } from './hosts.ts';

export interface Violation {
  readonly operation: string;
  readonly status: number;
  readonly problems: readonly string[];
}

type Schema = Readonly<Record<string, unknown>>;

interface Description {
  readonly operations: ReadonlyMap<string, Schema>;
  readonly components: { readonly schemas: Schema; readonly responses: Schema };
}

/** Holds every answer of the sandbox against GitHub's own OpenAPI description. Read and compiled when first needed. */
export class OpenApiCheck {
  readonly violations: Violation[] = [];
  readonly #descriptions = new Map<string, Description>();
  readonly #validators = new Map<string, ValidateFunction | undefined>();

  check(host: SandboxHost['kind'], operation: string, status: number, body: unknown): void {
    const file = host === 'ghes' ? 'ghes-3.19.json' : 'api.github.com.json';
    const key = `${file} ${operation} ${status} ${body === undefined}`;
    if (!this.#validators.has(key)) this.#validators.set(key, this.#compile(file, operation, status, body));
    const validate = this.#validators.get(key);
    if (!validate || validate(body)) return;
    const problems = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message}`,
    );
    this.violations.push({ operation, status, problems: problems.slice(0, 10) });
  }

  #compile(file: string, id: string, status: number, body: unknown): ValidateFunction | undefined {
    const description = this.#read(file);
    const operation = description.operations.get(id);
    if (!operation) {
      this.violations.push({ operation: id, status, problems: ['GitHub describes no such operation'] });
      return undefined;
    }
    const responses = operation.responses as Schema;
    const described = resolve(description, responses[status] as Schema | undefined);
    const content = described?.content as Record<string, { readonly schema?: Schema }> | undefined;
    const declared = content?.['application/json']?.schema;
    if (!declared && described && body === undefined) return undefined;
    // Errors that hold for every operation (401, 403, 404, 400, 301) are not repeated under each of them.
    const schema = declared ?? (status >= 300 ? { $ref: '#/components/schemas/basic-error' } : undefined);
    if (!schema) {
      this.violations.push({ operation: id, status, problems: ['GitHub describes no such answer'] });
      return undefined;
    }
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats });
    return ajv.compile({ ...adapt(schema), components: { schemas: closure(description, schema) } });
  }

  #read(file: string): Description {
    const known = this.#descriptions.get(file);
    if (known) return known;
    const path = createRequire(import.meta.url).resolve('@octokit/openapi/package.json');
    const text = readFileSync(path.replace(/package\.json$/, `generated/${file}`), 'utf8');
    const { paths, components } = JSON.parse(text) as {
      readonly paths: Record<string, Record<string, Schema>>;
      readonly components: Description['components'];
    };
    const all = Object.values(paths).flatMap((path) => Object.values(path));
    const operations = new Map(all.map((operation) => [String(operation.operationId), operation]));
    const description = { operations, components };
    this.#descriptions.set(file, description);
    return description;
  }
}

function resolve(description: Description, response: Schema | undefined): Schema | undefined {
  const name = /^#\/components\/responses\/(.+)$/.exec(String(response?.$ref ?? ''))?.[1];
  return name ? (description.components.responses[name] as Schema) : response;
}

/** The component schemas that `schema` reaches: compiling all 13 MB would take seconds. */
function closure(description: Description, schema: Schema): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(
      /"\$ref":"#\/components\/schemas\/([^"]+)"/g,
    )) {
      if (name in found) continue;
      const next = description.components.schemas[name];
      found[name] = adapt(next);
      visit(next);
    }
  };
  visit(schema);
  visit({ $ref: '#/components/schemas/basic-error' });
  return found;
}

/** OpenAPI 3.0 to JSON Schema: `nullable` is a keyword of its own there. Examples are dropped, they are data. */
function adapt(value: unknown): object {
  return adaptAny(value) as object;
}

function adaptAny(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(adaptAny);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, example: _example, examples: _examples, discriminator: _d, ...rest } = value as Schema;
  const adapted = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, adaptAny(part)]));
  // A property that happens to be called "nullable" is a schema, not a boolean.
  if (nullable === true) return { anyOf: [adapted, { type: 'null' }] };
  return nullable === undefined ? adapted : { ...adapted, nullable: adaptAny(nullable) };
}

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: (text: string) => URL.canParse(text),
  'uri-template': true,
  int64: true,
} as const;
