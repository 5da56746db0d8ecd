import { toDocument } from './document';
import type { Finding } from './finding';
import { countOf, settled } from './settled';

/**
 * What `--format json` prints. Every field is always there, `null` where nothing is known; a new version
 * may rename or remove fields, the same version may only gain some.
 */
export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly JsonFinding[];
  readonly summary: { readonly errors: number; readonly warnings: number };
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Relative to the folder of the run, with `/`. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** In UTF-16 code units, from 1. */
  readonly column: number | null;
  readonly object: {
    /** Empty for the core group. */
    readonly apiGroup: string;
    readonly kind: string;
    /** `null` for what belongs to the whole cluster. */
    readonly namespace: string | null;
    readonly name: string;
  } | null;
  /** As in `spec.ports[0].targetPort`. */
  readonly field: string | null;
  /** What was seen and what is wanted. */
  readonly message: string;
  readonly fix: string;
  /** The page of the rule. */
  readonly help: string;
}

/** Findings as one JSON document for programs. */
export function toJson(findings: readonly Finding[]): string {
  const said = settled(findings);
  const report: JsonReport = {
    version: 1,
    findings: said.map(entry),
    summary: countOf(said),
  };
  return toDocument(report);
}

function entry({ rule, severity, origin, object, field, message, fix }: Finding): JsonFinding {
  return {
    rule,
    severity,
    file: origin?.file ?? null,
    line: origin?.line ?? null,
    column: origin?.column ?? null,
    object: object ? named(object) : null,
    field: field ?? null,
    message,
    fix,
    help: `docs/checks/${rule}.md`,
  };
}

function named({ kind, namespace, name }: NonNullable<Finding['object']>): JsonFinding['object'] {
  const slash = kind.lastIndexOf('/');
  return {
    apiGroup: kind.slice(0, Math.max(0, slash)),
    kind: kind.slice(slash + 1),
    namespace: namespace ?? null,
    name,
  };
}
