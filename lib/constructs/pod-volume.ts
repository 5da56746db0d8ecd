import { type k8s, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/**
 * A volume of a kind that cdk8s-plus has no `Volume.from…` for, to be mounted like any other.
 *
 * Its constructor takes every kind but is private in TypeScript, so a test guards this against new
 * releases.
 */
export function podVolume(
  scope: Construct,
  id: string,
  name: string,
  source: Omit<k8s.Volume, 'name'>,
): Volume {
  return Reflect.construct(Volume, [scope, id, name, source]) as Volume;
}
