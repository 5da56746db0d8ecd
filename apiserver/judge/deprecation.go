package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/deprecation"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

type lifecycle struct {
	warning string
	known   *Deprecated
}

var lifecycles = map[schema.GroupVersionKind]lifecycle{}

func lifecycleOf(kind schema.GroupVersionKind) lifecycle {
	if one, found := lifecycles[kind]; found {
		return one
	}
	warned, known := "", gone[named(kind)]
	if obj, err := legacyscheme.Scheme.New(kind); err == nil {
		obj.GetObjectKind().SetGroupVersionKind(kind)
		if deprecation.IsDeprecated(obj, currentMajor, currentMinor) {
			warned = deprecation.WarningMessage(obj)
		}
		if since, is := obj.(interface{ APILifecycleDeprecated() (int, int) }); is {
			major, minor := since.APILifecycleDeprecated()
			known = Deprecated{In: fmt.Sprintf("%d.%d", major, minor), RemovedIn: deprecation.RemovedRelease(obj)}
		}
		if by, is := obj.(interface {
			APILifecycleReplacement() schema.GroupVersionKind
		}); is {
			known.Replacement = named(by.APILifecycleReplacement())
		}
	}
	// What Kubernetes names may be gone in its turn, and often it names nothing.
	if _, standing := resourceOf(kind); standing == notServed || known != (Deprecated{}) {
		if by := replacementOf(kind); by != "" {
			known.Replacement = by
		}
	}
	one := lifecycle{warning: warned}
	if known != (Deprecated{}) {
		one.known = &known
	}
	lifecycles[kind] = one
	return one
}

func named(kind schema.GroupVersionKind) string {
	return kind.GroupVersion().String() + " " + kind.Kind
}

func (c *call) deprecation() { c.answer.Deprecated = lifecycleOf(c.kind).known }

func (c *call) deprecationWarning() string { return lifecycleOf(c.kind).warning }
