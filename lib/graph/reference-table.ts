import { proxyTable } from './proxy-references';
import {
  below,
  byGroup,
  byVersion,
  claim,
  configMapKey,
  named,
  namespaceByName,
  type Row,
  type Rows,
  secret,
  secretKey,
  text,
  TLS,
  volumeSecrets,
} from './reference-row';

const ADMISSION = 'admissionregistration.k8s.io';
const GATEWAY = 'gateway.networking.k8s.io';
const SNAPSHOT = 'snapshot.storage.k8s.io';

const backend: Row = { to: '/Service', port: { at: ['port.number', 'port.name'] } };
const webhook: Row = { to: '/Service', port: { at: ['port'], otherwise: 443 } };
const deviceClass = named('resource.k8s.io/DeviceClass');

const device: Rows = {
  deviceClassName: deviceClass,
  'exactly.deviceClassName': deviceClass,
  'firstAvailable[].deviceClassName': deviceClass,
};

const binding: Rows = {
  roleRef: { to: byGroup('rbac.authorization.k8s.io/') },
  // Users and groups are no objects.
  'subjects[]': { to: ({ kind }) => (kind === 'ServiceAccount' ? '/ServiceAccount' : undefined) },
};

/** A Secret that the parameters of a class name; `${…}` in it is filled in for each claim. */
function csiSecret(use: string): Row {
  const path = `csi.storage.k8s.io/${use}-secret`;
  return {
    to: (parameters, name) =>
      `${name}${text(parameters[`${path}-namespace`]) ?? ''}`.includes('${')
        ? undefined
        : '/Secret',
    name: `${path}-name`,
    namespace: `${path}-namespace`,
  };
}

const service: Row = { to: byGroup('/Service'), port: { at: ['port'] } };
const certificate: Row = { to: byGroup('/Secret'), keys: TLS };
const authority: Row = { to: byGroup('/ConfigMap'), keys: ['ca.crt'] };
const extension: Row = { to: byGroup('/') };

const filter: Rows = {
  'requestMirror.backendRef': service,
  'externalAuth.backendRef': service,
  extensionRef: extension,
};

const route: Rows = {
  'spec.parentRefs[]': { to: byGroup(`${GATEWAY}/Gateway`) },
  'spec.rules[].backendRefs[]': service,
  ...below('spec.rules[].filters[].', filter),
  ...below('spec.rules[].backendRefs[].filters[].', filter),
};

const listeners: Rows = { 'spec.listeners[].tls.certificateRefs[]': certificate };

const secretOrConfigMap = (path: string): Rows => ({
  [`${path}.secret`]: secretKey,
  [`${path}.configMap`]: configMapKey,
});

const tlsConfig: Rows = {
  ...secretOrConfigMap('tlsConfig.ca'),
  ...secretOrConfigMap('tlsConfig.cert'),
  'tlsConfig.keySecret': secretKey,
};

/** How Prometheus makes itself known to what it scrapes. */
const scrape: Rows = {
  'basicAuth.username': secretKey,
  'basicAuth.password': secretKey,
  'authorization.credentials': secretKey,
  bearerTokenSecret: secretKey,
  'oauth2.clientSecret': secretKey,
  ...secretOrConfigMap('oauth2.clientId'),
  ...tlsConfig,
  ...below('oauth2.', tlsConfig),
};

const issuer: Row = { to: byGroup('cert-manager.io/Issuer') };

/**
 * Every field of Kubernetes' own kinds, of the Gateway API and of a few well-known others, that names
 * another object. Left out on purpose:
 *
 * - what only controllers and clients write: Binding, Event, EndpointSlice `targetRef`, IPAddress,
 *   LeaseCandidate, PodCertificateRequest, ResourceSlice, CSIStorageCapacity, VolumeAttachment, reviews;
 * - nodes, which come with the cluster, and alpha kinds;
 * - what may name things that are not there: `resourceNames` of a Role, `to` of a ReferenceGrant,
 *   `storageClassName` of a PersistentVolume, which is any word that a claim says too;
 * - the name of Endpoints, which need no Service: locks and volumes use them alone;
 * - `paramRef` of an admission policy binding, whose kind only the policy knows.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const table: Readonly<Record<string, Rows>> = {
  '/ServiceAccount': {
    // Only a list of what its pods may mount.
    'secrets[]': { ...secret, optional: true },
    'imagePullSecrets[]': secret,
  },
  '/Secret': {
    'metadata.annotations.kubernetes~io/service-account~name': named('/ServiceAccount'),
  },
  '/PersistentVolumeClaim': below('spec.', claim),
  '/PersistentVolume': {
    'spec.claimRef': { to: '/PersistentVolumeClaim' },
    'spec.volumeAttributesClassName': named('storage.k8s.io/VolumeAttributesClass'),
    'spec.azureFile': { to: '/Secret', name: 'secretName', namespace: 'secretNamespace' },
    'spec.csi.nodePublishSecretRef': secret,
    'spec.csi.nodeStageSecretRef': secret,
    'spec.csi.nodeExpandSecretRef': secret,
    'spec.csi.controllerPublishSecretRef': secret,
    'spec.csi.controllerExpandSecretRef': secret,
    ...below('spec.', volumeSecrets),
  },
  '/ResourceQuota': {
    'spec.scopeSelector.matchExpressions[]': {
      to: ({ scopeName, operator }) =>
        operator === 'In' &&
        (scopeName === 'PriorityClass' || scopeName === 'VolumeAttributesClass')
          ? `${scopeName === 'PriorityClass' ? 'scheduling' : 'storage'}.k8s.io/${scopeName}`
          : undefined,
      name: 'values',
    },
  },
  'apps/StatefulSet': {
    // Its pods run without; only their host names are missing.
    'spec.serviceName': { to: '/Service', name: '', optional: true },
    ...below('spec.volumeClaimTemplates[].spec.', claim),
  },
  'autoscaling/HorizontalPodAutoscaler': {
    'spec.scaleTargetRef': { to: byVersion },
    'spec.metrics[].object.describedObject': { to: byVersion },
  },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { 'spec.targetRef': { to: byVersion } },
  'networking.k8s.io/NetworkPolicy': {
    ...below('spec.ingress[].from[].', namespaceByName),
    ...below('spec.egress[].to[].', namespaceByName),
  },
  'networking.k8s.io/Ingress': {
    'spec.ingressClassName': named('networking.k8s.io/IngressClass'),
    'spec.defaultBackend.service': backend,
    'spec.defaultBackend.resource': extension,
    'spec.rules[].http.paths[].backend.service': backend,
    'spec.rules[].http.paths[].backend.resource': extension,
    'spec.tls[]': { to: '/Secret', name: 'secretName', keys: TLS },
  },
  'networking.k8s.io/IngressClass': { 'spec.parameters': { to: byGroup('/') } },
  'discovery.k8s.io/EndpointSlice': {
    'metadata.labels.kubernetes~io/service-name': named('/Service'),
  },
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'storage.k8s.io/StorageClass': {
    parameters: [
      'provisioner',
      'controller-publish',
      'controller-expand',
      'node-stage',
      'node-publish',
      'node-expand',
    ].map(csiSecret),
  },
  'resource.k8s.io/ResourceClaim': below('spec.devices.requests[].', device),
  'resource.k8s.io/ResourceClaimTemplate': below('spec.spec.devices.requests[].', device),
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    'spec.priorityLevelConfiguration': {
      to: 'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
    },
    'spec.rules[].subjects[].serviceAccount': {
      to: (_, name) => (name === '*' ? undefined : '/ServiceAccount'),
    },
  },
  'apiregistration.k8s.io/APIService': { 'spec.service': webhook },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    'spec.conversion.webhook.clientConfig.service': webhook,
  },
  [`${ADMISSION}/ValidatingWebhookConfiguration`]: { 'webhooks[].clientConfig.service': webhook },
  [`${ADMISSION}/MutatingWebhookConfiguration`]: { 'webhooks[].clientConfig.service': webhook },
  [`${ADMISSION}/ValidatingAdmissionPolicyBinding`]: {
    'spec.policyName': named(`${ADMISSION}/ValidatingAdmissionPolicy`),
  },
  [`${ADMISSION}/MutatingAdmissionPolicyBinding`]: {
    'spec.policyName': named(`${ADMISSION}/MutatingAdmissionPolicy`),
  },
  [`${GATEWAY}/Gateway`]: {
    'spec.gatewayClassName': named(`${GATEWAY}/GatewayClass`),
    ...listeners,
    'spec.listeners[].tls.frontendValidation.caCertificateRefs[]': authority,
    'spec.tls.backend.clientCertificateRef': certificate,
    'spec.tls.frontend.default.validation.caCertificateRefs[]': authority,
    'spec.tls.frontend.perPort[].tls.validation.caCertificateRefs[]': authority,
    'spec.infrastructure.parametersRef': extension,
  },
  [`${GATEWAY}/GatewayClass`]: { 'spec.parametersRef': extension },
  [`${GATEWAY}/ListenerSet`]: {
    'spec.parentRef': { to: byGroup(`${GATEWAY}/Gateway`) },
    ...listeners,
  },
  [`${GATEWAY}/HTTPRoute`]: route,
  [`${GATEWAY}/GRPCRoute`]: route,
  [`${GATEWAY}/TLSRoute`]: route,
  [`${GATEWAY}/TCPRoute`]: route,
  [`${GATEWAY}/UDPRoute`]: route,
  [`${GATEWAY}/BackendTLSPolicy`]: {
    'spec.targetRefs[]': { to: byGroup('/Service') },
    'spec.validation.caCertificateRefs[]': authority,
  },
  [`${SNAPSHOT}/VolumeSnapshot`]: {
    'spec.source.persistentVolumeClaimName': named('/PersistentVolumeClaim'),
    'spec.source.volumeSnapshotContentName': named(`${SNAPSHOT}/VolumeSnapshotContent`),
    'spec.volumeSnapshotClassName': named(`${SNAPSHOT}/VolumeSnapshotClass`),
  },
  'monitoring.coreos.com/ServiceMonitor': {
    'spec.namespaceSelector.matchNames': named('/Namespace'),
    ...below('spec.endpoints[].', scrape),
  },
  'monitoring.coreos.com/PodMonitor': {
    'spec.namespaceSelector.matchNames': named('/Namespace'),
    ...below('spec.podMetricsEndpoints[].', scrape),
  },
  'cert-manager.io/Certificate': { 'spec.issuerRef': issuer },
  ...proxyTable,
  'keda.sh/ScaledObject': {
    'spec.scaleTargetRef': {
      to: ({ apiVersion, kind }) =>
        byVersion({ apiVersion: apiVersion ?? 'apps/v1', kind: kind ?? 'Deployment' }),
    },
  },
};

/** What any object may refer to. */
export const anything: Rows = {
  'metadata.ownerReferences[]': {
    to: (owner) => (owner.kind === 'Node' ? undefined : byVersion(owner)),
  },
};
