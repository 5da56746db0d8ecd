//go:build cel

package main

import (
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicy"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicybinding"
	"k8s.io/kubernetes/pkg/registry/resource/deviceclass"
	"k8s.io/kubernetes/pkg/registry/resource/resourceclaim"
	"k8s.io/kubernetes/pkg/registry/resource/resourceclaimtemplate"
	"k8s.io/kubernetes/pkg/registry/resource/resourceslice"
)

func serveMinorWithCEL() {
	v1 := versions{"v1"}
	serve("admissionregistration.k8s.io", v1, "MutatingAdmissionPolicy", "mutatingadmissionpolicies", mutatingadmissionpolicy.NewStrategy(nil, nil))
	serve("admissionregistration.k8s.io", v1, "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", mutatingadmissionpolicybinding.NewStrategy(nil, nil, resolver{}))
	serve("resource.k8s.io", v1, "DeviceClass", "deviceclasses", deviceclass.Strategy)
	serve("resource.k8s.io", v1, "ResourceClaim", "resourceclaims", resourceclaim.NewStrategy(namespacesClient{}, administratorMay{}))
	serve("resource.k8s.io", v1, "ResourceClaimTemplate", "resourceclaimtemplates", resourceclaimtemplate.NewStrategy(namespacesClient{}))
	serve("resource.k8s.io", v1, "ResourceSlice", "resourceslices", resourceslice.Strategy)
}
