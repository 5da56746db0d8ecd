package validation

type silent struct{}

func (silent) IncDeclarativeValidationMismatchMetric(string) {}
func (silent) IncDeclarativeValidationPanicMetric(string)    {}
func (silent) IncDuplicateValidationErrorMetric()            {}
func (silent) Reset()                                        {}

// Metrics counts nothing.
var Metrics ValidationMetrics = silent{}
