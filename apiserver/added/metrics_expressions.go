package metrics

import "time"

// CelMetrics measures nothing.
type CelMetrics struct{}

// Metrics measures nothing.
var Metrics = &CelMetrics{}

// ObserveCompilation does nothing.
func (*CelMetrics) ObserveCompilation(time.Duration) {}

// ObserveEvaluation does nothing.
func (*CelMetrics) ObserveEvaluation(time.Duration) {}
