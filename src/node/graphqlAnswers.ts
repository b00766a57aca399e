import type { ApiAnswer } from '../github/apiAnswer.ts';
import { statusOfGraphqlError } from '../github/graphql.ts';
import type { Reading } from './octokitAnswers.ts';

interface GraphqlError {
  readonly type: string;
  readonly message: string;
}

/**
 * GraphQL refuses with status 200 and a list; here it becomes the refusal a REST call would have had, so that one
 * judge explains both.
 */
export function judgeGraphql(answer: ApiAnswer, reading: Reading): ApiAnswer {
  if (answer.kind === 'refused') {
    // Octokit's throttling plugin throws a limit itself, with the 200 still on it.
    if (answer.status !== 200) return answer;
    return { ...answer, status: 429, message: answer.errors[0]?.message ?? answer.message };
  }
  const errors = errorsIn(answer.data, reading);
  const [first] = errors;
  if (first === undefined) return answer;
  return {
    kind: 'refused',
    // GitHub's own outage, and it may have acted.
    status: /^Something went wrong/i.test(first.message) ? 502 : statusOfGraphqlError(first.type),
    headers: answer.headers,
    at: answer.at,
    message: first.message,
    errors: errors.map(({ type, message }) => ({ resource: '', field: '', code: type, message })),
  };
}

function errorsIn(data: unknown, { clean }: Reading): readonly GraphqlError[] {
  const { errors } = (data ?? {}) as { readonly errors?: unknown };
  if (!Array.isArray(errors)) return [];
  const text = (value: unknown, most: number) => (typeof value === 'string' ? clean(value, most) : '');
  return errors.slice(0, 10).map((error: unknown) => {
    const { type, message } = (error ?? {}) as { readonly type?: unknown; readonly message?: unknown };
    return { type: text(type, 60), message: text(message, 500) };
  });
}
