package feature

import "context"

// RecordFeatureInfo records nothing.
func RecordFeatureInfo(context.Context, string, string, bool) {}
