package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	admissionv1 "k8s.io/api/admission/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/apis/batch"
	api "k8s.io/kubernetes/pkg/apis/core"
	podsecurity "k8s.io/pod-security-admission/admission"
	podsecurityconfig "k8s.io/pod-security-admission/admission/api"
	podsecurityapi "k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/metrics"
	"k8s.io/pod-security-admission/policy"
)

type silent struct{}

func (silent) RecordEvaluation(metrics.Decision, podsecurityapi.LevelVersion, metrics.Mode, podsecurityapi.Attributes) {
}
func (silent) RecordExemption(podsecurityapi.Attributes)   {}
func (silent) RecordError(bool, podsecurityapi.Attributes) {}

// noPods: which pods are in the namespace, only the cluster knows.
type noPods struct{}

func (noPods) ListPods(context.Context, string) ([]*corev1.Pod, error) { return nil, nil }

// ownNamespace is the namespace of the request.
type ownNamespace struct{ *call }

func (n ownNamespace) GetNamespace(_ context.Context, name string) (*corev1.Namespace, error) {
	found := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
	if n.Namespace != nil {
		found.Labels = n.Namespace.Labels
	}
	return found, nil
}

var evaluator policy.Evaluator

// plugin is the server's, with its default configuration: privileged, nobody exempt.
func (c *call) plugin() *podsecurity.Admission {
	if evaluator == nil {
		made, err := newEvaluator()
		if err != nil {
			panic(err)
		}
		evaluator = made
	}
	plugin := &podsecurity.Admission{
		Configuration: &podsecurityconfig.PodSecurityConfiguration{Defaults: podsecurityconfig.PodSecurityDefaults{
			Enforce: "privileged", EnforceVersion: "latest", Audit: "privileged", AuditVersion: "latest", Warn: "privileged", WarnVersion: "latest",
		}},
		Evaluator:        evaluator,
		Metrics:          silent{},
		PodSpecExtractor: podsecurity.DefaultPodSpecExtractor{},
		NamespaceGetter:  ownNamespace{c},
		PodLister:        noPods{},
	}
	if err := plugin.CompleteConfiguration(); err != nil {
		panic(err)
	}
	return plugin
}

// podSecurity is the PodSecurity plugin's Validate; besides, it says what each mode found.
func (c *call) podSecurity(attributes admission.Attributes) error {
	if _, is := attributes.GetObject().(*api.Namespace); !is && !c.asksForPodSecurity() {
		return nil // privileged, in every mode: there is no need to convert the object
	}
	versioned, err := versionedPod(attributes.GetObject())
	if versioned == nil || err != nil {
		return err
	}
	var old runtime.Object
	if attributes.GetOldObject() != nil {
		if old, err = versionedPod(attributes.GetOldObject()); err != nil {
			return err
		}
	}
	plugin := c.plugin()
	result := plugin.Validate(c.ctx, &podsecurityapi.AttributesRecord{
		Name: attributes.GetName(), Namespace: attributes.GetNamespace(), Kind: attributes.GetKind(), Resource: attributes.GetResource(),
		Operation: admissionv1.Operation(attributes.GetOperation()), Object: versioned, OldObject: old, Username: administrator.Name,
	})
	for _, text := range result.Warnings {
		c.AddWarning("", text)
	}
	if !result.Allowed || len(result.Warnings)+len(result.AuditAnnotations) > 0 {
		c.modes(plugin, versioned)
	}
	if result.Allowed {
		return nil
	}
	refusal := admission.NewForbidden(attributes, errors.New("Not allowed by PodSecurity")).(*apierrors.StatusError)
	if found := result.Result; found != nil {
		if len(found.Message) > 0 {
			refusal.ErrStatus.Message = found.Message
		}
		if len(found.Reason) > 0 {
			refusal.ErrStatus.Reason = found.Reason
		}
		if found.Details != nil {
			refusal.ErrStatus.Details = found.Details
		}
		if found.Code != 0 {
			refusal.ErrStatus.Code = found.Code
		}
	}
	return refusal
}

func (c *call) asksForPodSecurity() bool {
	if c.Namespace == nil {
		return false
	}
	for label := range c.Namespace.Labels {
		if strings.HasPrefix(label, "pod-security.kubernetes.io/") {
			return true
		}
	}
	return false
}

// modes lists the violations of every mode whose level asks for anything, for a pod and for the pods of a workload.
func (c *call) modes(plugin *podsecurity.Admission, versioned runtime.Object) {
	metadata, spec, err := plugin.PodSpecExtractor.ExtractPodSpec(versioned)
	var pod *corev1.Pod
	if one, is := versioned.(*corev1.Pod); is {
		metadata, spec, pod = &one.ObjectMeta, &one.Spec, one
	}
	if err != nil && pod == nil || spec == nil || c.Namespace == nil {
		return
	}
	chosen, _ := plugin.PolicyToEvaluate(c.Namespace.Labels)
	found := map[podsecurityapi.LevelVersion]policy.AggregateCheckResult{}
	for _, mode := range []struct {
		name string
		at   podsecurityapi.LevelVersion
	}{{"enforce", chosen.Enforce}, {"warn", chosen.Warn}, {"audit", chosen.Audit}} {
		if mode.at.Level == podsecurityapi.LevelPrivileged || mode.at.Level == "" {
			continue
		}
		result, known := found[mode.at]
		if !known {
			result = policy.AggregateCheckResults(plugin.Evaluator.EvaluatePod(mode.at, metadata, spec))
			found[mode.at] = result
		}
		if result.Allowed {
			continue
		}
		one := PodSecurity{Mode: mode.name, Level: string(mode.at.Level), Version: mode.at.Version.String(), WouldViolate: pod == nil}
		for i, reason := range result.ForbiddenReasons {
			if detail := result.ForbiddenDetails[i]; detail != "" {
				reason = fmt.Sprintf("%s (%s)", reason, strings.TrimSpace(detail))
			}
			one.Errors = append(one.Errors, reason)
		}
		c.answer.PodSecurity = append(c.answer.PodSecurity, one)
	}
}

// versionedPod is nil for what Pod Security does not look at.
func versionedPod(in runtime.Object) (runtime.Object, error) {
	var out runtime.Object
	switch in.(type) {
	case *api.Namespace:
		out = &corev1.Namespace{}
	case *api.Pod:
		out = &corev1.Pod{}
	case *api.ReplicationController:
		out = &corev1.ReplicationController{}
	case *api.PodTemplate:
		out = &corev1.PodTemplate{}
	case *apps.ReplicaSet:
		out = &appsv1.ReplicaSet{}
	case *apps.Deployment:
		out = &appsv1.Deployment{}
	case *apps.StatefulSet:
		out = &appsv1.StatefulSet{}
	case *apps.DaemonSet:
		out = &appsv1.DaemonSet{}
	case *batch.Job:
		out = &batchv1.Job{}
	case *batch.CronJob:
		out = &batchv1.CronJob{}
	default:
		return nil, nil
	}
	return out, legacyscheme.Scheme.Convert(in, out, nil)
}
