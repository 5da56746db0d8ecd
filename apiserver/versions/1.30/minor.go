package main

import (
	"k8s.io/kubernetes/pkg/registry/flowcontrol/flowschema"
	"k8s.io/kubernetes/pkg/registry/flowcontrol/prioritylevelconfiguration"
	"k8s.io/pod-security-admission/policy"
)

const (
	minor        = "1.30"
	currentMajor = 1
	currentMinor = 30
)

func serveMinor() {
	beta := versions{"v1beta3"}
	serve("flowcontrol.apiserver.k8s.io", beta, "FlowSchema", "flowschemas", flowschema.Strategy)
	serve("flowcontrol.apiserver.k8s.io", beta, "PriorityLevelConfiguration", "prioritylevelconfigurations", prioritylevelconfiguration.Strategy)
}

func newEvaluator() (policy.Evaluator, error) { return policy.NewEvaluator(policy.DefaultChecks()) }
