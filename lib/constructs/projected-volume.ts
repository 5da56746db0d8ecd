import type { Duration } from 'cdk8s';
import type { IConfigMap, ISecret, k8s, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
import { itemsOf, type PodFiles } from './downward-api-volume';
import { podVolume } from './pod-volume';

/** A token that proves to others which ServiceAccount the pod runs as; the kubelet renews it in time. */
export interface TokenFile {
  /** Path of the file below the mount. */
  readonly path: string;
  /**
   * Who is to accept it; everybody else must refuse it.
   * @default - the API server
   */
  readonly audience?: string;
  /** How long it is good for, ten minutes or more. */
  readonly expiration: Duration;
}

/** What a projected volume takes its files from: each key of a ConfigMap or Secret is one. */
export type ProjectedSource =
  | { readonly configMap: IConfigMap }
  | {
      readonly secret: ISecret;
      /**
       * Whether the pod starts even when there is no such Secret.
       * @default false
       */
      readonly optional?: boolean;
    }
  | { readonly downwardApi: PodFiles }
  | { readonly serviceAccountToken: TokenFile };

/**
 * A volume of files from several places in one folder.
 *
 * @throws ProgramError when a token is to expire in less than ten minutes.
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export function projectedVolume(
  scope: Construct,
  id: string,
  name: string,
  sources: readonly ProjectedSource[],
): Volume {
  return podVolume(scope, id, name, { projected: { sources: sources.map(projection) } });
}

function projection(source: ProjectedSource): k8s.VolumeProjection {
  if ('configMap' in source) return { configMap: { name: source.configMap.name } };
  if ('secret' in source) {
    return { secret: { name: source.secret.name, optional: source.optional } };
  }
  if ('downwardApi' in source) return { downwardApi: { items: itemsOf(source.downwardApi) } };
  const { path, audience, expiration } = source.serviceAccountToken;
  const expirationSeconds = expiration.toSeconds();
  if (expirationSeconds < 600) {
    throw new ProgramError(
      'program-runs',
      `the token "${path}" is to expire after ${expirationSeconds} seconds; the API server takes 600 or more`,
      'make its expiration ten minutes or longer',
    );
  }
  return { serviceAccountToken: { path, audience, expirationSeconds } };
}
