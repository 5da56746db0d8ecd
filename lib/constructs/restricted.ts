import {
  Capability,
  type ContainerProps,
  ImagePullPolicy,
  SeccompProfileType,
} from 'cdk8s-plus-28';

/**
 * `container` with what Pod Security "restricted" asks for and cdk8s-plus leaves out. Its pull policy
 * is the API server's for tagged images, not cdk8s-plus's `Always`, and it has no startup probe unless
 * it asks for one: cdk8s-plus adds one on TCP to whatever has a `portNumber`, so the port goes into
 * `ports`, and probes must name theirs. What the container says itself wins.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restricted(props: Omit<ContainerProps, 'port'>): ContainerProps {
  const { portNumber, securityContext, ...container } = props;
  return {
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    ...(portNumber !== undefined && { ports: [{ number: portNumber }] }),
    ...container,
    securityContext: {
      seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
      ...securityContext,
      capabilities: { drop: [Capability.ALL], ...securityContext?.capabilities },
    },
  };
}
