package main

import (
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/apis/authentication"
	"k8s.io/kubernetes/pkg/apis/authorization"
	"k8s.io/kubernetes/pkg/apis/authorization/validation"
)

// serveReviews: what is posted to ask something, and never stored, has no strategy; its REST validates it.
func serveReviews() {
	ask := func(group, kind, name string, review func(runtime.Object, string) error) {
		resources[schema.GroupVersionKind{Group: group, Version: "v1", Kind: kind}] = &resource{
			name: name, namespaced: kind == "LocalSubjectAccessReview", review: review,
		}
	}
	ask("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", func(runtime.Object, string) error { return nil })
	ask("authentication.k8s.io", "TokenReview", "tokenreviews", func(obj runtime.Object, _ string) error {
		if obj.(*authentication.TokenReview).Spec.Token == "" {
			return apierrors.NewBadRequest("token is required for TokenReview in authentication")
		}
		return nil
	})
	ask("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews", func(obj runtime.Object, _ string) error {
		review := obj.(*authorization.SubjectAccessReview)
		return invalidReview(review.Kind, validation.ValidateSubjectAccessReview(review))
	})
	ask("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", func(obj runtime.Object, _ string) error {
		review := obj.(*authorization.SelfSubjectAccessReview)
		return invalidReview(review.Kind, validation.ValidateSelfSubjectAccessReview(review))
	})
	ask("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", func(obj runtime.Object, namespace string) error {
		review := obj.(*authorization.LocalSubjectAccessReview)
		if err := invalidReview(review.Kind, validation.ValidateLocalSubjectAccessReview(review)); err != nil {
			return err
		}
		if namespace != review.Namespace {
			return apierrors.NewBadRequest(fmt.Sprintf("spec.resourceAttributes.namespace must match namespace: %v", namespace))
		}
		return nil
	})
	ask("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", func(obj runtime.Object, _ string) error {
		if obj.(*authorization.SelfSubjectRulesReview).Spec.Namespace == "" {
			return apierrors.NewBadRequest("no namespace on request")
		}
		return nil
	})
}

func invalidReview(kind string, errs field.ErrorList) error {
	if len(errs) == 0 {
		return nil
	}
	return apierrors.NewInvalid(authorization.Kind(kind), "", errs)
}
