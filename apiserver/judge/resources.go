package main

import (
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kube-aggregator/pkg/registry/apiservice"
	"k8s.io/kubernetes/pkg/api/legacyscheme"

	"k8s.io/kubernetes/pkg/registry/apps/controllerrevision"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/certificates/certificates"
	"k8s.io/kubernetes/pkg/registry/coordination/lease"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/endpoint"
	"k8s.io/kubernetes/pkg/registry/core/event"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/node"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/discovery/endpointslice"
	"k8s.io/kubernetes/pkg/registry/flowcontrol/flowschema"
	"k8s.io/kubernetes/pkg/registry/flowcontrol/prioritylevelconfiguration"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/node/runtimeclass"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/csidriver"
	"k8s.io/kubernetes/pkg/registry/storage/csinode"
	"k8s.io/kubernetes/pkg/registry/storage/csistoragecapacity"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
	"k8s.io/kubernetes/pkg/registry/storage/volumeattachment"

	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/authentication/install"
	_ "k8s.io/kubernetes/pkg/apis/authorization/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/events/install"
	_ "k8s.io/kubernetes/pkg/apis/extensions/install"
	_ "k8s.io/kubernetes/pkg/apis/flowcontrol/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

// A resource is what the server serves of a kind, with the strategies that its registry stores it by.
type resource struct {
	name        string
	namespaced  bool
	create      rest.RESTCreateStrategy
	update      rest.RESTUpdateStrategy // nil where nothing may be updated
	beginCreate func(runtime.Object) error
	beginUpdate func(obj, old runtime.Object) error
	serving     any                                              // of a custom resource: its definition
	review      func(obj runtime.Object, namespace string) error // of what is asked and never stored
}

type versions []string

// What a server serves by default: what DefaultAPIResourceConfigSource enables. versions/*/minor.go has what differs.
var (
	resources    = map[schema.GroupVersionKind]*resource{}
	extendedOnly = map[schema.GroupVersionKind]bool{} // served, but judged by the file with CEL only
)

// The groups that are Kubernetes' own, in any of its versions: another version or kind of them is served by nobody.
var groups = sets.New("", "admission.k8s.io", "admissionregistration.k8s.io", "apidiscovery.k8s.io", "apiextensions.k8s.io",
	"apiregistration.k8s.io", "apps", "auditregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling",
	"batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "extensions",
	"flowcontrol.apiserver.k8s.io", "imagepolicy.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io",
	"policy", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "settings.k8s.io", "storage.k8s.io",
	"storagemigration.k8s.io")

// needCEL are the kinds that the server serves and the main file cannot judge: their validation compiles expressions.
func needCEL(group, version string, kinds ...string) {
	for _, kind := range kinds {
		extendedOnly[schema.GroupVersionKind{Group: group, Version: version, Kind: kind}] = true
	}
}

func serve(group string, versions versions, kind, name string, create rest.RESTCreateStrategy) *resource {
	one := &resource{name: name, namespaced: create.NamespaceScoped(), create: create}
	one.update, _ = create.(rest.RESTUpdateStrategy)
	for _, version := range versions {
		resources[schema.GroupVersionKind{Group: group, Version: version, Kind: kind}] = one
	}
	return one
}

func init() {
	v1 := versions{"v1"}
	serve("", v1, "ConfigMap", "configmaps", configmap.Strategy)
	serve("", v1, "Endpoints", "endpoints", endpoint.Strategy)
	serve("", v1, "Event", "events", event.Strategy)
	serve("", v1, "LimitRange", "limitranges", limitrange.Strategy)
	serve("", v1, "Namespace", "namespaces", namespace.Strategy)
	serve("", v1, "Node", "nodes", node.Strategy)
	serve("", v1, "PersistentVolume", "persistentvolumes", persistentvolume.Strategy)
	serve("", v1, "PersistentVolumeClaim", "persistentvolumeclaims", persistentvolumeclaim.Strategy)
	serve("", v1, "Pod", "pods", pod.Strategy)
	serve("", v1, "PodTemplate", "podtemplates", podtemplate.Strategy)
	serve("", v1, "ReplicationController", "replicationcontrollers", replicationcontroller.Strategy)
	serve("", v1, "ResourceQuota", "resourcequotas", resourcequota.Strategy)
	serve("", v1, "Secret", "secrets", secret.Strategy)
	services := serve("", v1, "Service", "services", service.Strategy)
	services.beginCreate, services.beginUpdate = beginService, beginServiceUpdate
	serve("", v1, "ServiceAccount", "serviceaccounts", serviceaccount.Strategy)

	apiregistration.Install(legacyscheme.Scheme)
	serve("apiregistration.k8s.io", v1, "APIService", "apiservices", apiservice.NewStrategy(legacyscheme.Scheme))

	serve("apps", v1, "ControllerRevision", "controllerrevisions", controllerrevision.Strategy)
	serve("apps", v1, "DaemonSet", "daemonsets", daemonset.Strategy)
	serve("apps", v1, "Deployment", "deployments", deployment.Strategy)
	serve("apps", v1, "ReplicaSet", "replicasets", replicaset.Strategy)
	serve("apps", v1, "StatefulSet", "statefulsets", statefulset.Strategy)

	serve("autoscaling", versions{"v1", "v2"}, "HorizontalPodAutoscaler", "horizontalpodautoscalers", horizontalpodautoscaler.Strategy)

	serve("batch", v1, "CronJob", "cronjobs", cronjob.Strategy)
	serve("batch", v1, "Job", "jobs", job.Strategy)

	serve("certificates.k8s.io", v1, "CertificateSigningRequest", "certificatesigningrequests", certificates.Strategy)

	serve("coordination.k8s.io", v1, "Lease", "leases", lease.Strategy)

	serve("discovery.k8s.io", v1, "EndpointSlice", "endpointslices", endpointslice.Strategy)

	serve("events.k8s.io", v1, "Event", "events", event.Strategy)

	serve("flowcontrol.apiserver.k8s.io", v1, "FlowSchema", "flowschemas", flowschema.Strategy)
	serve("flowcontrol.apiserver.k8s.io", v1, "PriorityLevelConfiguration", "prioritylevelconfigurations", prioritylevelconfiguration.Strategy)

	serve("networking.k8s.io", v1, "Ingress", "ingresses", ingress.Strategy)
	serve("networking.k8s.io", v1, "IngressClass", "ingressclasses", ingressclass.Strategy)
	serve("networking.k8s.io", v1, "NetworkPolicy", "networkpolicies", networkpolicy.Strategy)

	serve("node.k8s.io", v1, "RuntimeClass", "runtimeclasses", runtimeclass.Strategy)

	serve("policy", v1, "PodDisruptionBudget", "poddisruptionbudgets", poddisruptionbudget.Strategy)

	serve("rbac.authorization.k8s.io", v1, "ClusterRole", "clusterroles", clusterrole.Strategy)
	serve("rbac.authorization.k8s.io", v1, "ClusterRoleBinding", "clusterrolebindings", clusterrolebinding.Strategy)
	serve("rbac.authorization.k8s.io", v1, "Role", "roles", role.Strategy)
	serve("rbac.authorization.k8s.io", v1, "RoleBinding", "rolebindings", rolebinding.Strategy)

	serve("scheduling.k8s.io", v1, "PriorityClass", "priorityclasses", priorityclass.Strategy)

	serve("storage.k8s.io", v1, "CSIDriver", "csidrivers", csidriver.Strategy)
	serve("storage.k8s.io", v1, "CSINode", "csinodes", csinode.Strategy)
	serve("storage.k8s.io", v1, "CSIStorageCapacity", "csistoragecapacities", csistoragecapacity.Strategy)
	serve("storage.k8s.io", v1, "StorageClass", "storageclasses", storageclass.Strategy)
	serve("storage.k8s.io", v1, "VolumeAttachment", "volumeattachments", volumeattachment.Strategy)

	needCEL("apiextensions.k8s.io", "v1", "CustomResourceDefinition")
	needCEL("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration",
		"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")

	serveReviews()
	serveMinor()
}

type standing int

const (
	unknown        standing = iota // no built-in group: a custom resource
	served                         //
	notServed                      // a built-in group that has no such kind or version, or not any more
	needsExtension                 // judged by the file with CEL
)

func resourceOf(kind schema.GroupVersionKind) (*resource, standing) {
	if one := resources[kind]; one != nil {
		return one, served
	}
	if extendedOnly[kind] {
		return nil, needsExtension
	}
	if groups.Has(kind.Group) {
		return nil, notServed
	}
	return nil, unknown
}
