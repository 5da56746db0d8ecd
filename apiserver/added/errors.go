package errors

import "k8s.io/apimachinery/pkg/util/validation/field"

// InvalidHook sees what NewInvalid is called with: the values are not in the status that it makes.
var InvalidHook = func(field.ErrorList) {}
