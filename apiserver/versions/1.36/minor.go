package main

import (
	"k8s.io/kubernetes/pkg/registry/networking/ipaddress"
	"k8s.io/kubernetes/pkg/registry/networking/servicecidr"
	"k8s.io/kubernetes/pkg/registry/storage/volumeattributesclass"
	"k8s.io/pod-security-admission/policy"
)

const (
	minor        = "1.36"
	currentMajor = 1
	currentMinor = 36
)

func serveMinor() {
	v1 := versions{"v1"}
	needCEL("admissionregistration.k8s.io", "v1", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding")
	needCEL("resource.k8s.io", "v1", "DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice")
	serve("networking.k8s.io", v1, "IPAddress", "ipaddresses", ipaddress.Strategy)
	serve("networking.k8s.io", v1, "ServiceCIDR", "servicecidrs", servicecidr.Strategy)
	serve("storage.k8s.io", v1, "VolumeAttributesClass", "volumeattributesclasses", volumeattributesclass.Strategy)
}

func newEvaluator() (policy.Evaluator, error) {
	return policy.NewEvaluator(policy.DefaultChecks(), nil)
}
