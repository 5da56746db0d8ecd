import {
  Capability,
  type ContainerProps,
  ImagePullPolicy,
  SeccompProfileType,
} from 'cdk8s-plus-28';

/**
 * `container` with what Pod Security "restricted" asks for and cdk8s-plus leaves out, and with the
 * API server's pull policy for tagged images instead of cdk8s-plus's `Always`. What the container
 * says itself wins.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restricted(container: ContainerProps): ContainerProps {
  return {
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    ...container,
    securityContext: {
      capabilities: { drop: [Capability.ALL] },
      seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
      ...container.securityContext,
    },
  };
}
