//go:build cel

package main

import (
	"errors"
	"fmt"
	"slices"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/client-go/informers"
	corev1listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

type hook = validating.PolicyHook

func decodePolicy[T runtime.Object](text string) (T, error) {
	var none T
	obj, _, err := legacyscheme.Codecs.DecoderToVersion(lenient, admissionregistrationv1.SchemeGroupVersion).Decode([]byte(text), nil, nil)
	if err != nil {
		return none, err
	}
	if found, is := obj.(T); is {
		return found, nil
	}
	return none, fmt.Errorf("this is a %T, no %T", obj, none)
}

func (w *withCEL) setupPolicies(setup Setup) []Mistake {
	parameters := map[admissionregistrationv1.ParamKind][]parameter{}
	bindings := map[string][]*admissionregistrationv1.ValidatingAdmissionPolicyBinding{}
	return slices.Concat(
		each("parameters", setup.Parameters, func(text string) error {
			kind, one, err := w.parameter(text)
			if err == nil {
				parameters[kind] = append(parameters[kind], one)
			}
			return err
		}),
		each("bindings", setup.Bindings, func(text string) error {
			binding, err := decodePolicy[*admissionregistrationv1.ValidatingAdmissionPolicyBinding](text)
			if err == nil {
				bindings[binding.Spec.PolicyName] = append(bindings[binding.Spec.PolicyName], binding)
			}
			return err
		}),
		each("policies", setup.Policies, func(text string) error {
			policy, err := decodePolicy[*admissionregistrationv1.ValidatingAdmissionPolicy](text)
			if err == nil {
				w.hooks = append(w.hooks, w.hook(policy, bindings[policy.Name], parameters))
			}
			return err
		}),
	)
}

func (w *withCEL) hook(policy *admissionregistrationv1.ValidatingAdmissionPolicy, bindings []*admissionregistrationv1.ValidatingAdmissionPolicyBinding, parameters map[admissionregistrationv1.ParamKind][]parameter) hook {
	one := hook{Policy: policy, Bindings: bindings, Evaluator: validating.CompilePolicy(policy)}
	if kind := policy.Spec.ParamKind; kind != nil {
		if scope := w.scopeOf(schema.FromAPIVersionAndKind(kind.APIVersion, kind.Kind)); scope != nil {
			one.ParamScope = scope
			one.ParamInformer = informer{parameters: parameters[*kind]}
		} else {
			one.ConfigurationError = fmt.Errorf("failed to find resource referenced by paramKind: '%v'", schema.FromAPIVersionAndKind(kind.APIVersion, kind.Kind))
		}
	}
	return one
}

// scopeOf is nil for a kind that nobody serves.
func (w *withCEL) scopeOf(kind schema.GroupVersionKind) meta.RESTScope {
	namespaced := false
	if builtin, standing := resourceOf(kind); standing == served {
		namespaced = builtin.namespaced
	} else if known, is := w.served[kind.GroupKind()]; is && known.versions[kind.Version] != nil {
		namespaced = known.versions[kind.Version].Strategy.NamespaceScoped()
	} else {
		return nil
	}
	if namespaced {
		return meta.RESTScopeNamespace
	}
	return meta.RESTScopeRoot
}

type parameter struct {
	runtime.Object
	name, namespace string
	labels          labels.Set
}

func (w *withCEL) parameter(text string) (admissionregistrationv1.ParamKind, parameter, error) {
	obj, _, err := unstructured.UnstructuredJSONScheme.Decode([]byte(text), nil, nil)
	if err != nil {
		return admissionregistrationv1.ParamKind{}, parameter{}, err
	}
	plain, is := obj.(*unstructured.Unstructured)
	if !is {
		return admissionregistrationv1.ParamKind{}, parameter{}, errors.New("this is a list, no object")
	}
	one := parameter{Object: plain, name: plain.GetName(), namespace: plain.GetNamespace(), labels: plain.GetLabels()}
	if scope := w.scopeOf(plain.GroupVersionKind()); scope != nil && scope.Name() == meta.RESTScopeNameNamespace && one.namespace == "" {
		one.namespace = "default"
	}
	return admissionregistrationv1.ParamKind{APIVersion: plain.GetAPIVersion(), Kind: plain.GetKind()}, one, nil
}

// informer lists the parameters of the setup.
type informer struct{ parameters []parameter }

var _ informers.GenericInformer = informer{}

func (i informer) Informer() cache.SharedIndexInformer { return synced{} }
func (i informer) Lister() cache.GenericLister         { return lister{i.parameters, ""} }

type synced struct{ cache.SharedIndexInformer }

func (synced) HasSynced() bool { return true }

type lister struct {
	parameters []parameter
	namespace  string
}

func (l lister) ByNamespace(namespace string) cache.GenericNamespaceLister {
	return lister{l.parameters, namespace}
}

func (l lister) List(selector labels.Selector) (all []runtime.Object, err error) {
	for _, one := range l.parameters {
		if one.namespace == l.namespace && selector.Matches(one.labels) {
			all = append(all, one.Object)
		}
	}
	return all, nil
}

func (l lister) Get(name string) (runtime.Object, error) {
	for _, one := range l.parameters {
		if one.namespace == l.namespace && one.name == name {
			return one.Object, nil
		}
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{}, name)
}

// namespaceLister knows every namespace that it is asked for.
type namespaceLister struct{}

var _ corev1listers.NamespaceLister = namespaceLister{}

func (namespaceLister) List(labels.Selector) ([]*corev1.Namespace, error) { return nil, nil }
func (namespaceLister) Get(name string) (*corev1.Namespace, error)        { return namespaceNamed(name), nil }

// admit is the ValidatingAdmissionPolicy plugin's Validate.
func (w *withCEL) admit(c *call, attributes admission.Attributes) error {
	if len(w.hooks) == 0 || attributes.GetKind().Group == admissionregistrationv1.GroupName {
		return nil
	}
	current = c
	defer func() { current = nil }()
	matcher := generic.NewPolicyMatcher(matching.NewMatcher(namespaceLister{}, nil))
	return validating.NewDispatcher(administratorMay{}, matcher).Dispatch(c.ctx, attributes, interfaces{c}, w.hooks)
}
