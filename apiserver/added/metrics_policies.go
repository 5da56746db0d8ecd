package metrics

import "context"

// ValidatingAdmissionPolicyMetrics counts nothing.
type ValidatingAdmissionPolicyMetrics struct{}

// Metrics counts nothing.
var Metrics = &ValidatingAdmissionPolicyMetrics{}

// ObserveAdmission does nothing.
func (*ValidatingAdmissionPolicyMetrics) ObserveAdmission(context.Context, ...any) {}

// ObserveAdmissionWithError does nothing.
func (*ValidatingAdmissionPolicyMetrics) ObserveAdmissionWithError(context.Context, ...any) {}

// ObserveRejection does nothing.
func (*ValidatingAdmissionPolicyMetrics) ObserveRejection(context.Context, ...any) {}

// ObserveAudit does nothing.
func (*ValidatingAdmissionPolicyMetrics) ObserveAudit(context.Context, ...any) {}

// ObserveWarn does nothing.
func (*ValidatingAdmissionPolicyMetrics) ObserveWarn(context.Context, ...any) {}
