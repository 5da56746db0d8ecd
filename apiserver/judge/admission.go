package main

import (
	"errors"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission"
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/scheduling"
	"k8s.io/kubernetes/plugin/pkg/admission/certificates/subjectrestriction"
	"k8s.io/kubernetes/plugin/pkg/admission/limitranger"
)

// The admission plugins that a server has on by default and that can refuse an object without asking the cluster,
// in the server's order. What they fill in matters where something later looks at it.

// mutate is what happens before the object is validated.
func (c *call) mutate(attributes admission.Attributes) error {
	if err := c.limit(attributes, (&limitranger.DefaultLimitRangerActions{}).MutateLimit); err != nil {
		return err
	}
	pod, is := attributes.GetObject().(*api.Pod)
	if !is {
		return nil
	}
	if old, is := attributes.GetOldObject().(*api.Pod); is {
		keepPriority(pod, old)
		tolerateForAWhile(pod)
		return nil
	}
	if pod.Spec.ServiceAccountName == "" && pod.Annotations[corev1.MirrorPodAnnotationKey] == "" {
		pod.Spec.ServiceAccountName = "default"
	}
	if err := establishPriority(attributes, pod); err != nil {
		return err
	}
	tolerateForAWhile(pod)
	return nil
}

// keepPriority is the Priority plugin on update.
func keepPriority(pod, old *api.Pod) {
	if pod.Spec.Priority == nil {
		pod.Spec.Priority = old.Spec.Priority
	}
	if pod.Spec.PreemptionPolicy == nil {
		pod.Spec.PreemptionPolicy = old.Spec.PreemptionPolicy
	}
}

// tolerateForAWhile is the DefaultTolerationSeconds plugin.
func tolerateForAWhile(pod *api.Pod) {
	for _, taint := range []string{corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable} {
		tolerated := slices.ContainsFunc(pod.Spec.Tolerations, func(one api.Toleration) bool {
			return (one.Key == taint || one.Key == "") && (one.Effect == api.TaintEffectNoExecute || one.Effect == "")
		})
		if !tolerated {
			seconds := int64(300)
			pod.Spec.Tolerations = append(pod.Spec.Tolerations, api.Toleration{
				Key: taint, Operator: api.TolerationOpExists, Effect: api.TaintEffectNoExecute, TolerationSeconds: &seconds,
			})
		}
	}
}

// admit is what happens after it.
func (c *call) admit(attributes admission.Attributes) error {
	if err := c.limit(attributes, (&limitranger.DefaultLimitRangerActions{}).ValidateLimit); err != nil {
		return err
	}
	if err := c.podSecurity(attributes); err != nil {
		return err
	}
	if err := validateOverhead(attributes); err != nil {
		return err
	}
	if attributes.GetResource().Resource == "certificatesigningrequests" {
		if err := subjectrestriction.NewPlugin().Validate(c.ctx, attributes, nil); err != nil {
			return err
		}
	}
	if extended != nil {
		return extended.admit(c, attributes)
	}
	return nil
}

func (c *call) limit(attributes admission.Attributes, apply func(*corev1.LimitRange, string, runtime.Object) error) error {
	actions := &limitranger.DefaultLimitRangerActions{}
	if len(c.LimitRanges) == 0 || !actions.SupportsAttributes(attributes) {
		return nil
	}
	for _, text := range c.LimitRanges {
		obj, _, err := lenient.Decode([]byte(text), nil, &corev1.LimitRange{})
		if err != nil {
			continue
		}
		limitRange, is := obj.(*corev1.LimitRange)
		if !is || !actions.SupportsLimit(limitRange) {
			continue
		}
		if err := apply(limitRange, attributes.GetResource().Resource, attributes.GetObject()); err != nil {
			return admission.NewForbidden(attributes, err)
		}
	}
	return nil
}

// The classes that every cluster has; the value of another is known to the cluster.
var systemClasses = func() map[string]*scheduling.PriorityClass {
	known := map[string]*scheduling.PriorityClass{}
	lower := api.PreemptLowerPriority
	known[""] = &scheduling.PriorityClass{Value: scheduling.DefaultPriorityWhenNoDefaultClassExists, PreemptionPolicy: &lower}
	known[scheduling.SystemClusterCritical] = &scheduling.PriorityClass{Value: scheduling.SystemCriticalPriority, PreemptionPolicy: &lower}
	known[scheduling.SystemNodeCritical] = &scheduling.PriorityClass{Value: scheduling.SystemCriticalPriority + 1000, PreemptionPolicy: &lower}
	return known
}()

// establishPriority is the Priority plugin, for the classes that are known.
func establishPriority(attributes admission.Attributes, pod *api.Pod) error {
	class := systemClasses[pod.Spec.PriorityClassName]
	if class == nil {
		return nil
	}
	if pod.Spec.Priority != nil && *pod.Spec.Priority != class.Value {
		return admission.NewForbidden(attributes, fmt.Errorf("the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name", *pod.Spec.Priority, class.Value))
	}
	if pod.Spec.PreemptionPolicy != nil && *pod.Spec.PreemptionPolicy != *class.PreemptionPolicy {
		return admission.NewForbidden(attributes, fmt.Errorf("the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name", *pod.Spec.PreemptionPolicy, *class.PreemptionPolicy))
	}
	pod.Spec.Priority, pod.Spec.PreemptionPolicy = &class.Value, class.PreemptionPolicy
	return nil
}

// validateOverhead is the RuntimeClass plugin, for pods that name no class.
func validateOverhead(attributes admission.Attributes) error {
	pod, is := attributes.GetObject().(*api.Pod)
	if is && attributes.GetOperation() == admission.Create && pod.Spec.RuntimeClassName == nil && pod.Spec.Overhead != nil {
		return admission.NewForbidden(attributes, errors.New("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"))
	}
	return nil
}
