package main

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/version"
)

// gone has the lives of versions that the file without CEL, or either, has no types of.
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the changelogs of Kubernetes say them.
var gone = map[string]Deprecated{
	"admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy":          {In: "1.35", RemovedIn: "1.38"},
	"admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicyBinding":   {In: "1.35", RemovedIn: "1.38"},
	"admissionregistration.k8s.io/v1alpha1 ValidatingAdmissionPolicy":        {In: "1.29", RemovedIn: "1.32"},
	"admissionregistration.k8s.io/v1alpha1 ValidatingAdmissionPolicyBinding": {In: "1.29", RemovedIn: "1.32"},
	"admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy":           {In: "1.37", RemovedIn: "1.40"},
	"admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicyBinding":    {In: "1.37", RemovedIn: "1.40"},
	"admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration":      {In: "1.16", RemovedIn: "1.22"},
	"admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicy":         {In: "1.31", RemovedIn: "1.34"},
	"admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicyBinding":  {In: "1.31", RemovedIn: "1.34"},
	"admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration":    {In: "1.16", RemovedIn: "1.22"},
	"apiextensions.k8s.io/v1beta1 CustomResourceDefinition":                  {In: "1.16", RemovedIn: "1.22"},
	"auditregistration.k8s.io/v1alpha1 AuditSink":                            {RemovedIn: "1.19"},
	"autoscaling/v2beta1 HorizontalPodAutoscaler":                            {In: "1.22", RemovedIn: "1.25"},
	"autoscaling/v2beta2 HorizontalPodAutoscaler":                            {In: "1.23", RemovedIn: "1.26"},
	"batch/v2alpha1 CronJob":                        {RemovedIn: "1.21"},
	"extensions/v1beta1 PodSecurityPolicy":          {RemovedIn: "1.16", Replacement: podSecurityLabels},
	"extensions/v1beta1 ThirdPartyResource":         {In: "1.7", RemovedIn: "1.8", Replacement: "apiextensions.k8s.io/v1 CustomResourceDefinition"},
	"networking.k8s.io/v1alpha1 ClusterCIDR":        {RemovedIn: "1.29"},
	"networking.k8s.io/v1alpha1 IPAddress":          {In: "1.30", RemovedIn: "1.33"},
	"networking.k8s.io/v1alpha1 ServiceCIDR":        {In: "1.30", RemovedIn: "1.33"},
	"policy/v1beta1 PodSecurityPolicy":              {In: "1.21", RemovedIn: "1.25", Replacement: podSecurityLabels},
	"resource.k8s.io/v1alpha1 ResourceClaim":        {RemovedIn: "1.27"},
	"resource.k8s.io/v1alpha2 ResourceClaim":        {RemovedIn: "1.31"},
	"resource.k8s.io/v1beta1 DeviceClass":           {In: "1.35", RemovedIn: "1.38"},
	"resource.k8s.io/v1beta1 ResourceClaim":         {In: "1.35", RemovedIn: "1.38"},
	"resource.k8s.io/v1beta1 ResourceClaimTemplate": {In: "1.35", RemovedIn: "1.38"},
	"resource.k8s.io/v1beta1 ResourceSlice":         {In: "1.35", RemovedIn: "1.38"},
	"resource.k8s.io/v1beta2 DeviceClass":           {In: "1.36", RemovedIn: "1.39"},
	"resource.k8s.io/v1beta2 ResourceClaim":         {In: "1.36", RemovedIn: "1.39"},
	"resource.k8s.io/v1beta2 ResourceClaimTemplate": {In: "1.36", RemovedIn: "1.39"},
	"resource.k8s.io/v1beta2 ResourceSlice":         {In: "1.36", RemovedIn: "1.39"},
	"settings.k8s.io/v1alpha1 PodPreset":            {RemovedIn: "1.20"},
}

const podSecurityLabels = "the label pod-security.kubernetes.io/enforce of its Namespace"

// replacementOf is where the same kind is served: in another version of its group, of those the stablest, or in the one
// other group that has it. It is empty where there is none.
func replacementOf(kind schema.GroupVersionKind) string {
	var inGroup, elsewhere []schema.GroupVersionKind
	for _, other := range slices.Concat(slices.Collect(maps.Keys(resources)), slices.Collect(maps.Keys(extendedOnly))) {
		switch {
		case other.Kind != kind.Kind || other == kind:
		case other.Group == kind.Group:
			inGroup = append(inGroup, other)
		default:
			elsewhere = append(elsewhere, other)
		}
	}
	if len(inGroup) == 0 {
		inGroup = elsewhere
	}
	groups := sets.New[string]()
	for _, one := range inGroup {
		groups.Insert(one.Group)
	}
	if len(groups) != 1 {
		return ""
	}
	return named(slices.MaxFunc(inGroup, func(one, other schema.GroupVersionKind) int {
		return version.CompareKubeAwareVersionStrings(one.Version, other.Version)
	}))
}
