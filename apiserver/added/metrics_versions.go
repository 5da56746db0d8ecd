package compatversion

import "context"

// RecordCompatVersionInfo records nothing.
func RecordCompatVersionInfo(context.Context, string, string, string, string) {}
