import type { Rule } from '../check';
import { addressLeadsToService } from './address-leads-to-service';
import { affinitySelectsPods } from './affinity-selects-pods';
import { antiAffinitySelectsPods } from './anti-affinity-selects-pods';
import { autoscalerHasRequests } from './autoscaler-has-requests';
import { autoscalerOwnsReplicas } from './autoscaler-owns-replicas';
import { claimCanBeShared } from './claim-can-be-shared';
import { claimFindsVolume } from './claim-finds-volume';
import { claimHasOnePod } from './claim-has-one-pod';
import { classExists } from './class-exists';
import { clusterScopedHasNoNamespace } from './cluster-scoped-has-no-namespace';
import { configMapHoldsNoSecret } from './config-map-holds-no-secret';
import { containerSetsWhatQuotaLimits } from './container-sets-what-quota-limits';
import { cronScheduleIsValid } from './cron-schedule-is-valid';
import { disruptionBudgetAllowsEviction } from './disruption-budget-allows-eviction';
import { disruptionBudgetFitsAutoscaler } from './disruption-budget-fits-autoscaler';
import { disruptionBudgetSelectsPods } from './disruption-budget-selects-pods';
import { endpointSliceMatchesService } from './endpoint-slice-matches-service';
import { envHoldsNoSecret } from './env-holds-no-secret';
import { envVarIsDefinedOnce } from './env-var-is-defined-once';
import { externalIsUsed } from './external-is-used';
import { externalNameResolves } from './external-name-resolves';
import { hostPortIsFree } from './host-port-is-free';
import { identityIsUnique } from './identity-is-unique';
import { imageIsPinned } from './image-is-pinned';
import { imageIsSet } from './image-is-set';
import { immutableIsNotEdited } from './immutable-is-not-edited';
import { ingressCertificateCoversHost } from './ingress-certificate-covers-host';
import { ingressPathIsClaimedOnce } from './ingress-path-is-claimed-once';
import { keyExists } from './key-exists';
import { kindIsDefined } from './kind-is-defined';
import { labelIsValid } from './label-is-valid';
import { limitRangeAdmitsPods } from './limit-range-admits-pods';
import { nameIsValid } from './name-is-valid';
import { namesInPodAreUnique } from './names-in-pod-are-unique';
import { namespaceExists } from './namespace-exists';
import { namespaceIsolatesAllPods } from './namespace-isolates-all-pods';
import { networkPolicyKeepsPath } from './network-policy-keeps-path';
import { networkPolicyPeerSelectsPods } from './network-policy-peer-selects-pods';
import { networkPolicyPortExists } from './network-policy-port-exists';
import { networkPolicySelectsPods } from './network-policy-selects-pods';
import { nodePortIsFree } from './node-port-is-free';
import { podsHaveOneDisruptionBudget } from './pods-have-one-disruption-budget';
import { portIsInRange } from './port-is-in-range';
import { probePortExists } from './probe-port-exists';
import { probePortIsListed } from './probe-port-is-listed';
import { quotaAdmitsObjects } from './quota-admits-objects';
import { referenceIsGranted } from './reference-is-granted';
import { referenceResolves } from './reference-resolves';
import { replicasAreNotNegative } from './replicas-are-not-negative';
import { replicatedPodsHaveDisruptionBudget } from './replicated-pods-have-disruption-budget';
import { requestIsBelowLimit } from './request-is-below-limit';
import { resourceFieldNamesContainer } from './resource-field-names-container';
import { routeAttachesToGateway } from './route-attaches-to-gateway';
import { routeMatchIsClaimedOnce } from './route-match-is-claimed-once';
import { scaleTargetHasOneAutoscaler } from './scale-target-has-one-autoscaler';
import { selectorMatchesTemplate } from './selector-matches-template';
import { selectorsDoNotOverlap } from './selectors-do-not-overlap';
import { servedPodHasReadinessProbe } from './served-pod-has-readiness-probe';
import { serviceAccountTokenIsNeeded } from './service-account-token-is-needed';
import { serviceHasEndpoints } from './service-has-endpoints';
import { serviceMonitorSelectsServices } from './service-monitor-selects-services';
import { serviceOffersPort } from './service-offers-port';
import { servicePortsAreNamed } from './service-ports-are-named';
import { serviceReachesPort } from './service-reaches-port';
import { serviceSelectsPods } from './service-selects-pods';
import { spreadSelectsOwnPods } from './spread-selects-own-pods';
import { statefulSetHasService } from './stateful-set-has-service';
import { statefulSetServiceExists } from './stateful-set-service-exists';
import { statefulSetServiceIsHeadless } from './stateful-set-service-is-headless';
import { variableReferenceIsDefined } from './variable-reference-is-defined';
import { volumeIsMounted } from './volume-is-mounted';
import { volumeMountHasVolume } from './volume-mount-has-volume';

/** Every rule of the program. */
export const rules: readonly Rule[] = [
  addressLeadsToService,
  affinitySelectsPods,
  antiAffinitySelectsPods,
  autoscalerHasRequests,
  autoscalerOwnsReplicas,
  claimCanBeShared,
  claimFindsVolume,
  claimHasOnePod,
  classExists,
  clusterScopedHasNoNamespace,
  configMapHoldsNoSecret,
  containerSetsWhatQuotaLimits,
  cronScheduleIsValid,
  disruptionBudgetAllowsEviction,
  disruptionBudgetFitsAutoscaler,
  disruptionBudgetSelectsPods,
  endpointSliceMatchesService,
  envHoldsNoSecret,
  envVarIsDefinedOnce,
  externalIsUsed,
  externalNameResolves,
  hostPortIsFree,
  identityIsUnique,
  imageIsPinned,
  imageIsSet,
  immutableIsNotEdited,
  ingressCertificateCoversHost,
  ingressPathIsClaimedOnce,
  keyExists,
  kindIsDefined,
  labelIsValid,
  limitRangeAdmitsPods,
  nameIsValid,
  namesInPodAreUnique,
  namespaceExists,
  namespaceIsolatesAllPods,
  networkPolicyKeepsPath,
  networkPolicyPeerSelectsPods,
  networkPolicyPortExists,
  networkPolicySelectsPods,
  nodePortIsFree,
  podsHaveOneDisruptionBudget,
  portIsInRange,
  probePortExists,
  probePortIsListed,
  quotaAdmitsObjects,
  referenceIsGranted,
  referenceResolves,
  replicasAreNotNegative,
  replicatedPodsHaveDisruptionBudget,
  requestIsBelowLimit,
  resourceFieldNamesContainer,
  routeAttachesToGateway,
  routeMatchIsClaimedOnce,
  scaleTargetHasOneAutoscaler,
  selectorMatchesTemplate,
  selectorsDoNotOverlap,
  servedPodHasReadinessProbe,
  serviceAccountTokenIsNeeded,
  serviceHasEndpoints,
  serviceMonitorSelectsServices,
  serviceOffersPort,
  servicePortsAreNamed,
  serviceReachesPort,
  serviceSelectsPods,
  spreadSelectsOwnPods,
  statefulSetHasService,
  statefulSetServiceExists,
  statefulSetServiceIsHeadless,
  variableReferenceIsDefined,
  volumeIsMounted,
  volumeMountHasVolume,
];
