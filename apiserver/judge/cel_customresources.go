//go:build cel

package main

import (
	"errors"
	"fmt"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

type withCEL struct {
	served map[schema.GroupKind]definition
	hooks  []hook
}

type definition struct {
	resource string
	versions map[string]*apiextensions.Serving
}

func (w *withCEL) setup(setup Setup) []Mistake {
	namespaces = setup.Namespaces
	w.served, w.hooks = map[schema.GroupKind]definition{}, nil
	return append(each("crds", setup.CRDs, w.define), w.setupPolicies(setup)...)
}

// define takes one definition, as the server does: one that it would refuse is none.
func (w *withCEL) define(text string) error {
	obj, _, err := legacyscheme.Codecs.DecoderToVersion(lenient, apiextensionsv1.SchemeGroupVersion).Decode([]byte(text), nil, nil)
	if err != nil {
		return err
	}
	crd, is := obj.(*apiextensionsv1.CustomResourceDefinition)
	if !is {
		return fmt.Errorf("this is no CustomResourceDefinition of %s", apiextensionsv1.SchemeGroupVersion)
	}
	served, err := apiextensions.NewServing(crd)
	if err != nil {
		return err
	}
	kind := schema.GroupKind{Group: crd.Spec.Group, Kind: crd.Spec.Names.Kind}
	w.served[kind] = definition{resource: crd.Spec.Names.Plural, versions: served}
	return nil
}

func (w *withCEL) custom(c *call) bool {
	known, is := w.served[c.kind.GroupKind()]
	if !is {
		return false
	}
	serving := known.versions[c.kind.Version]
	if serving == nil {
		c.refuse(c.noMatch())
		return true
	}
	c.builtin = &resource{name: known.resource, namespaced: serving.Strategy.NamespaceScoped(), create: serving.Strategy, update: serving.Strategy, serving: serving}
	if serving.Warning != "" {
		c.AddWarning("", serving.Warning)
	}
	if err := c.runBuiltin(); err != nil {
		c.refuse(err)
	}
	return true
}

// decodeCustom reads by the schema of the definition.
func decodeCustom(serving any, kind schema.GroupVersionKind, text string, strictly bool) (runtime.Object, *schema.GroupVersionKind, error) {
	known, is := serving.(*apiextensions.Serving)
	if !is {
		return nil, nil, errors.New("no definition")
	}
	if strictly {
		return known.Strict.Decode([]byte(text), &kind, &unstructured.Unstructured{})
	}
	return known.Lenient.Decode([]byte(text), &kind, &unstructured.Unstructured{})
}

func init() { decoderOfCustom = decodeCustom }
