package metrics

import (
	"context"
	"time"
)

// AdmissionMetrics counts nothing.
type AdmissionMetrics struct{}

// Metrics counts nothing.
var Metrics = &AdmissionMetrics{}

// ObserveMatchConditionEvalError does nothing.
func (*AdmissionMetrics) ObserveMatchConditionEvalError(context.Context, string, string, string, string) {
}

// ObserveMatchConditionEvaluationTime does nothing.
func (*AdmissionMetrics) ObserveMatchConditionEvaluationTime(context.Context, time.Duration, string, string, string, string) {
}
