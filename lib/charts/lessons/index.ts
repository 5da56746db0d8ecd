import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  capabilities,
  type Capability,
  type Environment,
  type EnvironmentName,
  environments,
} from '../../environments';
import { CanaryIngressLesson } from './canary-ingress';
import { ConfigMapLesson } from './config-map';
import { CronJobLesson } from './cron-job';
import { CustomResourceDefinitionLesson } from './custom-resource-definition';
import { DaemonSetLesson } from './daemon-set';
import { DeploymentLesson } from './deployment';
import { ExtendedResourceLesson } from './extended-resource';
import { GatewayLesson } from './gateway';
import { IngressLesson } from './ingress';
import { LabelLesson } from './label';
import { LoadBalancerLesson } from './load-balancer';
import { NamespaceLesson } from './namespace';
import { HorizontalPodAutoscalerLesson } from './horizontal-pod-autoscaler';
import { HostPathLesson } from './host-path';
import { JobLesson } from './job';
import { MetricsLesson } from './metrics';
import { NetworkPolicyLesson } from './network-policy';
import { NfsVolumeLesson } from './nfs-volume';
import { PersistentVolumeLesson } from './persistent-volume';
import { PodLesson } from './pod';
import { PodDisruptionBudgetLesson } from './pod-disruption-budget';
import { ProbeLesson } from './probe';
import { RbacLesson } from './rbac';
import { ReplicaSetLesson } from './replica-set';
import { RolloutLesson } from './rollout';
import { SchedulingLesson } from './scheduling';
import { SecretLesson } from './secret';
import { ServiceLesson } from './service';
import { ServiceMonitorLesson } from './service-monitor';
import { StatefulSetLesson } from './stateful-set';
import { VerticalPodAutoscalerLesson } from './vertical-pod-autoscaler';
import { VolumeLesson } from './volume';

/** A lesson: a chart of its own, in a namespace of its own, that can be applied by itself. */
export interface Lesson {
  new (scope: Construct, environment: Environment): Chart;
  /**
   * What the cluster must offer beyond plain Kubernetes for the lesson to come up.
   * @default - nothing
   */
  readonly requires?: readonly Capability[];
}

/** Every lesson, in the order of the workshop, by the name of its file. */
export const lessons: Readonly<Record<string, Lesson>> = {
  namespace: NamespaceLesson,
  pod: PodLesson,
  label: LabelLesson,
  scheduling: SchedulingLesson,
  'extended-resource': ExtendedResourceLesson,
  'replica-set': ReplicaSetLesson,
  deployment: DeploymentLesson,
  rollout: RolloutLesson,
  'canary-ingress': CanaryIngressLesson,
  'stateful-set': StatefulSetLesson,
  'daemon-set': DaemonSetLesson,
  job: JobLesson,
  'cron-job': CronJobLesson,
  'config-map': ConfigMapLesson,
  secret: SecretLesson,
  volume: VolumeLesson,
  'persistent-volume': PersistentVolumeLesson,
  'nfs-volume': NfsVolumeLesson,
  'host-path': HostPathLesson,
  probe: ProbeLesson,
  'horizontal-pod-autoscaler': HorizontalPodAutoscalerLesson,
  'vertical-pod-autoscaler': VerticalPodAutoscalerLesson,
  'pod-disruption-budget': PodDisruptionBudgetLesson,
  service: ServiceLesson,
  'load-balancer': LoadBalancerLesson,
  ingress: IngressLesson,
  gateway: GatewayLesson,
  'network-policy': NetworkPolicyLesson,
  rbac: RbacLesson,
  'custom-resource-definition': CustomResourceDefinitionLesson,
  metrics: MetricsLesson,
  'service-monitor': ServiceMonitorLesson,
};

/** What a lesson lacks in an environment: empty when it is deployed there. */
export function missing(lesson: Lesson, environment: Environment): readonly Capability[] {
  const provided = environment.lessons?.provides ?? [];
  return (lesson.requires ?? []).filter((capability) => !provided.includes(capability));
}

/** A line for each lesson that an environment cannot run, with the reason. */
export function leftOut(name: EnvironmentName): string[] {
  const environment: Environment = environments[name];
  if (!environment.lessons) return [];
  return Object.entries(lessons).flatMap(([lesson, chart]) => {
    const lacks = missing(chart, environment).map((capability) => capabilities[capability]);
    return lacks.length > 0 ? [`left out of ${name}: ${lesson} needs ${lacks.join(', and ')}`] : [];
  });
}
