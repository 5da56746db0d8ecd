//go:build cel

package main

import (
	"context"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// administratorMay answers policies that look at rights: everything.
type administratorMay struct{}

func (administratorMay) Authorize(context.Context, authorizer.Attributes) (authorizer.Decision, string, error) {
	return authorizer.DecisionAllow, "", nil
}

// interfaces says how an object is converted to the version that a policy matches.
type interfaces struct{ *call }

func (interfaces) GetObjectCreater() runtime.ObjectCreater     { return legacyscheme.Scheme }
func (interfaces) GetObjectTyper() runtime.ObjectTyper         { return legacyscheme.Scheme }
func (interfaces) GetObjectDefaulter() runtime.ObjectDefaulter { return legacyscheme.Scheme }

func (i interfaces) GetObjectConvertor() runtime.ObjectConvertor {
	if i.builtin.serving != nil {
		return asItIs{}
	}
	return legacyscheme.Scheme
}

func (interfaces) GetEquivalentResourceMapper() runtime.EquivalentResourceMapper {
	return equivalents()
}

// equivalents knows which versions of a resource are the same.
var equivalents = sync.OnceValue(func() runtime.EquivalentResourceMapper {
	registry := runtime.NewEquivalentResourceRegistry()
	for kind, one := range resources {
		registry.RegisterKindFor(kind.GroupVersion().WithResource(one.name), "", kind)
	}
	return registry
})

// asItIs: a custom resource is not converted.
type asItIs struct{ runtime.ObjectConvertor }

func (asItIs) ConvertToVersion(in runtime.Object, gv runtime.GroupVersioner) (runtime.Object, error) {
	return in, nil
}

func (asItIs) Convert(in, out, _ any) error {
	from, to := in.(*unstructured.Unstructured), out.(*unstructured.Unstructured)
	to.SetUnstructuredContent(from.UnstructuredContent())
	return nil
}
