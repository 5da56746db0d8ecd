package apiserver

import (
	apiextensionshelpers "k8s.io/apiextensions-apiserver/pkg/apihelpers"
	apiextensionsinternal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	structuraldefaulting "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	apiservervalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apiserver/pkg/registry/rest"
)

// Serving is how one version of a custom resource is read and kept.
type Serving struct {
	Strict, Lenient runtime.Decoder
	Strategy        interface {
		rest.RESTCreateStrategy
		rest.RESTUpdateStrategy
	}
	Warning string
}

// NewServing does for each served version what getOrCreateServingInfoFor does, without the storage.
func NewServing(crd *apiextensionsv1.CustomResourceDefinition) (map[string]*Serving, error) {
	structuralSchemas := map[string]*structuralschema.Structural{}
	validations := map[string]*apiextensionsinternal.CustomResourceValidation{}
	for _, v := range crd.Spec.Versions {
		val, err := apiextensionshelpers.GetSchemaForVersion(crd, v.Name)
		if err != nil {
			return nil, err
		}
		if val == nil {
			continue
		}
		internal := &apiextensionsinternal.CustomResourceValidation{}
		if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(val, internal, nil); err != nil {
			return nil, err
		}
		validations[v.Name] = internal
		s, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
		if !crd.Spec.PreserveUnknownFields && err != nil {
			return nil, err
		}
		if !crd.Spec.PreserveUnknownFields {
			s = s.DeepCopy()
			if err := structuraldefaulting.PruneDefaults(s); err != nil {
				return nil, err
			}
		}
		structuralSchemas[v.Name] = s
	}
	all := map[string]*Serving{}
	for _, v := range crd.Spec.Versions {
		if !v.Served {
			continue
		}
		kind := schema.GroupVersionKind{Group: crd.Spec.Group, Version: v.Name, Kind: crd.Spec.Names.Kind}
		var props *apiextensionsinternal.JSONSchemaProps
		if validations[v.Name] != nil {
			props = validations[v.Name].OpenAPIV3Schema
		}
		validator, _, err := apiservervalidation.NewSchemaValidator(props)
		if err != nil {
			return nil, err
		}
		subresources, err := apiextensionshelpers.GetSubresourcesForVersion(crd, v.Name)
		if err != nil {
			return nil, err
		}
		var statusSpec *apiextensionsinternal.CustomResourceSubresourceStatus
		var statusValidator apiservervalidation.SchemaValidator
		if subresources != nil && subresources.Status != nil {
			statusSpec = &apiextensionsinternal.CustomResourceSubresourceStatus{}
			if props != nil && props.Properties != nil {
				if statusSchema, ok := props.Properties["status"]; ok {
					if statusValidator, _, err = apiservervalidation.NewSchemaValidator(&statusSchema); err != nil {
						return nil, err
					}
				}
			}
		}
		var scaleSpec *apiextensionsinternal.CustomResourceSubresourceScale
		if subresources != nil && subresources.Scale != nil {
			scaleSpec = &apiextensionsinternal.CustomResourceSubresourceScale{}
			if err := apiextensionsv1.Convert_v1_CustomResourceSubresourceScale_To_apiextensions_CustomResourceSubresourceScale(subresources.Scale, scaleSpec, nil); err != nil {
				return nil, err
			}
		}
		parameterScheme := runtime.NewScheme()
		parameterScheme.AddUnversionedTypes(kind.GroupVersion(), &metav1.ListOptions{}, &metav1.GetOptions{}, &metav1.DeleteOptions{})
		typer := newUnstructuredObjectTyper(parameterScheme)
		negotiated := unstructuredNegotiatedSerializer{
			typer: typer, creator: unstructuredCreator{},
			structuralSchemas: structuralSchemas, structuralSchemaGK: kind.GroupKind(), preserveUnknownFields: crd.Spec.PreserveUnknownFields,
		}
		decoder := func(strict bool) runtime.Decoder {
			serializer := json.NewSerializerWithOptions(json.DefaultMetaFactory, unstructuredCreator{}, typer, json.SerializerOptions{Strict: strict})
			return negotiated.DecoderToVersion(serializer, kind.GroupVersion())
		}
		one := &Serving{Strict: decoder(true), Lenient: decoder(false)}
		one.Strategy = customresource.NewStrategy(typer, crd.Spec.Scope == apiextensionsv1.NamespaceScoped, kind, validator, statusValidator,
			structuralSchemas[v.Name], statusSpec, scaleSpec, v.SelectableFields)
		if v.Deprecated {
			if v.DeprecationWarning != nil {
				one.Warning = *v.DeprecationWarning
			} else {
				one.Warning = defaultDeprecationWarning(v.Name, crd.Spec)
			}
		}
		all[v.Name] = one
	}
	return all, nil
}
