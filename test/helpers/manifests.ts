import type { IConstruct } from 'constructs';
import type { Manifest } from '../../lib/graph/manifest';
import { ProgramError } from '../../lib/report/program-error';
import { graphOf } from '../../lib/synthesize';

/** A manifest whose fields each test names the shape of. */
type Seen = Manifest & { readonly spec: never };

/**
 * Every object of the program that `construct` is part of, as it would be written.
 *
 * @throws ProgramError the first of what its constructs could not render
 */
export function manifestsIn(construct: IConstruct): Seen[] {
  const { findings, objects } = graphOf(construct.node.root);
  const [first] = findings;
  if (first) throw new ProgramError(first.rule, first.message, first.fix, first.origin);
  return objects.map(({ manifest }) => manifest as Seen);
}
