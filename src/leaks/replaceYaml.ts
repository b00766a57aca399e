import { type PlanReference, type Replacement, reference, type Spotted } from './replacement.ts';
import { yamlPlace } from './yamlPlace.ts';

/**
 * A workflow of GitHub Actions takes its secrets from the repository; its own `GITHUB_TOKEN` is always there. Docker
 * compose, and most others that read YAML, take `${NAME}` from their environment.
 */
export function planYaml(of: 'workflow' | 'plain'): PlanReference {
  return (spotted) => {
    const place = yamlPlace(spotted.text, spotted.token.start);
    if (place.kind === 'comment') return undefined;
    const name = of === 'workflow' ? secretName(spotted.name) : spotted.name;
    if (of === 'workflow' && isInExpression(spotted))
      return place.kind === 'single' ? undefined : planInExpression(spotted, name);
    const shown = of === 'workflow' ? `\${{ secrets.${name} }}` : `\${${name}}`;
    const { text, token } = spotted;
    if (place.kind !== 'plain' || !place.flow) return reference(name, shown, { ...token, text: shown });
    // In flow a brace ends what is not quoted.
    const whole = place.start === token.start && text.slice(token.end, place.end).trim() === '';
    return whole ? reference(name, shown, { ...token, text: `"${shown}"` }) : undefined;
  };
}

/** GitHub takes no secret whose name begins with `GITHUB_`, and has one of its own that does. */
function secretName(name: string): string {
  return name.startsWith('GITHUB_') && name !== 'GITHUB_TOKEN' ? `GH_${name.slice('GITHUB_'.length)}` : name;
}

function isInExpression({ text, token }: Spotted): boolean {
  return text.lastIndexOf('${{', token.start) > text.lastIndexOf('}}', token.start);
}

function planInExpression({ text, token }: Spotted, name: string): Replacement | undefined {
  const [start, end] = [token.start - 1, token.end + 1];
  if (text.charAt(start) !== "'" || text.charAt(end - 1) !== "'") return undefined;
  const shown = `secrets.${name}`;
  return reference(name, shown, { start, end, text: shown });
}
