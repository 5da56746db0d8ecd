//go:build cel

package main

import (
	"context"
	"fmt"
	"runtime/debug"

	corev1 "k8s.io/api/core/v1"
	apiextensionsinstall "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	corev1client "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicy"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicybinding"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration"
)

// What only the file with CEL has: kinds whose validation compiles expressions, custom resources, and policies.

func init() {
	extended = &withCEL{}
	apiextensionsinstall.Install(legacyscheme.Scheme)
	v1 := versions{"v1"}
	serve("apiextensions.k8s.io", v1, "CustomResourceDefinition", "customresourcedefinitions", customresourcedefinition.NewStrategy(legacyscheme.Scheme))
	serve("admissionregistration.k8s.io", v1, "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", validatingwebhookconfiguration.Strategy)
	serve("admissionregistration.k8s.io", v1, "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", mutatingwebhookconfiguration.Strategy)
	serve("admissionregistration.k8s.io", v1, "ValidatingAdmissionPolicy", "validatingadmissionpolicies", validatingadmissionpolicy.NewStrategy(nil, nil))
	serve("admissionregistration.k8s.io", v1, "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", validatingadmissionpolicybinding.NewStrategy(nil, nil, resolver{}))
	serveMinorWithCEL()
}

// resolver is asked for nothing: nobody needs more rights than the administrator has.
type resolver struct{}

func (resolver) Resolve(schema.GroupVersionKind) (schema.GroupVersionResource, error) {
	return schema.GroupVersionResource{}, nil
}

// namespacesClient is what strategies ask for the labels of a namespace.
type namespacesClient struct {
	corev1client.NamespaceInterface
}

func (namespacesClient) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.Namespace, error) {
	return namespaceNamed(name), nil
}

// The namespaces of the setup, and of the request that is being judged.
var (
	namespaces = map[string]Namespace{}
	current    *call
)

func namespaceNamed(name string) *corev1.Namespace {
	found := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{}}}
	if known, is := namespaces[name]; is {
		found.Labels = known.Labels
	} else if current != nil && current.Namespace != nil {
		found.Labels = current.Namespace.Labels
	}
	labels := map[string]string{corev1.LabelMetadataName: name}
	for key, value := range found.Labels {
		labels[key] = value
	}
	found.Labels = labels
	return found
}

// each takes the objects of one sort of the surroundings, and says which of them it could not take.
func each(which string, objects []string, take func(text string) error) (mistakes []Mistake) {
	for i, text := range objects {
		if err := attempt(text, take); err != nil {
			mistakes = append(mistakes, Mistake{Type: "Setup", Field: fmt.Sprintf("%s[%d]", which, i), Detail: err.Error(), Message: err.Error()})
		}
	}
	return mistakes
}

func attempt(text string, take func(text string) error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%v\n%s", cause, debug.Stack())
		}
	}()
	if err := tooDeep(text); err != nil {
		return err
	}
	return take(text)
}
