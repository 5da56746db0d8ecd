import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { Rule } from '../check';
import { rules } from '../checks';
import { toDocument } from './document';
import type { Finding } from './finding';
import { settled } from './settled';
import { visible } from './visible';

const root = join(__dirname, '..', '..');

/**
 * Findings as one SARIF document, for code scanning and for editors.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(findings: readonly Finding[]): string {
  const said = settled(findings);
  const descriptors = descriptorsFor(said);
  const indices = new Map(descriptors.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Orquesta', version: version(), rules: descriptors } },
        columnKind: 'utf16CodeUnits',
        results: said.map((finding) => result(finding, indices.get(finding.rule))),
      },
    ],
  };
  return toDocument(log);
}

type Described = Pick<Rule, 'name' | 'severity'> & Partial<Pick<Rule, 'description'>>;

/** Every rule, and what is found without one, such as `program-runs`. */
function descriptorsFor(findings: readonly Finding[]): ReportingDescriptor[] {
  const others = findings.map(({ rule, severity }): Described => ({ name: rule, severity }));
  const described = new Map([...others, ...rules].map((each) => [each.name, each]));
  return [...described.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, severity, description }) => {
      const path = `docs/checks/${name}.md`;
      const page = pageAt(path);
      const summary = firstParagraph(page);
      return {
        id: name,
        shortDescription: { text: description ?? (summary || name) },
        ...(summary && { fullDescription: { text: summary } }),
        help: { text: `See ${path}.`, ...(page && { markdown: page }) },
        defaultConfiguration: { level: severity },
      };
    });
}

function pageAt(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** The first paragraph of a page that is neither its heading nor the line of its severity. */
function firstParagraph(page: string): string {
  const paragraphs = page.split(/\n{2,}/).map((text) => text.trim().replace(/\s*\n\s*/g, ' '));
  return paragraphs.find((text) => text !== '' && !/^(#|Severity:)/.test(text)) ?? '';
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

function result(finding: Finding, ruleIndex: number | undefined): Result {
  const { rule, severity, message, fix } = finding;
  const location = locationOf(finding);
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: `${plain(message)}\nFix: ${plain(fix)}` },
    ...(location && { locations: [location] }),
    partialFingerprints: { 'finding/v1': fingerprint(finding) },
  };
}

/**
 * A sentence as plain text. `[…](…)` would be a link in it. Braces stay single, although the standard
 * doubles them for the sake of placeholders: there are no arguments here, and viewers show them as they are.
 */
function plain(text: string): string {
  return visible(text).replaceAll('](', '] (');
}

function locationOf({ origin, object }: Finding): Location | undefined {
  if (!origin && !object) return undefined;
  return {
    ...(origin && {
      physicalLocation: {
        artifactLocation: artifactAt(origin.file),
        region: { startLine: origin.line, startColumn: origin.column },
      },
    }),
    ...(object && {
      logicalLocations: [
        { kind: 'resource', name: object.name, fullyQualifiedName: nameOf(object) },
      ],
    }),
  };
}

/** Relative to the root of the sources, wherever they are checked out; outside of it, by its whole path. */
function artifactAt(file: string): ArtifactLocation {
  if (isAbsolute(file) || file.startsWith('../')) return { uri: pathToFileURL(file).href };
  const wellFormed = file.replace(/\p{Cs}/gu, '\ufffd');
  return {
    uri: wellFormed.split('/').map(encodeURIComponent).join('/'),
    uriBaseId: '%SRCROOT%',
  };
}

/** `apps/Deployment/demo/hello-api`: names are unique for a kind and a namespace only. */
function nameOf({ kind, namespace, name }: NonNullable<Finding['object']>): string {
  return [kind.replace(/^\//, ''), namespace, name].filter((part) => part !== undefined).join('/');
}

/** The same wherever the finding moves within the sources, so that it stays known as the same one. */
function fingerprint({ rule, object, field, origin, message }: Finding): string {
  const subject = object ? [nameOf(object), field] : [origin?.file, message];
  return createHash('sha256')
    .update(JSON.stringify([rule, ...subject]))
    .digest('hex');
}
